#pragma once

// For the files of this folder only: includes Boost.
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/strand.hpp>
#include <functional>
#include <memory>
#include <span>

namespace cairn::sync::net {

namespace asio = boost::asio;
using boost::system::error_code;
using Strand = asio::strand<asio::io_context::executor_type>;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Strand>;

/// A TCP or TLS connection behind one type, so that all above it is compiled once. Functions and callbacks: on the
/// strand. One read and one write at a time; callbacks are never called from inside the function that takes them.
class ByteStream {
public:
    using Done = std::function<void(error_code, std::size_t)>;
    using Finished = std::function<void(error_code)>;

    virtual ~ByteStream() = default;
    virtual void handshake(Finished finished) = 0;
    virtual void readSome(asio::mutable_buffer buffer, Done done) = 0;
    virtual void writeSome(std::span<const asio::const_buffer> buffers, Done done) = 0;
    /// Says goodbye where the protocol has a word for it.
    virtual void shutdown(Finished finished) = 0;
    virtual Socket& socket() = 0;

    /// Ends our side; what the other side still sends can be read.
    void endWriting();
    /// Ends everything at once.
    void close();
};

std::unique_ptr<ByteStream> plainStream(Socket socket);

/// TLS 1.2 or later with a certificate chain and key from PEM files. Throws boost::system::system_error.
std::shared_ptr<asio::ssl::context> tlsContext(const std::string& certificate, const std::string& key);

} // namespace cairn::sync::net
