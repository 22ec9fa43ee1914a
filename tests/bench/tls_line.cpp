#include "tests/bench/tls_line.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace cairn::bench {

namespace {

[[noreturn]] void give(const char* what, const std::string& more = {}) {
    std::fprintf(stderr, "TLS line: %s %s\n", what, more.c_str());
    std::abort();
}

SSL_CTX* context() {
    static SSL_CTX* const shared = SSL_CTX_new(TLS_client_method());
    return shared;
}

std::string headOf(const std::string& method, const std::string& path, const std::string& token) {
    return method + ' ' + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n";
}

std::size_t lengthIn(std::string head) {
    std::ranges::transform(head, head.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto at = head.find("content-length:");
    if (at == std::string::npos) give("an answer without a length");
    return std::strtoull(head.c_str() + at + 15, nullptr, 10);
}

} // namespace

TlsLine::TlsLine(int port) : m_socket(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)), m_tls(SSL_new(context())) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) give("no connection");
    const int yes = 1;
    setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    SSL_set_fd(m_tls, m_socket);
    if (SSL_connect(m_tls) != 1) give("no TLS");
}

TlsLine::~TlsLine() {
    SSL_free(m_tls);
    close(m_socket);
}

std::string TlsLine::get(const std::string& path, const std::string& token) {
    return exchange(headOf("GET", path, token) + "Accept-Encoding: zstd\r\n\r\n");
}

std::string TlsLine::post(const std::string& path, const std::string& token, const std::string& body) {
    return exchange(headOf("POST", path, token) + "Content-Type: application/json\r\nContent-Length: " +
                    std::to_string(body.size()) + "\r\n\r\n" + body);
}

void TlsLine::openSocket(const std::string& token) {
    const std::string request = headOf("GET", "/ws", token) + "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                                                              "Sec-WebSocket-Version: 13\r\n"
                                                              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    if (SSL_write(m_tls, request.data(), static_cast<int>(request.size())) <= 0) give("nothing is sent");
    while (m_input.find("ready") == std::string::npos) fill();
    m_input.clear();
}

bool TlsLine::isOpen() const {
    char byte = 0;
    const auto size = recv(m_socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return size > 0 || (size < 0 && errno == EAGAIN);
}

std::uint64_t TlsLine::bytesReceived() const {
    return BIO_number_read(SSL_get_rbio(m_tls));
}

std::string TlsLine::exchange(const std::string& request) {
    if (SSL_write(m_tls, request.data(), static_cast<int>(request.size())) <= 0) give("nothing is sent");
    std::size_t end = 0;
    while ((end = m_input.find("\r\n\r\n")) == std::string::npos) fill();
    const std::string head = m_input.substr(0, end);
    if (!head.starts_with("HTTP/1.1 2")) give("refused:", head);
    const std::size_t length = lengthIn(head);
    while (m_input.size() < end + 4 + length) fill();
    std::string body = m_input.substr(end + 4, length);
    m_input.erase(0, end + 4 + length);
    return body;
}

void TlsLine::fill() {
    std::array<char, 65'536> block; // filled by the next call
    const int size = SSL_read(m_tls, block.data(), static_cast<int>(block.size()));
    if (size <= 0) give("the other end has closed");
    m_input.append(block.data(), static_cast<std::size_t>(size));
}

} // namespace cairn::bench
