#include "tests/end_to_end/canned_server.h"

#include <array>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace cairn::test {

namespace {

/// How long a request is, once its head is there.
std::size_t lengthOf(const std::string& bytes) {
    const auto end = bytes.find("\r\n\r\n");
    if (end == std::string::npos) return std::string::npos;
    const auto at = bytes.find("Content-Length: ");
    return end + 4 + (at < end ? std::stoul(bytes.substr(at + 16)) : 0);
}

} // namespace

CannedServer::CannedServer(Answer answer)
    : m_answer(std::move(answer)), m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const plain = reinterpret_cast<sockaddr*>(&address);
    if (::bind(m_listener, plain, size) != 0 || ::listen(m_listener, 16) != 0 ||
        ::getsockname(m_listener, plain, &size) != 0)
        throw std::runtime_error("no port to listen on");
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { serve(); });
}

CannedServer::~CannedServer() {
    ::shutdown(m_listener, SHUT_RDWR);
    m_thread.join();
    ::close(m_listener);
}

void CannedServer::serve() {
    for (int client = 0; (client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC)) >= 0;) {
        answerOne(client);
        ::close(client);
    }
}

void CannedServer::answerOne(int client) {
    const timeval patience{10, 0};
    ::setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(client, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    std::string request;
    std::array<char, 4'096> block{};
    while (request.size() < lengthOf(request)) {
        const auto size = ::recv(client, block.data(), block.size(), 0);
        if (size <= 0) return;
        request.append(block.data(), static_cast<std::size_t>(size));
    }
    const std::string answer = m_answer(request);
    for (std::size_t at = 0; at < answer.size();) {
        const auto sent = ::send(client, answer.data() + at, answer.size() - at, MSG_NOSIGNAL);
        if (sent <= 0) return;
        at += static_cast<std::size_t>(sent);
    }
    // What still comes is read, so that the end is no reset.
    ::shutdown(client, SHUT_WR);
    while (::recv(client, block.data(), block.size(), 0) > 0) {
    }
}

std::string cannedJson(const std::string& body, const std::string& status) {
    return "HTTP/1.1 " + status +
           "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string cannedUpgrade(const std::string& request) {
    const auto at = request.find("Sec-WebSocket-Key: ") + 19;
    const std::string text = request.substr(at, request.find('\r', at) - at) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha1(), nullptr);
    std::array<unsigned char, 2 * EVP_MAX_MD_SIZE> coded{};
    const int length = EVP_EncodeBlock(coded.data(), digest.data(), static_cast<int>(size));
    return "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: " +
           std::string(coded.begin(), coded.begin() + length) + "\r\n\r\n";
}

std::string cannedFrame(const std::string& payload, int opcode) {
    std::string bytes(1, static_cast<char>(0x80 | opcode));
    const std::size_t size = payload.size();
    const int shifts = size < 126 ? 0 : size < 65'536 ? 2 : 8;
    bytes += static_cast<char>(shifts == 0 ? size : shifts == 2 ? 126 : 127);
    for (int i = shifts - 1; i >= 0; --i) bytes += static_cast<char>((size >> (8 * i)) & 0xFF);
    return bytes + payload;
}

} // namespace cairn::test
