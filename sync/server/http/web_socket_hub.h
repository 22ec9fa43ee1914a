#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "sync/server/http/message.h"

namespace cairn::sync {

/// How many messages may wait for a slow socket before it is dropped.
inline constexpr std::size_t longestSocketQueue = 64;

/// Why a socket is closed by the server: the close code of RFC 6455.
enum class SocketClose : std::uint16_t { goingAway = 1001, policy = 1008, tryLater = 1013 };

/// One open socket, as the hub sees it. Both functions return at once; any thread.
class SocketPeer {
public:
    virtual ~SocketPeer() = default;
    /// Queues a text message; the socket is dropped where longestSocketQueue of them wait already.
    virtual void send(std::shared_ptr<const std::string> text) = 0;
    virtual void close(SocketClose reason) = 0;
};

/// The sockets of all users who are connected now: who changes something publishes it here after the commit. Nothing is
/// kept for who is not connected; they pull. Any thread; never blocks on a socket.
class WebSocketHub {
public:
    using Ticket = std::uint64_t; ///< of one subscription
    using Heard = std::function<std::optional<std::string>(const Caller&, std::string_view)>;

    /// From now on `peer` gets what is published to the caller's user.
    Ticket subscribe(const Caller& caller, std::shared_ptr<SocketPeer> peer);
    void unsubscribe(Ticket ticket);

    /// Sends one text to every socket of a user. Calls from one thread arrive in their order.
    void publish(const core::Uuid& user, std::string text);
    /// Closes the sockets of these sessions.
    void endSessions(std::span<const core::Uuid> sessions);
    /// Closes the sockets of a user, for example of one who is suspended.
    void endUser(const core::Uuid& user);
    /// Closes all sockets: the server stops.
    void closeAll();
    /// Forgets every socket without a word. The transport calls this when its threads have ended: what a socket is made
    /// of does not outlive it.
    void forgetAll();

    [[nodiscard]] std::size_t count() const;

    /// What answers the messages that clients send; set before the server starts, called on a database worker.
    void onMessage(Heard heard) { m_heard = std::move(heard); }
    [[nodiscard]] std::optional<std::string> hear(const Caller& caller, std::string_view text) const;

private:
    struct Subscription {
        Caller caller;
        std::shared_ptr<SocketPeer> peer;
    };
    template<class Predicate>
    void closeWhere(const Predicate& predicate, SocketClose reason);

    mutable std::mutex m_mutex;
    Ticket m_last = 0;
    std::unordered_map<Ticket, Subscription> m_subscriptions;
    std::unordered_multimap<core::Uuid, Ticket> m_byUser;
    Heard m_heard;
};

} // namespace cairn::sync
