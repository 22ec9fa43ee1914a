#include "sync/client/live_link.h"

namespace cairn::sync {

namespace {

constexpr std::chrono::milliseconds firstWait{1'000};
constexpr std::chrono::milliseconds greatestWait{120'000};

} // namespace

LiveLink::LiveLink(LiveSocket& socket, Access& access, Engine& engine, Timers& timers, core::Random& random)
    : m_socket(socket), m_access(access), m_engine(engine), m_timers(timers),
      m_backoff(firstWait, greatestWait, random) {
    m_socket.received = [this](const std::string& message) {
        m_backoff.reset();
        m_engine.take(message);
    };
    m_socket.closed = [this](const Problem& problem) { closed(problem); };
}

LiveLink::~LiveLink() {
    m_timers.cancel(m_timer);
    m_socket.received = nullptr;
    m_socket.closed = nullptr;
    m_socket.close();
}

void LiveLink::start() {
    m_timer = 0;
    m_access.token([this, weak = std::weak_ptr(m_alive)](const Asked<std::string>& token) {
        if (weak.expired()) return;
        token ? opened(*token) : closed(token.error());
    });
}

void LiveLink::opened(const std::string& token) {
    m_token = token;
    m_socket.open(token);
}

/// What does not pass by itself, the engine meets as well and tells.
void LiveLink::closed(const Problem& problem) {
    if (problem.trouble == Trouble::unauthorised) m_access.forget(m_token);
    const bool isHopeful = problem.trouble == Trouble::unauthorised || passesByItself(problem.trouble);
    if (!isHopeful) return;
    m_timers.cancel(m_timer);
    m_timer = m_timers.after(m_backoff.next(problem.retryAfter.value_or(std::chrono::seconds(0))), [this] { start(); });
}

} // namespace cairn::sync
