#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "core/base/random.h"
#include "sync/server/auth/access_token.h"
#include "sync/server/auth/account_rows.h"
#include "sync/server/auth/password.h"
#include "sync/server/auth/session_rows.h"
#include "sync/server/auth/sign_in_guard.h"
#include "sync/server/auth/socket_tickets.h"
#include "sync/server/http/gate.h"
#include "sync/server/http/web_socket_hub.h"
#include "sync/server/storage/storage.h"

namespace cairn::sync {

enum class Registration : std::uint8_t { open, closed };

struct AccountOptions {
    HashCost cost;
    int sessionDays = 60;
    int signInPerMinute = 10;
    Registration registration = Registration::open;
};

struct NewAccount {
    std::string email;
    std::string password;
    std::string fullName;
    std::string device;
};

struct Credentials {
    std::string email;
    std::string password;
    std::string device;
    std::optional<std::string> deviceToken; ///< of an earlier sign-in on the same device
};

/// What a device gets when it signs in.
struct SignedIn {
    Account account;
    Claims claims;
    std::string refreshToken;
    std::string deviceToken;
};

struct Refreshed {
    Claims claims;
    std::string refreshToken;
};

/// The value, or the answer that refuses it.
template<class T>
using Answer = tl::expected<T, Response>;

/// Accounts, their sessions and all tokens. Functions that take a password hash it on the calling thread. Any thread;
/// what it is given outlives it.
class AccountService final : public Gate {
public:
    AccountService(Storage& storage, WebSocketHub& hub, AccessTokens tokens, AccountOptions options,
                   const core::Clock& clock, std::uint64_t seed);

    Answer<SignedIn> registerAccount(const NewAccount& wanted);
    Answer<SignedIn> signIn(const Credentials& credentials, const std::string& address);
    Answer<Refreshed> refresh(const std::string& token);
    Answer<void> signOut(const Caller& caller, const core::Uuid& session);
    /// How many sessions ended.
    Answer<std::size_t> signOutEverywhere(const Caller& caller);
    /// Ends all sessions but the caller's own; how many.
    Answer<std::size_t> changePassword(const Caller& caller, const std::string& old, const std::string& wanted,
                                       const std::string& address);
    Answer<Account> account(const Caller& caller);
    Answer<Account> rename(const Caller& caller, const std::string& fullName);
    Answer<std::vector<Session>> sessions(const Caller& caller);
    std::string socketTicket(const Caller& caller);

    [[nodiscard]] std::string accessToken(const Claims& claims) const;
    [[nodiscard]] int accessSeconds() const { return m_tokens.terms().seconds; }

    /// Closes the sockets of sessions that ended elsewhere; to be called every second.
    void closeEndedSockets();
    /// Forgets what is too old; to be called every hour.
    void prune();

    [[nodiscard]] std::optional<Claims> verify(std::string_view token) const override;
    std::optional<Claims> redeem(std::string_view ticket) override { return m_tickets.redeem(ticket); }
    core::Result<std::optional<Caller>> callerOf(const Claims& claims) override;

private:
    core::Uuid newId();
    [[nodiscard]] core::Instant expiry() const;
    Answer<StoredAccount> checkCredentials(const Credentials& credentials, const std::string& address);
    SignedIn startIn(core::Database& database, const Account& account, std::int64_t row, const std::string& device,
                     std::optional<std::string> deviceToken);
    Answer<std::size_t> endAll(const Caller& caller, const core::Uuid& except,
                               const std::optional<std::string>& newHash);

    Storage& m_storage;
    WebSocketHub& m_hub;
    AccessTokens m_tokens;
    AccountOptions m_options;
    const core::Clock& m_clock;
    std::mutex m_randomMutex;
    core::Random m_random;
    SignInGuard m_guard;
    SocketTickets m_tickets;
    std::string m_decoy; ///< a hash that no password fits, for accounts that do not exist
    std::atomic<std::int64_t> m_lastSweep;
};

} // namespace cairn::sync
