#include "sync/server/net/tls_stream.h"

#include <array>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/error.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

namespace cairn::sync::net {

namespace {

constexpr std::size_t gatheredBytes = 4 * 1024;   ///< buffers shorter than this together go into one record
constexpr std::size_t writtenAtOnce = 256 * 1024; ///< before others on the strand's thread have their turn

/// What OpenSSL does to a socket; one that was closed meanwhile is an error, and so is a connection that is gone: never
/// a signal.
int descriptorOf(BIO* bio) {
    return static_cast<Socket*>(BIO_get_data(bio))->native_handle();
}

int sendBytes(BIO* bio, const char* data, std::size_t size, std::size_t* sent) {
    const auto done = ::send(descriptorOf(bio), data, size, MSG_NOSIGNAL);
    BIO_clear_retry_flags(bio);
    if (done < 0 && (errno == EAGAIN || errno == EINTR)) BIO_set_retry_write(bio);
    *sent = done > 0 ? static_cast<std::size_t>(done) : 0;
    return done > 0 ? 1 : 0;
}

int receiveBytes(BIO* bio, char* data, std::size_t size, std::size_t* received) {
    const auto done = ::recv(descriptorOf(bio), data, size, 0);
    BIO_clear_retry_flags(bio);
    if (done < 0 && (errno == EAGAIN || errno == EINTR)) BIO_set_retry_read(bio);
    *received = done > 0 ? static_cast<std::size_t>(done) : 0;
    return done > 0 ? 1 : 0;
}

long control(BIO*, int command, long, void*) {
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

BIO_METHOD* socketMethod() {
    static BIO_METHOD* const method = [] {
        BIO_METHOD* const made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket");
        BIO_meth_set_write_ex(made, sendBytes);
        BIO_meth_set_read_ex(made, receiveBytes);
        BIO_meth_set_ctrl(made, control);
        return made;
    }();
    return method;
}

struct FreeSsl {
    void operator()(SSL* tls) const { SSL_free(tls); }
};

/// What a call of OpenSSL has come to.
struct Step {
    enum class Next : std::uint8_t { done, whenReadable, whenWritable };
    Next next = Next::done;
    error_code error;
    std::size_t bytes = 0;
};

} // namespace

/// The connection itself. Operations under way keep it; closing the socket ends them.
class TlsSession : public std::enable_shared_from_this<TlsSession> {
public:
    TlsSession(Socket socket, std::shared_ptr<asio::ssl::context> context)
        : m_socket(std::move(socket)), m_context(std::move(context)), m_tls(SSL_new(m_context->native_handle())) {
        error_code ignored;
        m_socket.native_non_blocking(true, ignored);
        BIO* const bio = BIO_new(socketMethod());
        if (m_tls == nullptr || bio == nullptr) throw std::bad_alloc();
        BIO_set_data(bio, &m_socket);
        BIO_set_init(bio, 1);
        SSL_set_bio(m_tls.get(), bio, bio);
        SSL_set_read_ahead(m_tls.get(), 1);
    }

    Socket& socket() { return m_socket; }

    Step accept() {
        return after([this] { return SSL_accept(m_tls.get()); });
    }

    Step read(asio::mutable_buffer into) {
        std::size_t bytes = 0;
        Step step = after([&] { return SSL_read_ex(m_tls.get(), into.data(), into.size(), &bytes); });
        step.bytes = bytes;
        return step;
    }

    /// All of the piece, or as much as the socket takes now.
    Step write(std::span<const asio::const_buffer> pieces) {
        std::array<char, gatheredBytes> together{};
        std::size_t length = 0;
        for (const asio::const_buffer& piece : pieces) length += piece.size();
        if (pieces.size() > 1 && length <= together.size()) {
            asio::buffer_copy(asio::buffer(together), pieces);
            return writePiece(asio::buffer(together, length));
        }
        Step all;
        for (const asio::const_buffer& piece : pieces) {
            const Step step = writePiece(asio::buffer(piece, writtenAtOnce - all.bytes));
            all.bytes += step.bytes;
            if (step.next == Step::Next::done && !step.error && step.bytes == piece.size()) continue;
            return all.bytes > 0 ? Step{Step::Next::done, {}, all.bytes} : step;
        }
        return all;
    }

