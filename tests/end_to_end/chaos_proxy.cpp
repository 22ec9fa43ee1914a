#include "tests/end_to_end/chaos_proxy.h"

#include <arpa/inet.h>
#include <array>
#include <fcntl.h>
#include <netinet/in.h>
#include <optional>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace cairn::test {

namespace {

constexpr std::uint64_t mostBytesBeforeCut = 4'000;
constexpr std::uint64_t latestAnswer = 200; // ms

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

/// Closes so that the other side sees a reset.
void reset(int socket) {
    const linger now{1, 0};
    setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close(socket);
}

bool sendAll(int socket, const std::string& bytes) {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const auto size = send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (size <= 0) return false;
        sent += static_cast<std::size_t>(size);
    }
    return true;
}

std::optional<std::string> receive(int socket) {
    std::array<char, 16384> block{};
    const auto size = recv(socket, block.data(), block.size(), 0);
    if (size <= 0) return std::nullopt;
    return std::string(block.data(), static_cast<std::size_t>(size));
}

/// In pieces of a few bytes, the first ones with a pause after each.
bool sendSliced(int socket, const std::string& bytes, core::Random& random) {
    int pauses = 40;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t size = pauses > 0 ? 1 + random.below(7) : bytes.size() - at;
        if (!sendAll(socket, bytes.substr(at, size))) return false;
        at += size;
        if (pauses-- > 0) poll(nullptr, 0, 1);
    }
    return true;
}

std::string answer(const std::string& head, const std::string& body) {
    return "HTTP/1.1 " + head + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// What comes back from something that is no server of Cairn's.
std::string strangersAnswer(ChaosProxy::Mischief mischief, core::Random& random) {
    using Mischief = ChaosProxy::Mischief;
    if (mischief == Mischief::garbage) {
        std::string bytes;
        for (std::uint64_t i = random.below(400); i > 0; --i) bytes += static_cast<char>(random.next());
        return bytes;
    }
    if (mischief == Mischief::redirect) return answer("302 Found\r\nLocation: http://127.0.0.1:9/login", "");
    if (mischief == Mischief::json) {
        constexpr std::array<const char*, 5> bodies{"{}", "[]", R"({"data":{}})", R"({"outcome":"applied"})", "nul"};
        return answer("200 OK\r\nContent-Type: application/json", bodies.at(random.below(bodies.size())));
    }
    constexpr std::array<const char*, 4> statuses{"200 OK", "401 Unauthorized", "403 Forbidden", "511 Sign In"};
    return answer(std::string(statuses.at(random.below(statuses.size()))) + "\r\nContent-Type: text/html",
                  "<html><body>Welcome to the hotel</body></html>");
}

} // namespace

ChaosProxy::ChaosProxy(std::uint16_t port, std::uint64_t seed) : m_target(port), m_random(seed) {
    m_listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (bind(m_listener, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(m_listener, 16) != 0) return;
    getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size);
    m_port = ntohs(address.sin_port);
    if (pipe2(m_wake, O_CLOEXEC) != 0) return;
    m_threads.emplace_back([this] { accept(); });
}

ChaosProxy::~ChaosProxy() {
    close(m_wake[1]);
    while (!m_threads.empty()) {
        m_threads.front().join(); // the first is the one that adds others
        m_threads.erase(m_threads.begin());
    }
    close(m_wake[0]);
    close(m_listener);
}

std::string ChaosProxy::url() const {
    return "http://127.0.0.1:" + std::to_string(m_port);
}

ChaosProxy::Plan ChaosProxy::plan() {
    if (m_mood == Mood::calm || m_random.below(3) == 0) return {};
    ++m_disturbed;
    return {static_cast<Mischief>(1 + m_random.below(mischiefs - 1)), m_random.next()};
}

void ChaosProxy::accept() {
    for (;;) {
        std::array<pollfd, 2> ready{{{m_listener, POLLIN, 0}, {m_wake[0], POLLIN, 0}}};
        if (poll(ready.data(), ready.size(), -1) < 0 || ready[1].revents != 0) return;
        const int client = accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (client >= 0) m_threads.emplace_back([this, client, chosen = plan()] { serve(client, chosen); });
    }
}

void ChaosProxy::serve(int client, const Plan& plan) {
    if (plan.mischief == Mischief::reset) return reset(client);
    if (plan.mischief >= Mischief::garbage) {
        core::Random random(plan.seed);
        if (receive(client)) sendAll(client, strangersAnswer(plan.mischief, random));
        close(client);
        return;
    }
    const int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(m_target);
    if (connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) pump(client, server, plan);
    close(server);
    reset(client);
}

/// Keeps an answer; gives the one before it, of any connection.
std::string ChaosProxy::remember(const std::string& answer) {
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_lastAnswer, answer);
}

void ChaosProxy::pump(int client, int server, const Plan& plan) {
    core::Random random(plan.seed);
    auto left = plan.mischief == Mischief::cut ? random.below(mostBytesBeforeCut) : UINT64_MAX;
    for (;;) {
        std::array<pollfd, 3> ready{{{client, POLLIN, 0}, {server, POLLIN, 0}, {m_wake[0], POLLIN, 0}}};
        if (poll(ready.data(), ready.size(), -1) < 0 || ready[2].revents != 0) return;
        if (ready[0].revents != 0) {
            const auto bytes = receive(client);
            const bool isSliced = plan.mischief == Mischief::slices;
            if (!bytes || !(isSliced ? sendSliced(server, *bytes, random) : sendAll(server, *bytes))) return;
        }
        if (ready[1].revents != 0) {
            auto bytes = receive(server);
            if (!bytes || plan.mischief == Mischief::deaf) return;
            const std::string before = remember(*bytes);
            if (plan.mischief == Mischief::another && !before.empty()) *bytes = before;
            if (plan.mischief == Mischief::late) poll(nullptr, 0, 1 + static_cast<int>(random.below(latestAnswer)));
            if (plan.mischief == Mischief::twice) *bytes += *bytes;
            const bool isCut = bytes->size() > left;
            if (isCut) bytes->resize(left);
            left -= bytes->size();
            const bool isSliced = plan.mischief == Mischief::slices;
            if (!(isSliced ? sendSliced(client, *bytes, random) : sendAll(client, *bytes)) || isCut) return;
        }
    }
}

} // namespace cairn::test
