#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn::sync::testing {

/// One answer as it came.
struct Reply {
    int status = 0; ///< 0: the connection ended without an answer
    std::string head;
    std::string body;

    [[nodiscard]] std::string header(std::string_view name) const;
};

/// A TCP connection to a port of this computer that sends whatever bytes a test wants. Waits at most 20 s for bytes.
class RawClient {
public:
    explicit RawClient(int port);
    ~RawClient();
    RawClient(RawClient&& other) noexcept;
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    /// False where the other side has closed.
    bool send(std::string_view bytes);
    /// Reads one answer with a Content-Length, or up to the end.
    Reply reply();
    /// Reads the head of an answer without a body.
    std::string headOfReply();
    /// Whether the other side closes without another byte.
    bool isClosed();
    /// So many bytes; fewer at the end.
    std::string read(std::size_t count);
    /// Ends with a reset instead of a goodbye.
    void reset();

private:
    bool fill();

    int m_socket = -1;
    std::string m_input;
};

/// A frame of a WebSocket.
struct Frame {
    int opcode = -1; ///< -1: the connection ended
    std::string payload;
};

/// A WebSocket over a RawClient, with frames by hand.
class SocketClient {
public:
    /// Asks for the upgrade; `reply` holds the answer.
    SocketClient(int port, const std::string& headers, const std::string& target = "/ws");

    bool send(int opcode, std::string_view payload);
    bool sendText(std::string_view text) { return send(1, text); }
    Frame frame();
    /// The payload of the next text; empty at the end.
    std::string text();
    /// The code of the close frame that comes, whatever comes before it; 0 for an end without one.
    int closeCode();

    RawClient client;
    Reply reply;
};

} // namespace cairn::sync::testing
