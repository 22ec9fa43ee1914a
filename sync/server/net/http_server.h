#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "core/base/error.h"
#include "sync/server/http/dispatcher.h"

namespace cairn::sync {

/// How the transport listens, and for how long it waits for whom.
struct TransportOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  ///< 0: the system chooses
    std::string certificate; ///< PEM file of the chain; empty: plain HTTP
    std::string key;         ///< PEM file
    int threads = 2;
    std::size_t mostConnections = 16'000;
    std::chrono::milliseconds headTime{10'000}; ///< for a TLS handshake, and for a head from its first byte on
    std::chrono::milliseconds bodyTime{30'000};
    std::chrono::milliseconds idleTime{60'000};
    std::chrono::milliseconds writeTime{30'000};
    std::chrono::milliseconds ticketTime{10'000}; ///< for the first message of a socket without a header
};

/// HTTP/1.1 and WebSockets over TCP or TLS: all of the program that knows Boost is behind this. Each connection has a
/// strand on one of the I/O threads; handlers run elsewhere. Functions: from the thread that owns it.
class HttpServer {
public:
    /// Listens and serves from now on. Errors: invalidValue for an address or certificate that can't be used,
    /// storeBusy for a port that is taken.
    static core::Result<std::unique_ptr<HttpServer>> start(const TransportOptions& options, Dispatcher& dispatcher);
    /// Ends at once what drain left.
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] std::size_t connections() const;

    /// Reads certificate and key again, for connections that come. Errors: invalidValue; the old ones stay.
    core::Result<void> reloadCertificate();
    /// Accepts no more, lets requests end, closes sockets; waits until all are gone, at most `limit`.
    void drain(std::chrono::milliseconds limit);

private:
    class Impl;
    explicit HttpServer(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> m_impl;
};

} // namespace cairn::sync
