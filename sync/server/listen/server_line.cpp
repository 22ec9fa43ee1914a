#include "sync/server/listen/server_line.h"

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <charconv>
#include <csignal>
#include <functional>
#include <optional>
#include <type_traits>
#include <variant>

namespace cairn::sync {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;
using core::ErrorCode;
using core::failure;
using core::Result;
using std::chrono::milliseconds;
using tcp = asio::ip::tcp;

using Plain = beast::tcp_stream;
using Encrypted = beast::ssl_stream<beast::tcp_stream>;
template<class Stream>
using Socket = websocket::stream<Stream>;

constexpr milliseconds stepTime{15'000};       ///< of each step but hearing
constexpr milliseconds goodbyeTime{1'000};     ///< of the end of a socket
constexpr std::chrono::seconds silentTime{75}; ///< without an answer to a ping
constexpr std::uint64_t longestAnswer = 64 * 1024;
constexpr std::size_t longestMessage = 1024 * 1024;

/// The SHA-256 of the certificate that the other side has shown.
std::string shownFingerprint(asio::ssl::verify_context& context) {
    X509* const shown = X509_STORE_CTX_get0_cert(context.native_handle());
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    if (shown == nullptr || X509_digest(shown, EVP_sha256(), digest.data(), &size) != 1) return {};
    return formatFingerprint({reinterpret_cast<const char*>(digest.data()), size});
}

int retryAfterOf(std::string_view text) {
    int seconds = 0;
    std::from_chars(text.data(), text.data() + text.size(), seconds);
    return std::max(seconds, 0);
}

} // namespace

class ServerLine::Impl {
public:
    Impl(ServerUrl url, std::string fingerprint)
        : m_url(std::move(url)), m_fingerprint(std::move(fingerprint)), m_signals(m_io, SIGINT, SIGTERM) {
        SSL_CTX_set_min_proto_version(m_context.native_handle(), TLS1_2_VERSION);
        error_code ignored; // without authorities nothing is trusted but a fingerprint
        m_context.set_default_verify_paths(ignored);
        awaitSignal();
    }

    Result<LineAnswer> post(const std::string& path, const std::string& body, const std::string& token) {
        if (m_url.isEncrypted) return exchange(Encrypted(m_io, m_context), path, body, token);
        return exchange(Plain(m_io), path, body, token);
    }

    Result<void> openSocket() {
        if (m_url.isEncrypted) return open(m_socket.emplace<Socket<Encrypted>>(m_io, m_context));
        return open(m_socket.emplace<Socket<Plain>>(m_io));
    }

    Result<void> say(const std::string& text) {
        return onSocket([&](auto& socket) {
            socket.text(true);
            return step(socket, stepTime, [&](auto done) { socket.async_write(asio::buffer(text), done); });
        });
    }

    Result<std::string> hear(std::optional<milliseconds> limit) {
        beast::flat_buffer input;
        const auto read = onSocket(
            [&](auto& socket) { return step(socket, limit, [&](auto done) { socket.async_read(input, done); }); });
        if (!read) return tl::unexpected(read.error());
        return std::string(static_cast<const char*>(input.data().data()), input.size());
    }

    void closeSocket() {
        (void)onSocket([&](auto& socket) {
            if (!socket.is_open()) return Result<void>();
            return step(socket, goodbyeTime,
                        [&](auto done) { socket.async_close(websocket::close_code::normal, done); });
        });
        m_socket.emplace<std::monostate>();
    }

    Result<void> wait(milliseconds time) {
        asio::steady_timer timer(m_io, time);
        std::optional<error_code> done;
        timer.async_wait([&](error_code error) { done = error; });
        return finish(done, std::nullopt, [&] { timer.cancel(); });
    }

private:
    void awaitSignal() {
        m_signals.async_wait([this](error_code error, int) { m_isInterrupted = m_isInterrupted || !error; });
    }

    /// Runs until `done`. What takes longer than its limit is taken back, and has ended when this returns.
    Result<void> finish(const std::optional<error_code>& done, std::optional<milliseconds> limit,
                        const std::function<void()>& takeBack) {
        const auto end = std::chrono::steady_clock::now() + limit.value_or(milliseconds(0));
        bool isLate = false;
        while (!done && !isLate && !m_isInterrupted) {
            if (limit)
                isLate = m_io.run_one_until(end) == 0;
            else
                m_io.run_one();
        }
        if (!done) takeBack();
        while (!done) m_io.run_one();
        if (std::exchange(m_isInterrupted, false)) {
            awaitSignal();
            return failure(ErrorCode::cancelled, "ended by a signal");
        }
        if (isLate) return failure(ErrorCode::ioFailure, "the server does not answer");
        if (*done) return failure(ErrorCode::ioFailure, "the connection ended: " + done->message());
        return {};
    }

    /// Starts an operation of a stream and runs until it is done.
    template<class Stream, class Start>
    Result<void> step(Stream& stream, std::optional<milliseconds> limit, const Start& start) {
        std::optional<error_code> done;
        start([&done](error_code error, auto&&...) { done = error; });
        return finish(done, limit, [&] { beast::get_lowest_layer(stream).cancel(); });
    }

    template<class Action>
    Result<void> onSocket(const Action& action) {
        return std::visit(
            [&](auto& socket) -> Result<void> {
                if constexpr (std::is_same_v<std::decay_t<decltype(socket)>, std::monostate>)
                    return failure(ErrorCode::ioFailure, "there is no connection");
                else
                    return action(socket);
            },
            m_socket);
    }

    template<class Stream>
    Result<void> connect(Stream& stream) {
        tcp::resolver resolver(m_io);
        tcp::resolver::results_type found;
        std::optional<error_code> done;
        resolver.async_resolve(m_url.host, m_url.port, [&](error_code error, tcp::resolver::results_type results) {
            found = std::move(results);
            done = error;
        });
        const auto resolved = finish(done, stepTime, [&] { resolver.cancel(); });
        if (!resolved) return unreachable(resolved.error());
        auto& lowest = beast::get_lowest_layer(stream);
        const auto connected = step(stream, stepTime, [&](auto call) { lowest.async_connect(found, call); });
        if (!connected) return unreachable(connected.error());
        if constexpr (std::is_same_v<Stream, Encrypted>) return greet(stream);
        return {};
    }

    static Result<void> unreachable(const core::Error& error) {
        if (error.code == ErrorCode::cancelled) return tl::unexpected(error);
        return failure(ErrorCode::ioFailure, "the server can't be reached");
    }

    Result<void> greet(Encrypted& stream) {
        std::string shown;
        bool isTrusted = true;
        stream.set_verify_mode(asio::ssl::verify_peer);
        stream.set_verify_callback([&](bool isGood, asio::ssl::verify_context& context) {
            shown = shownFingerprint(context);
            const bool isThis = m_fingerprint.empty()
                                    ? isGood && asio::ssl::host_name_verification(m_url.host)(isGood, context)
                                    : shown == m_fingerprint;
            isTrusted = isTrusted && isThis;
            return isThis;
        });
        SSL_set_tlsext_host_name(stream.native_handle(), m_url.host.c_str());
        auto greeted =
            step(stream, stepTime, [&](auto done) { stream.async_handshake(asio::ssl::stream_base::client, done); });
        if (isTrusted) return greeted;
        if (m_fingerprint.empty())
            return failure(ErrorCode::invalidValue, "nobody vouches for the server's certificate, SHA-256 " + shown +
                                                        "; if that is the server's, trust it with --fingerprint");
        return failure(ErrorCode::invalidValue, "the server shows another certificate, SHA-256 " + shown);
    }

    template<class Stream>
    Result<LineAnswer> exchange(Stream stream, const std::string& path, const std::string& body,
                                const std::string& token) {
        if (const auto connected = connect(stream); !connected) return tl::unexpected(connected.error());
        http::request<http::string_body> request{http::verb::post, m_url.path + path, 11};
        request.set(http::field::host, m_url.hostHeader());
        request.set(http::field::content_type, "application/json");
        request.set(http::field::connection, "close");
        if (!token.empty()) request.set(http::field::authorization, "Bearer " + token);
        request.body() = body;
        request.prepare_payload();
        const auto sent = step(stream, stepTime, [&](auto done) { http::async_write(stream, request, done); });
        if (!sent) return tl::unexpected(sent.error());
        beast::flat_buffer input;
        http::response_parser<http::string_body> parser;
        parser.body_limit(longestAnswer);
        const auto read = step(stream, stepTime, [&](auto done) { http::async_read(stream, input, parser, done); });
        if (!read) return tl::unexpected(read.error());
        const auto& answer = parser.get();
        return LineAnswer{static_cast<int>(answer.result_int()), retryAfterOf(answer[http::field::retry_after]),
                          answer.body()};
    }

    template<class Stream>
    Result<void> open(Socket<Stream>& socket) {
        if (auto connected = connect(socket.next_layer()); !connected) return connected;
        websocket::stream_base::timeout times{stepTime, silentTime, true};
        socket.set_option(times);
        socket.read_message_max(longestMessage);
        return step(socket, stepTime,
                    [&](auto done) { socket.async_handshake(m_url.hostHeader(), m_url.path + "/ws", done); });
    }

    ServerUrl m_url;
    std::string m_fingerprint;
    asio::io_context m_io{1};
    asio::ssl::context m_context{asio::ssl::context::tls_client};
    asio::signal_set m_signals;
    bool m_isInterrupted = false;
    std::variant<std::monostate, Socket<Plain>, Socket<Encrypted>> m_socket;
};

ServerLine::ServerLine(ServerUrl url, std::string fingerprint)
    : m_impl(std::make_unique<Impl>(std::move(url), std::move(fingerprint))) {}

ServerLine::~ServerLine() = default;

Result<LineAnswer> ServerLine::post(const std::string& path, const std::string& body, const std::string& token) {
    return m_impl->post(path, body, token);
}

Result<void> ServerLine::openSocket() {
    return m_impl->openSocket();
}

Result<void> ServerLine::say(const std::string& text) {
    return m_impl->say(text);
}

Result<std::string> ServerLine::hear() {
    return m_impl->hear(std::nullopt);
}

Result<std::string> ServerLine::hearSoon() {
    return m_impl->hear(stepTime);
}

void ServerLine::closeSocket() {
    m_impl->closeSocket();
}

Result<void> ServerLine::wait(milliseconds time) {
    return m_impl->wait(time);
}

} // namespace cairn::sync
