#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace cairn::test {

/// A server on loopback that answers each request with the bytes that the test gives, whatever was asked; one
/// connection after the other.
class CannedServer {
public:
    /// The head and body of a request, as it came. Called on the server's thread. What is returned is sent, and then
    /// the connection ends.
    using Answer = std::function<std::string(const std::string& request)>;

    explicit CannedServer(Answer answer);
    ~CannedServer();
    CannedServer(const CannedServer&) = delete;
    CannedServer& operator=(const CannedServer&) = delete;

    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }

private:
    void serve();
    void answerOne(int client);

    Answer m_answer;
    int m_listener = -1;
    std::uint16_t m_port = 0;
    std::thread m_thread;
};

/// An answer with JSON.
std::string cannedJson(const std::string& body, const std::string& status = "200 OK");
/// What takes an upgrade.
std::string cannedUpgrade(const std::string& request);
/// A frame of a WebSocket; opcode 1 is text.
std::string cannedFrame(const std::string& payload, int opcode = 1);

} // namespace cairn::test
