#pragma once

#include <string>

namespace cairn::torture {

/// One answer as it came.
struct Answer {
    int status = 0; ///< 0: the connection ended before the whole answer was there
    std::string head;
    std::string body;
};

/// A connection to a port of this computer that speaks HTTP/1.1, one call after the other; opened anew where the other
/// side closed it. Waits at most 20 s for bytes. One thread.
class Loopback {
public:
    explicit Loopback(int port) : m_port(port) {}
    ~Loopback();
    Loopback(const Loopback&) = delete;
    Loopback& operator=(const Loopback&) = delete;

    /// `token` may be empty; `headers` are whole lines.
    Answer call(const std::string& method, const std::string& target, const std::string& body = {},
                const std::string& token = {}, const std::string& headers = {});
    /// Sends bytes as they are, without waiting for an answer. False where there is nobody.
    bool send(const std::string& bytes);
    /// Whatever comes next, at most `count` bytes; empty at the end.
    std::string receive(std::size_t count);
    void close();

private:
    bool connect();
    bool fill();
    Answer answer();

    int m_port;
    int m_socket = -1;
    std::string m_input;
};

} // namespace cairn::torture
