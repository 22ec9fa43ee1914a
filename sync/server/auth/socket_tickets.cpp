#include "sync/server/auth/socket_tickets.h"

#include "sync/server/auth/secrets.h"

namespace cairn::sync {

namespace {

constexpr std::size_t bytesOfTicket = 32;

} // namespace

std::string SocketTickets::issue(const Claims& claims) {
    std::string ticket = toBase64Url(secretBytes(bytesOfTicket));
    const std::scoped_lock lock(m_mutex);
    const core::Instant now = m_clock.now();
    if (m_tickets.size() >= mostTickets)
        std::erase_if(m_tickets, [&](const auto& entry) { return entry.second.until <= now; });
    if (m_tickets.size() >= mostTickets) m_tickets.clear();
    m_tickets.emplace(digestOf(ticket), Issued{claims, {now.milliseconds + ticketSeconds * 1000LL}});
    return ticket;
}

std::optional<Claims> SocketTickets::redeem(std::string_view ticket) {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_tickets.find(digestOf(ticket));
    if (found == m_tickets.end()) return std::nullopt;
    const Issued issued = found->second;
    m_tickets.erase(found);
    if (issued.until <= m_clock.now()) return std::nullopt;
    return issued.claims;
}

} // namespace cairn::sync
