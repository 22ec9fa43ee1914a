#include "sync/server/net/http_server.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <thread>

#include "sync/server/net/connection.h"
#include "sync/server/net/tls_stream.h"

namespace cairn::sync {

using core::ErrorCode;
using core::failure;
using net::asio::ip::tcp;

namespace {

constexpr std::chrono::milliseconds pauseOfAccepting{100};
constexpr int backlog = 1'024;

std::string textOf(const tcp::endpoint& endpoint) {
    const auto address = endpoint.address();
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return net::asio::ip::make_address_v4(net::asio::ip::v4_mapped, address.to_v6()).to_string();
    return address.to_string();
}

} // namespace

class HttpServer::Impl {
public:
    Impl(const TransportOptions& options, Dispatcher& dispatcher)
        : m_around{dispatcher, options, {}, {}}, m_strand(net::asio::make_strand(m_io)), m_acceptor(m_strand),
          m_pause(m_strand) {}

    ~Impl() {
        m_io.stop();
        for (std::thread& thread : m_threads) thread.join();
        m_around.dispatcher.hub().forgetAll();
    }

    /// Throws boost::system::system_error.
    void listen() {
        if (!m_around.options.certificate.empty()) loadCertificate();
        const tcp::endpoint endpoint(net::asio::ip::make_address(m_around.options.address), m_around.options.port);
        m_acceptor.open(endpoint.protocol());
        m_acceptor.set_option(tcp::acceptor::reuse_address(true));
        m_acceptor.bind(endpoint);
        m_acceptor.listen(backlog);
        m_port = m_acceptor.local_endpoint().port();
        net::asio::post(m_strand, [this] { accept(); });
        for (int i = 0; i < m_around.options.threads; ++i) m_threads.emplace_back([this] { run(); });
    }

    void loadCertificate() {
        auto context = net::tlsContext(m_around.options.certificate, m_around.options.key);
        const std::scoped_lock lock(m_contextMutex);
        m_context = std::move(context);
    }

    void drain(std::chrono::milliseconds time) {
        m_around.isDraining = true;
        net::asio::post(m_strand, [this] {
            net::error_code ignored;
            m_acceptor.close(ignored);
            m_pause.cancel();
        });
        m_around.live.endAllSoon();
        m_around.live.awaitEmpty(time);
    }

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] std::size_t connections() const { return m_around.live.size(); }

private:
    void run() {
        // What a handler throws in spite of all care ends with its connection, not with the server.
        for (bool goesOn = true; goesOn;) try {
                m_io.run();
                goesOn = false;
            } catch (const std::exception& error) {
                m_around.dispatcher.log().event("transport-failed", error.what());
            }
    }

    /// Takes the next connection. Where none can be taken, most often because descriptors are used up, it pauses and
    /// goes on: the system keeps those that wait.
    void accept() {
        if (m_around.isDraining) return;
        m_acceptor.async_accept(net::asio::make_strand(m_io), [this](net::error_code error, net::Socket socket) {
            if (error == net::asio::error::operation_aborted) return;
            if (error) return pause(error);
            m_isPaused = false;
            welcome(std::move(socket));
            accept();
        });
    }

    void pause(net::error_code error) {
        if (!m_isPaused) m_around.dispatcher.log().event("accept-failed", error.message());
        m_isPaused = true;
        m_pause.expires_after(pauseOfAccepting);
        m_pause.async_wait([this](net::error_code) { accept(); });
    }

    void welcome(net::Socket socket) {
        net::error_code error;
        const tcp::endpoint peer = socket.remote_endpoint(error);
        if (error || m_around.live.size() >= m_around.options.mostConnections) return;
        socket.set_option(tcp::no_delay(true), error);
        const auto executor = socket.get_executor();
        auto stream = makeStream(std::move(socket));
        auto connection = std::make_shared<net::Connection>(std::move(stream), textOf(peer), m_around);
        net::asio::post(executor, [connection] { connection->start(); });
    }

    std::unique_ptr<net::ByteStream> makeStream(net::Socket socket) {
        const std::scoped_lock lock(m_contextMutex);
        return m_context ? net::tlsStream(std::move(socket), m_context) : net::plainStream(std::move(socket));
    }

    net::Surroundings m_around;
    net::asio::io_context m_io;
    // While a handler works elsewhere nothing may be left to do here: the threads stay nevertheless.
    net::asio::executor_work_guard<net::asio::io_context::executor_type> m_work{m_io.get_executor()};
    net::Strand m_strand;
    net::asio::basic_socket_acceptor<tcp, net::Strand> m_acceptor;
    net::asio::steady_timer m_pause;
    bool m_isPaused = false;
    std::mutex m_contextMutex;
    std::shared_ptr<net::asio::ssl::context> m_context;
    std::uint16_t m_port = 0;
    std::vector<std::thread> m_threads;
};

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

HttpServer::~HttpServer() = default;

core::Result<std::unique_ptr<HttpServer>> HttpServer::start(const TransportOptions& options, Dispatcher& dispatcher) {
    try {
        auto impl = std::make_unique<Impl>(options, dispatcher);
        impl->listen();
        return std::unique_ptr<HttpServer>(new HttpServer(std::move(impl)));
    } catch (const boost::system::system_error& error) {
        const bool isTaken = error.code() == net::asio::error::address_in_use;
        return failure(isTaken ? ErrorCode::storeBusy : ErrorCode::invalidValue, error.code().message());
    }
}

std::uint16_t HttpServer::port() const {
    return m_impl->port();
}

std::size_t HttpServer::connections() const {
    return m_impl->connections();
}

core::Result<void> HttpServer::reloadCertificate() {
    try {
        m_impl->loadCertificate();
        return {};
    } catch (const boost::system::system_error& error) {
        return failure(ErrorCode::invalidValue, error.code().message());
    }
}

void HttpServer::drain(std::chrono::milliseconds limit) {
    m_impl->drain(limit);
}

} // namespace cairn::sync
