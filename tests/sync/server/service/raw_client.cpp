#include "tests/sync/server/service/raw_client.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <utility>

namespace cairn::sync::testing {

std::string Reply::header(std::string_view name) const {
    const auto at = head.find("\r\n" + std::string(name) + ": ");
    if (at == std::string::npos) return {};
    const auto begin = at + 2 + name.size() + 2;
    return head.substr(begin, head.find("\r\n", begin) - begin);
}

RawClient::RawClient(int port) : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{20, 0};
    setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(m_socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (::connect(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("no connection to the server");
}

RawClient::RawClient(RawClient&& other) noexcept
    : m_socket(std::exchange(other.m_socket, -1)), m_input(std::move(other.m_input)) {}

RawClient::~RawClient() {
    if (m_socket >= 0) ::close(m_socket);
}

void RawClient::reset() {
    const linger now{1, 0};
    setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    ::close(std::exchange(m_socket, -1));
}

bool RawClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool RawClient::fill() {
    std::array<char, 16'384> block{};
    const auto size = ::recv(m_socket, block.data(), block.size(), 0);
    if (size <= 0) return false;
    m_input.append(block.data(), static_cast<std::size_t>(size));
    return true;
}

std::string RawClient::read(std::size_t count) {
    while (m_input.size() < count && fill()) {
    }
    std::string bytes = m_input.substr(0, count);
    m_input.erase(0, bytes.size());
    return bytes;
}

bool RawClient::isClosed() {
    return m_input.empty() && !fill();
}

std::string RawClient::headOfReply() {
    std::size_t end = 0;
    while ((end = m_input.find("\r\n\r\n")) == std::string::npos)
        if (!fill()) return {};
    std::string head = m_input.substr(0, end + 2);
    m_input.erase(0, end + 4);
    return head;
}

Reply RawClient::reply() {
    Reply reply;
    reply.head = headOfReply();
    if (reply.head.empty()) return reply;
    reply.status = std::stoi(reply.head.substr(reply.head.find(' ') + 1));
    const std::string length = reply.header("Content-Length");
    reply.body = read(length.empty() ? 0 : std::stoul(length));
    return reply;
}

SocketClient::SocketClient(int port, const std::string& headers, const std::string& target) : client(port) {
    client.send("GET " + target +
                " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
                headers + "\r\n");
    reply = client.reply();
}

bool SocketClient::send(int opcode, std::string_view payload) {
    std::string bytes(1, static_cast<char>(0x80 | opcode));
    if (payload.size() < 126) {
        bytes += static_cast<char>(0x80 | payload.size());
    } else if (payload.size() < 65'536) {
        bytes += static_cast<char>(0x80 | 126);
        bytes += static_cast<char>(payload.size() >> 8);
        bytes += static_cast<char>(payload.size() & 0xFF);
    } else {
        bytes += static_cast<char>(0x80 | 127);
        for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>((payload.size() >> shift) & 0xFF);
    }
    bytes += std::string(4, '\0'); // a mask of zeros is a mask
    return client.send(bytes + std::string(payload));
}

Frame SocketClient::frame() {
    const std::string head = client.read(2);
    if (head.size() < 2) return {};
    std::size_t size = static_cast<unsigned char>(head[1]) & 0x7F;
    if (size >= 126) {
        const std::string more = client.read(size == 126 ? 2 : 8);
        size = 0;
        for (const char c : more) size = size << 8 | static_cast<unsigned char>(c);
    }
    return {head[0] & 0x0F, client.read(size)};
}

std::string SocketClient::text() {
    Frame next = frame();
    while (next.opcode != -1 && next.opcode != 1) next = frame();
    return next.payload;
}

int SocketClient::closeCode() {
    Frame next = frame();
    while (next.opcode != -1 && next.opcode != 8) next = frame();
    if (next.payload.size() < 2) return 0;
    return static_cast<unsigned char>(next.payload[0]) << 8 | static_cast<unsigned char>(next.payload[1]);
}

} // namespace cairn::sync::testing
