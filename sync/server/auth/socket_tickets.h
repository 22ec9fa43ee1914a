#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/base/clock.h"
#include "sync/server/http/gate.h"

namespace cairn::sync {

inline constexpr int ticketSeconds = 30;

/// One-time tickets for sockets of clients that can send no header. Kept in memory, by their digests. Any thread.
class SocketTickets {
public:
    explicit SocketTickets(const core::Clock& clock) : m_clock(clock) {}

    std::string issue(const Claims& claims);
    /// What the ticket was issued for; a ticket is good once, for ticketSeconds.
    std::optional<Claims> redeem(std::string_view ticket);

private:
    struct Issued {
        Claims claims;
        core::Instant until;
    };
    static constexpr std::size_t mostTickets = 20'000;
    const core::Clock& m_clock;
    std::mutex m_mutex;
    std::unordered_map<std::string, Issued> m_tickets;
};

} // namespace cairn::sync
