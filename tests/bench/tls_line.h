#pragma once

#include <cstdint>
#include <string>
#include <string_view>

struct ssl_st;

namespace cairn::bench {

/// A connection to a port of this computer, TLS over TCP and nothing else: as thin as a client can be. It asks for one
/// thing after another and takes any certificate. Aborts on every failure. One thread.
class TlsLine {
public:
    explicit TlsLine(int port);
    ~TlsLine();
    TlsLine(const TlsLine&) = delete;
    TlsLine& operator=(const TlsLine&) = delete;

    /// The body of the answer to a request, as it came; aborts unless its status is 2xx.
    std::string get(const std::string& path, const std::string& token);
    std::string post(const std::string& path, const std::string& token, const std::string& body);
    /// Becomes a WebSocket that says nothing.
    void openSocket(const std::string& token);
    /// Whether the other end has kept the connection, without waiting.
    [[nodiscard]] bool isOpen() const;
    /// Bytes that came over the network so far, TLS among them.
    [[nodiscard]] std::uint64_t bytesReceived() const;

private:
    std::string exchange(const std::string& request);
    void fill();

    int m_socket = -1;
    ssl_st* m_tls = nullptr;
    std::string m_input;
};

} // namespace cairn::bench