    Step shutdown() {
        return after([this] {
            const int told = SSL_shutdown(m_tls.get());
            return told == 0 ? SSL_shutdown(m_tls.get()) : told; // the second time it waits for the other side's
        });
    }

private:
    Step writePiece(asio::const_buffer piece) {
        Step all;
        while (all.bytes < piece.size()) {
            const asio::const_buffer rest = piece + all.bytes;
            std::size_t bytes = 0;
            const Step step = after([&] { return SSL_write_ex(m_tls.get(), rest.data(), rest.size(), &bytes); });
            all.bytes += bytes;
            if (step.next == Step::Next::done && !step.error) continue;
            return all.bytes > 0 ? all : step;
        }
        return all;
    }

    template<class Call>
    Step after(const Call& call) {
        ERR_clear_error();
        errno = 0;
        const int result = call();
        const int systemError = errno;
        if (result > 0) return {};
        switch (SSL_get_error(m_tls.get(), result)) {
        case SSL_ERROR_WANT_READ: return {Step::Next::whenReadable, {}, 0};
        case SSL_ERROR_WANT_WRITE: return {Step::Next::whenWritable, {}, 0};
        case SSL_ERROR_ZERO_RETURN: return {Step::Next::done, asio::error::eof, 0};
        case SSL_ERROR_SSL:
            return {Step::Next::done, {static_cast<int>(ERR_get_error()), asio::error::get_ssl_category()}, 0};
        default: break;
        }
        if (systemError == 0) return {Step::Next::done, asio::error::eof, 0};
        return {Step::Next::done, {systemError, asio::error::get_system_category()}, 0};
    }

    Socket m_socket;
    std::shared_ptr<asio::ssl::context> m_context;
    std::unique_ptr<SSL, FreeSsl> m_tls;
};

namespace {

/// Waits until the socket is ready for `attempt` and repeats it, until it has come to its end, and then calls `done`.
template<class Attempt>
void goOn(const std::shared_ptr<TlsSession>& session, Step::Next next, Attempt attempt, ByteStream::Done done) {
    const auto kind = next == Step::Next::whenReadable ? Socket::wait_read : Socket::wait_write;
    session->socket().async_wait(kind, [session, attempt, done = std::move(done)](error_code error) mutable {
        if (error) return done(error, 0);
        const Step step = attempt(*session);
        if (step.next == Step::Next::done) return done(step.error, step.bytes);
        goOn(session, step.next, attempt, std::move(done));
    });
}

class TlsStream final : public ByteStream {
public:
    TlsStream(Socket socket, std::shared_ptr<asio::ssl::context> context)
        : m_session(std::make_shared<TlsSession>(std::move(socket), std::move(context))) {}
    ~TlsStream() override { close(); }
    TlsStream(const TlsStream&) = delete;
    TlsStream& operator=(const TlsStream&) = delete;

    void handshake(Finished finished) override {
        begin([](TlsSession& session) { return session.accept(); },
              [finished = std::move(finished)](error_code error, std::size_t) { finished(error); });
    }
    void readSome(asio::mutable_buffer buffer, Done done) override {
        begin([buffer](TlsSession& session) { return session.read(buffer); }, std::move(done));
    }
    void writeSome(std::span<const asio::const_buffer> buffers, Done done) override {
        std::array<asio::const_buffer, 4> kept;
        const std::size_t count = std::min(buffers.size(), kept.size());
        std::copy_n(buffers.begin(), count, kept.begin());
        begin([kept, count](TlsSession& session) { return session.write({kept.data(), count}); }, std::move(done));
    }
    void shutdown(Finished finished) override {
        begin([](TlsSession& session) { return session.shutdown(); },
              [finished = std::move(finished)](error_code error, std::size_t) { finished(error); });
    }
    Socket& socket() override { return m_session->socket(); }

private:
    /// The first attempt comes at once, so that OpenSSL has its say before the socket is waited for; what has ended
    /// with it is told later.
    template<class Attempt>
    void begin(Attempt attempt, Done done) {
        const Step step = attempt(*m_session);
        if (step.next != Step::Next::done) return goOn(m_session, step.next, attempt, std::move(done));
        asio::post(m_session->socket().get_executor(),
                   [step, done = std::move(done)] { done(step.error, step.bytes); });
    }

    std::shared_ptr<TlsSession> m_session;
};

} // namespace

std::unique_ptr<ByteStream> tlsStream(Socket socket, std::shared_ptr<asio::ssl::context> context) {
    return std::make_unique<TlsStream>(std::move(socket), std::move(context));
}

} // namespace cairn::sync::net
