#include "sync/server/net/connection.h"

#include <boost/asio/post.hpp>

#include "sync/server/http/answers.h"
#include "sync/server/net/web_socket.h"

namespace cairn::sync::net {

namespace {

constexpr std::size_t smallBlock = 4 * 1024;
constexpr std::size_t largeBlock = 64 * 1024;
constexpr std::size_t longestChunkHead = 16 * 1024;
constexpr std::chrono::milliseconds lingerTime{1'000};

namespace http = boost::beast::http;

} // namespace

Connection::Connection(std::unique_ptr<ByteStream> stream, std::string peer, Surroundings& surroundings)
    : m_stream(std::move(stream)), m_peer(std::move(peer)), m_around(surroundings),
      m_timer(m_stream->socket().get_executor()) {}

Connection::~Connection() {
    releaseBytes();
    m_around.live.remove(this);
}

void Connection::start() {
    m_around.live.add(shared_from_this());
    limit(m_around.options.headTime);
    m_stream->handshake([self = shared_from_this()](error_code error) {
        if (error) return self->close();
        self->m_stage = Stage::idle;
        self->awaitHead();
    });
}

void Connection::endSoon() {
    asio::post(m_timer.get_executor(), [self = shared_from_this()] {
        self->m_persistence = Persistence::close;
        if (self->m_stage == Stage::idle || self->m_stage == Stage::handshake) self->close();
    });
}

void Connection::limit(std::chrono::milliseconds time) {
    m_timer.expires_after(time);
    m_timer.async_wait([self = shared_from_this(), round = ++m_round](error_code error) {
        if (!error && round == self->m_round) self->timeRanOut();
    });
}

void Connection::timeRanOut() {
    if (m_stage != Stage::head && m_stage != Stage::body) return close();
    refuse(m_visit ? m_around.dispatcher.finish(*m_visit, refusal(408, "TIMEOUT", "the request came too slowly"))
                   : m_around.dispatcher.answerTo({408, "TIMEOUT", "the request came too slowly"}, m_peer));
}

void Connection::read() {
    if (m_isReading) return;
    m_isReading = true;
    m_block.resize(m_stage == Stage::body ? largeBlock : smallBlock);
    m_stream->readSome(asio::buffer(m_block), [self = shared_from_this()](error_code error, std::size_t size) {
        self->m_isReading = false;
        if (self->m_stage == Stage::closed || self->m_stage == Stage::writing) return;
        if (error) return self->close();
        self->haveRead(size);
    });
}

void Connection::haveRead(std::size_t size) {
    if (m_stage == Stage::lingering) return read();
    m_input.append(m_block.data(), size);
    if (m_stage != Stage::body) return lookForHead();
    m_rawBody += size;
    if (m_around.dispatcher.holdBytes(static_cast<std::ptrdiff_t>(size)) == Posted::refused)
        return refuse(m_around.dispatcher.finish(*m_visit, tryAgain(503, "OVERLOADED", "too much waits here", 1)));
    m_heldBytes += static_cast<std::ptrdiff_t>(size);
    parseBody();
}

void Connection::awaitHead() {
    if (m_around.isDraining) m_persistence = Persistence::close;
    m_scanned = 0;
    if (!m_input.empty()) return lookForHead();
    if (m_persistence == Persistence::close) return close();
    limit(m_around.options.idleTime);
    m_block.shrink_to_fit();
    read();
}

void Connection::lookForHead() {
    if (m_stage == Stage::idle) {
        m_stage = Stage::head;
        limit(m_around.options.headTime);
    }
    if (m_input.front() <= ' ' || m_input.front() > '~')
        return refuse(
            m_around.dispatcher.answerTo({400, "MALFORMED_REQUEST", "a request begins with its method"}, m_peer));
    const auto end = m_input.find("\r\n\r\n", m_scanned < 3 ? 0 : m_scanned - 3);
    const auto known = std::min(end, m_input.size());
    for (auto line = m_input.find('\n', m_scanned); line < known; line = m_input.find('\n', line + 1))
        if (line == 0 || m_input[line - 1] != '\r')
            return refuse(m_around.dispatcher.answerTo(
                {400, "MALFORMED_REQUEST", "lines end with carriage return and line feed"}, m_peer));
    m_scanned = m_input.size();
    if (end != std::string::npos) return haveHead(end + 4);
    if (m_input.size() > longestHead)
        return refuse(m_around.dispatcher.answerTo({431, "HEADERS_TOO_LARGE", "the headers are too long"}, m_peer));
    read();
}

void Connection::haveHead(std::size_t size) {
    const std::string raw = m_input.substr(0, size);
    m_input.erase(0, size);
    m_visit = nullptr;
    auto head = parseHead(raw);
    if (!head) return refuse(m_around.dispatcher.answerTo(head.error(), m_peer));
    m_visit = m_around.dispatcher.begin(std::move(*head), m_peer);
    m_persistence = m_around.isDraining ? Persistence::close : m_visit->head.persistence;
    if (m_visit->head.path == "/ws") return openSocket();
    admit(raw);
}

void Connection::admit(std::string_view raw) {
    auto refused = m_around.dispatcher.admit(*m_visit);
    if (!refused && m_visit->head.framing == Framing::none) return serve({});
    if (!refused) return readBody(raw);
    Response response = m_around.dispatcher.finish(*m_visit, std::move(*refused));
    if (m_visit->head.framing != Framing::none) return refuse(response);
    respond(response);
}

void Connection::readBody(std::string_view raw) {
    m_stage = Stage::body;
    limit(m_around.options.bodyTime);
    m_rawBody = m_input.size();
    m_parser = std::make_unique<Parser>();
    m_parser->header_limit(2 * longestHead);
    m_parser->body_limit(m_visit->route->longestBody);
    m_parser->eager(true);
    error_code error;
    m_parser->put(asio::buffer(raw), error);
    if (error)
        return refuse(
            m_around.dispatcher.finish(*m_visit, refusal(400, "MALFORMED_REQUEST", "the request can't be read")));
    if (!m_visit->head.expectsContinue || !m_input.empty()) return parseBody();
    static constexpr std::string_view goOn = "HTTP/1.1 100 Continue\r\n\r\n";
    const asio::const_buffer buffer = asio::buffer(goOn);
    m_stream->writeSome({&buffer, 1}, [self = shared_from_this()](error_code failed, std::size_t size) {
        if (failed || size != goOn.size()) return self->close();
        if (self->m_stage == Stage::body) self->parseBody();
    });
}

void Connection::parseBody() {
    error_code error;
    while (!m_parser->is_done() && !m_input.empty() && !error) {
        const std::size_t used = m_parser->put(asio::buffer(m_input), error);
        m_input.erase(0, used);
        if (used == 0) break;
    }
    const std::size_t longest = m_visit->route->longestBody;
    if (error == http::error::body_limit || m_rawBody > 2 * longest + longestChunkHead)
        return refuse(m_around.dispatcher.finish(
            *m_visit, refusal(413, "TOO_LARGE", "the body is longer than this address takes")));
    if ((error && error != http::error::need_more) || (!m_parser->is_done() && m_input.size() > longestChunkHead))
        return refuse(m_around.dispatcher.finish(
            *m_visit, refusal(400, "MALFORMED_REQUEST", "the body is not framed as it says")));
    if (!m_parser->is_done()) return read();
    std::string body = std::move(m_parser->get().body());
    m_parser = nullptr;
    serve(std::move(body));
}

/// Answers, and reads no further request: where the next one begins is not known.
void Connection::refuse(const Response& response) {
    m_persistence = Persistence::close;
    m_input.clear();
    m_parser = nullptr;
    releaseBytes();
    respond(response);
}

void Connection::serve(std::string body) {
    m_stage = Stage::handling;
    m_timer.cancel();
    ++m_round;
    m_around.dispatcher.serve(m_visit, std::move(body), [self = shared_from_this()](Response response) {
        asio::post(self->m_timer.get_executor(), [self, response = std::move(response)] {
            self->releaseBytes();
            self->respond(response);
        });
    });
}

void Connection::openSocket() {
    const bool isFramed = m_visit->head.framing != Framing::none || !m_input.empty();
    auto refused = m_around.dispatcher.admitSocket(*m_visit);
    if (!refused && !m_visit->head.isUpgrade) {
        refused = refusal(426, "UPGRADE_REQUIRED", "this address is a WebSocket");
        refused->headers.push_back({"Upgrade", "websocket"});
    }
    if (!refused && isFramed) refused = refusal(400, "MALFORMED_REQUEST", "nothing may come before the upgrade");
    if (refused) return refuse(m_around.dispatcher.finish(*m_visit, std::move(*refused)));
    m_stage = Stage::handling;
    if (!m_visit->claims) return becomeSocket(Caller{});
    m_around.dispatcher.findCaller(*m_visit->claims, [self = shared_from_this()](std::optional<Caller> caller) {
        asio::post(self->m_timer.get_executor(), [self, caller] { self->becomeSocket(caller); });
    });
}

void Connection::becomeSocket(std::optional<Caller> caller) {
    if (!caller) return refuse(m_around.dispatcher.finish(*m_visit, refusal(401, "UNAUTHORIZED", "sign in first")));
    m_timer.cancel();
    ++m_round;
    m_stage = Stage::closed;
    openWebSocket(std::move(m_stream), m_visit, *caller, m_around);
}

void Connection::respond(const Response& response) {
    const bool isHead = m_visit && m_visit->head.method == "HEAD";
    m_output = serialise(response, m_persistence, isHead ? Body::omitted : Body::sent);
    m_stage = Stage::writing;
    limit(m_around.options.writeTime);
    write(0);
}

void Connection::write(std::size_t from) {
    const asio::const_buffer buffer = asio::buffer(m_output) + from;
    m_stream->writeSome({&buffer, 1}, [self = shared_from_this(), from](error_code error, std::size_t size) {
        if (self->m_stage != Stage::writing) return;
        if (error) return self->close();
        if (from + size < self->m_output.size()) return self->write(from + size);
        self->haveWritten();
    });
}

void Connection::haveWritten() {
    m_output = {};
    m_visit = nullptr;
    if (m_persistence == Persistence::close) return linger();
    m_stage = Stage::idle;
    awaitHead();
}

/// Reads and forgets for a moment, so that the answer is not lost to a reset.
void Connection::linger() {
    m_stage = Stage::lingering;
    limit(lingerTime);
    m_stream->shutdown([self = shared_from_this()](error_code) {
        if (self->m_stage != Stage::lingering) return;
        self->m_stream->endWriting();
        self->read();
    });
}

void Connection::close() {
    m_stage = Stage::closed;
    ++m_round;
    m_timer.cancel();
    if (m_stream) m_stream->close();
}

void Connection::releaseBytes() {
    if (m_heldBytes != 0) m_around.dispatcher.holdBytes(-m_heldBytes);
    m_heldBytes = 0;
}

} // namespace cairn::sync::net
