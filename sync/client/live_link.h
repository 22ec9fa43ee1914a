#pragma once

#include "sync/client/engine.h"
#include "sync/client/live_socket.h"

namespace cairn::sync {

/// Keeps a socket to the server open, so that the engine hears at once of what other devices push; where it breaks off
/// it is opened again, after a wait that grows. Without it nothing is lost, only later. What it is given outlives it.
class LiveLink {
public:
    LiveLink(LiveSocket& socket, Access& access, Engine& engine, Timers& timers, core::Random& random);
    ~LiveLink();
    LiveLink(const LiveLink&) = delete;
    LiveLink& operator=(const LiveLink&) = delete;

    void start();

private:
    void opened(const std::string& token);
    void closed(const Problem& problem);

    LiveSocket& m_socket;
    Access& m_access;
    Engine& m_engine;
    Timers& m_timers;
    Backoff m_backoff;
    std::string m_token;
    Timers::Id m_timer = 0;
    std::shared_ptr<int> m_alive = std::make_shared<int>();
};

} // namespace cairn::sync
