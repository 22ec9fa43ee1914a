#include "sync/server/net/byte_stream.h"

#include <array>
#include <boost/asio/post.hpp>

namespace cairn::sync::net {

namespace {

/// The buffers of one write in a fixed array: a frame of a socket has two.
struct Gathered {
    std::array<asio::const_buffer, 4> buffers;

    explicit Gathered(std::span<const asio::const_buffer> given) {
        for (std::size_t i = 0; i < std::min(given.size(), buffers.size()); ++i) buffers[i] = given[i];
    }
};

class PlainStream final : public ByteStream {
public:
    explicit PlainStream(Socket socket) : m_socket(std::move(socket)) {}

    void handshake(Finished finished) override {
        asio::post(m_socket.get_executor(), [finished = std::move(finished)] { finished({}); });
    }
    void readSome(asio::mutable_buffer buffer, Done done) override {
        m_socket.async_read_some(buffer, std::move(done));
    }
    void writeSome(std::span<const asio::const_buffer> buffers, Done done) override {
        m_socket.async_write_some(Gathered(buffers).buffers, std::move(done));
    }
    void shutdown(Finished finished) override { handshake(std::move(finished)); }
    Socket& socket() override { return m_socket; }

private:
    Socket m_socket;
};

} // namespace

void ByteStream::endWriting() {
    error_code ignored;
    socket().shutdown(Socket::shutdown_send, ignored);
}

void ByteStream::close() {
    error_code ignored;
    socket().close(ignored);
}

std::unique_ptr<ByteStream> plainStream(Socket socket) {
    return std::make_unique<PlainStream>(std::move(socket));
}

std::shared_ptr<asio::ssl::context> tlsContext(const std::string& certificate, const std::string& key) {
    auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
    context->use_certificate_chain_file(certificate);
    context->use_private_key_file(key, asio::ssl::context::pem);
    SSL_CTX* native = context->native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_options(native, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(native,
                     SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    if (SSL_CTX_check_private_key(native) != 1) throw boost::system::system_error(asio::error::invalid_argument);
    return context;
}

} // namespace cairn::sync::net
