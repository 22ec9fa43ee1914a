#include "sync/server/http/web_socket_hub.h"

#include <algorithm>

namespace cairn::sync {

WebSocketHub::Ticket WebSocketHub::subscribe(const Caller& caller, std::shared_ptr<SocketPeer> peer) {
    const std::scoped_lock lock(m_mutex);
    const Ticket ticket = ++m_last;
    m_subscriptions.emplace(ticket, Subscription{caller, std::move(peer)});
    m_byUser.emplace(caller.user, ticket);
    return ticket;
}

void WebSocketHub::unsubscribe(Ticket ticket) {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_subscriptions.find(ticket);
    if (found == m_subscriptions.end()) return;
    const auto [first, last] = m_byUser.equal_range(found->second.caller.user);
    m_byUser.erase(std::find_if(first, last, [&](const auto& entry) { return entry.second == ticket; }));
    m_subscriptions.erase(found);
}

void WebSocketHub::publish(const core::Uuid& user, std::string text) {
    const auto shared = std::make_shared<const std::string>(std::move(text));
    const std::scoped_lock lock(m_mutex);
    const auto [first, last] = m_byUser.equal_range(user);
    std::for_each(first, last, [&](const auto& entry) { m_subscriptions.at(entry.second).peer->send(shared); });
}

template<class Predicate>
void WebSocketHub::closeWhere(const Predicate& predicate, SocketClose reason) {
    const std::scoped_lock lock(m_mutex);
    for (const auto& [ticket, subscription] : m_subscriptions)
        if (predicate(subscription.caller)) subscription.peer->close(reason);
}

void WebSocketHub::endSessions(std::span<const core::Uuid> sessions) {
    if (sessions.empty()) return;
    closeWhere([&](const Caller& caller) { return std::ranges::find(sessions, caller.session) != sessions.end(); },
               SocketClose::policy);
}

void WebSocketHub::endUser(const core::Uuid& user) {
    closeWhere([&](const Caller& caller) { return caller.user == user; }, SocketClose::policy);
}

void WebSocketHub::closeAll() {
    closeWhere([](const Caller&) { return true; }, SocketClose::goingAway);
}

void WebSocketHub::forgetAll() {
    std::unordered_map<Ticket, Subscription> all;
    const std::scoped_lock lock(m_mutex);
    m_byUser.clear();
    all.swap(m_subscriptions);
}

std::size_t WebSocketHub::count() const {
    const std::scoped_lock lock(m_mutex);
    return m_subscriptions.size();
}

std::optional<std::string> WebSocketHub::hear(const Caller& caller, std::string_view text) const {
    return m_heard ? m_heard(caller, text) : std::nullopt;
}

} // namespace cairn::sync
