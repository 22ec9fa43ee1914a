#include "sync/server/net/web_socket.h"

#include <array>
#include <atomic>
#include <boost/asio/post.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <deque>
#include <nlohmann/json.hpp>

namespace cairn::sync::net {

namespace {

namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;

constexpr std::size_t longestMessage = 64 * 1024;
constexpr std::chrono::seconds closeTime{10};
constexpr std::chrono::seconds idleTime{60}; // a ping goes out after half of it
constexpr std::chrono::milliseconds hardCloseTime{1'500};
constexpr double mostMessages = 120; // a minute, and at once

/// A ByteStream in the shape that Beast asks of a stream.
class AnyStream {
public:
    using executor_type = Strand;

    explicit AnyStream(std::unique_ptr<ByteStream> stream) : m_stream(std::move(stream)) {}
    executor_type get_executor() { return m_stream->socket().get_executor(); }
    ByteStream& bytes() { return *m_stream; }

    template<class Buffers, class Handler>
    auto async_read_some(const Buffers& buffers, Handler&& handler) {
        return asio::async_initiate<Handler, void(error_code, std::size_t)>(
            [this](auto&& done, const auto& given) {
                asio::mutable_buffer first;
                for (auto at = asio::buffer_sequence_begin(given); at != asio::buffer_sequence_end(given); ++at)
                    if (first = *at; first.size() > 0) break;
                m_stream->readSome(first, shared(std::forward<decltype(done)>(done)));
            },
            handler, buffers);
    }

    template<class Buffers, class Handler>
    auto async_write_some(const Buffers& buffers, Handler&& handler) {
        return asio::async_initiate<Handler, void(error_code, std::size_t)>(
            [this](auto&& done, const auto& given) {
                std::array<asio::const_buffer, 4> list;
                std::size_t count = 0;
                for (auto at = asio::buffer_sequence_begin(given); at != asio::buffer_sequence_end(given); ++at)
                    if (count < list.size()) list[count++] = *at;
                m_stream->writeSome({list.data(), count}, shared(std::forward<decltype(done)>(done)));
            },
            handler, buffers);
    }

private:
    /// A handler that can only be moved, as a function that can be copied.
    template<class Handler>
    static ByteStream::Done shared(Handler&& handler) {
        auto kept = std::make_shared<std::decay_t<Handler>>(std::forward<Handler>(handler));
        return [kept](error_code error, std::size_t size) { std::move (*kept)(error, size); };
    }

    std::unique_ptr<ByteStream> m_stream;
};

/// Beast looks these up by the stream's type.
void beast_close_socket(AnyStream& stream) {
    stream.bytes().close();
}

template<class Handler>
void async_teardown(beast::role_type, AnyStream& stream, Handler&& handler) {
    auto kept = std::make_shared<std::decay_t<Handler>>(std::forward<Handler>(handler));
    stream.bytes().shutdown([kept, &stream](error_code) {
        stream.bytes().close();
        std::move (*kept)(error_code());
    });
}

class WebSocket final : public SocketPeer, public Ending, public std::enable_shared_from_this<WebSocket> {
public:
    WebSocket(std::unique_ptr<ByteStream> stream, std::shared_ptr<Visit> visit, const Caller& caller,
              Surroundings& surroundings)
        : m_around(surroundings), m_stream(AnyStream(std::move(stream))), m_timer(m_stream.get_executor()),
          m_visit(std::move(visit)), m_caller(caller) {}
    ~WebSocket() override { m_around.live.remove(this); }

    void start();
    void send(std::shared_ptr<const std::string> text) override;
    void close(SocketClose reason) override;
    void endSoon() override { close(SocketClose::goingAway); }

private:
    void accepted(error_code error);
    void enter(std::optional<Caller> caller);
    void read();
    void haveRead(error_code error);
    void takeTicket(std::string_view text);
    [[nodiscard]] bool isTooFast();
    void write();
    void limit(std::chrono::milliseconds time);
    void startClosing(websocket::close_code code);
    void drop();
    void finish();

    Surroundings& m_around;
    websocket::stream<AnyStream, false> m_stream;
    asio::steady_timer m_timer;
    std::shared_ptr<Visit> m_visit;
    Caller m_caller;
    beast::http::request<beast::http::empty_body> m_upgrade;
    beast::flat_buffer m_input;
    std::deque<std::shared_ptr<const std::string>> m_queue;
    std::atomic<std::size_t> m_waiting = 0;
    std::optional<WebSocketHub::Ticket> m_subscription;
    bool m_isClosing = false;
    double m_tokens = mostMessages;
    std::chrono::steady_clock::time_point m_lastMessage;
};

void WebSocket::start() {
    m_around.live.add(shared_from_this());
    m_stream.set_option(websocket::stream_base::timeout{closeTime, idleTime, true});
    m_stream.read_message_max(longestMessage);
    m_stream.auto_fragment(false);
    m_upgrade.method(beast::http::verb::get);
    m_upgrade.target(m_visit->head.path);
    m_upgrade.version(11);
    for (const Header& header : m_visit->head.headers) m_upgrade.insert(header.name, header.value);
    m_stream.async_accept(m_upgrade, [self = shared_from_this()](error_code error) { self->accepted(error); });
}

void WebSocket::accepted(error_code error) {
    Response answer{.status = error ? 400 : 101, .body = {}};
    if (m_visit) answer = m_around.dispatcher.finish(*m_visit, std::move(answer));
    m_visit = nullptr;
    m_upgrade = {};
    if (error) return drop();
    m_lastMessage = std::chrono::steady_clock::now();
    if (!m_caller.isAnonymous()) return enter(m_caller);
    limit(m_around.options.ticketTime);
    read();
}

/// The socket belongs to somebody from here on; it is told so, and then reads on.
void WebSocket::enter(std::optional<Caller> caller) {
    if (m_isClosing) return;
    if (!caller) return startClosing(websocket::close_code::policy_error);
    m_timer.cancel();
    m_caller = *caller;
    m_subscription = m_around.dispatcher.hub().subscribe(m_caller, shared_from_this());
    send(std::make_shared<const std::string>(R"({"type":"ready"})"));
    read();
}

void WebSocket::read() {
    m_stream.async_read(m_input, [self = shared_from_this()](error_code error, std::size_t) { self->haveRead(error); });
}

void WebSocket::haveRead(error_code error) {
    if (error) return drop();
    if (m_isClosing) return read();
    if (isTooFast() || !m_stream.got_text()) return startClosing(websocket::close_code::policy_error);
    std::string text(static_cast<const char*>(m_input.data().data()), m_input.size());
    m_input = {};
    if (m_caller.isAnonymous()) return takeTicket(text);
    m_around.dispatcher.hear(m_caller, std::move(text), [self = shared_from_this()](std::optional<std::string> answer) {
        asio::post(self->m_timer.get_executor(), [self, answer = std::move(answer)]() mutable {
            if (answer) self->send(std::make_shared<const std::string>(std::move(*answer)));
            self->read();
        });
    });
}

void WebSocket::takeTicket(std::string_view text) {
    const auto message = nlohmann::json::parse(text, nullptr, false);
    const auto ticket = message.is_object() ? message.find("ticket") : message.end();
    std::optional<Claims> claims;
    if (message.is_object() && ticket != message.end() && ticket->is_string())
        claims = m_around.dispatcher.gate().redeem(ticket->get_ref<const std::string&>());
    if (!claims) return startClosing(websocket::close_code::policy_error);
    m_around.dispatcher.findCaller(*claims, [self = shared_from_this()](std::optional<Caller> caller) {
        asio::post(self->m_timer.get_executor(), [self, caller] { self->enter(caller); });
    });
}

bool WebSocket::isTooFast() {
    const auto now = std::chrono::steady_clock::now();
    const std::chrono::duration<double> passed = now - m_lastMessage;
    m_lastMessage = now;
    m_tokens = std::min(mostMessages, m_tokens + passed.count() * mostMessages / 60) - 1;
    return m_tokens < 0;
}

void WebSocket::send(std::shared_ptr<const std::string> text) {
    const bool isFull = m_waiting.fetch_add(1) >= longestSocketQueue;
    asio::post(m_timer.get_executor(), [self = shared_from_this(), isFull, text = std::move(text)]() mutable {
        if (isFull) return self->drop();
        self->m_queue.push_back(std::move(text));
        if (self->m_queue.size() == 1) self->write();
    });
}

void WebSocket::write() {
    if (m_isClosing) return;
    m_stream.text(true);
    m_stream.async_write(asio::buffer(*m_queue.front()), [self = shared_from_this()](error_code error, std::size_t) {
        if (error) return self->drop();
        self->m_queue.pop_front();
        --self->m_waiting;
        if (!self->m_queue.empty()) self->write();
    });
}

void WebSocket::limit(std::chrono::milliseconds time) {
    m_timer.expires_after(time);
    m_timer.async_wait([self = shared_from_this()](error_code error) {
        if (error) return;
        if (self->m_isClosing || self->m_subscription) return self->drop();
        self->startClosing(websocket::close_code::policy_error);
    });
}

void WebSocket::close(SocketClose reason) {
    asio::post(m_timer.get_executor(),
               [self = shared_from_this(), reason] { self->startClosing(static_cast<websocket::close_code>(reason)); });
}

/// Says goodbye; who does not answer in time is cut off. Nothing else is sent from here on.
void WebSocket::startClosing(websocket::close_code code) {
    if (m_isClosing) return;
    m_isClosing = true;
    finish();
    limit(hardCloseTime);
    m_stream.async_close(code, [self = shared_from_this()](error_code) { self->drop(); });
}

void WebSocket::drop() {
    m_isClosing = true;
    finish();
    m_timer.cancel();
    m_stream.next_layer().bytes().close();
}

void WebSocket::finish() {
    if (m_subscription) m_around.dispatcher.hub().unsubscribe(*m_subscription);
    m_subscription = std::nullopt;
}

} // namespace

void openWebSocket(std::unique_ptr<ByteStream> stream, std::shared_ptr<Visit> visit, const Caller& caller,
                   Surroundings& surroundings) {
    std::make_shared<WebSocket>(std::move(stream), std::move(visit), caller, surroundings)->start();
}

} // namespace cairn::sync::net
