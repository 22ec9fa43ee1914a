#include "tests/torture/loopback.h"

#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <utility>

namespace cairn::torture {

Loopback::~Loopback() {
    close();
}

void Loopback::close() {
    if (m_socket >= 0) ::close(std::exchange(m_socket, -1));
    m_input.clear();
}

bool Loopback::connect() {
    if (m_socket >= 0) return true;
    m_socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(m_port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{20, 0};
    setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (::connect(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return true;
    close();
    return false;
}

bool Loopback::send(const std::string& bytes) {
    if (!connect()) return false;
    for (std::size_t at = 0; at < bytes.size();) {
        const auto sent = ::send(m_socket, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
        if (sent <= 0) return false;
        at += static_cast<std::size_t>(sent);
    }
    return true;
}

bool Loopback::fill() {
    std::array<char, 65'536> block{};
    const auto size = recv(m_socket, block.data(), block.size(), 0);
    if (size <= 0) return false;
    m_input.append(block.data(), static_cast<std::size_t>(size));
    return true;
}

std::string Loopback::receive(std::size_t count) {
    if (m_input.empty()) fill();
    std::string bytes = m_input.substr(0, count);
    m_input.erase(0, bytes.size());
    return bytes;
}

Answer Loopback::answer() {
    std::size_t end = 0;
    while ((end = m_input.find("\r\n\r\n")) == std::string::npos)
        if (!fill()) return {};
    Answer answer{0, m_input.substr(0, end + 2), {}};
    m_input.erase(0, end + 4);
    std::size_t size = 0;
    if (const auto at = answer.head.find("Content-Length: "); at != std::string::npos)
        size = std::stoul(answer.head.substr(at + 16));
    while (m_input.size() < size)
        if (!fill()) return {};
    answer.body = m_input.substr(0, size);
    m_input.erase(0, size);
    answer.status = std::stoi(answer.head.substr(answer.head.find(' ') + 1));
    return answer;
}

Answer Loopback::call(const std::string& method, const std::string& target, const std::string& body,
                      const std::string& token, const std::string& headers) {
    std::string text = method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers;
    if (!token.empty()) text += "Authorization: Bearer " + token + "\r\n";
    if (!body.empty() || method != "GET") text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    Answer got = send(text + "\r\n" + body) ? answer() : Answer{};
    if (got.status == 0 || got.head.find("\r\nConnection: close") != std::string::npos) close();
    return got;
}

} // namespace cairn::torture
