#pragma once

#include <mutex>
#include <string>
#include <unordered_map>

#include "core/base/clock.h"
#include "sync/server/http/rate_limit.h"

namespace cairn::sync {

/// Slows down who guesses passwords: from the fifth failure in a row an account answers strangers only after a delay
/// that doubles up to a quarter of an hour, and an address that fails often has to wait, whatever account it tries.
/// Accounts that do not exist are treated alike. Forgotten when the server restarts. Any thread.
class SignInGuard {
public:
    SignInGuard(int attemptsPerMinute, const core::Clock& clock);

    /// Whether a stranger may try this account now: 0, or the seconds to wait.
    int beforeStranger(const std::string& account, const std::string& address);
    /// The same for a device that signed in to it before.
    int beforeKnownDevice(const std::string& device);
    void failed(const std::string& account, const std::string& address);
    void succeeded(const std::string& account);

private:
    struct Failures {
        int count = 0;
        core::Instant blockedUntil;
    };
    int secondsUntil(core::Instant then) const;

    static constexpr std::size_t mostKeys = 20'000;
    const core::Clock& m_clock;
    RateLimit m_attempts; ///< by account or device
    RateLimit m_addresses;
    std::mutex m_mutex;
    std::unordered_map<std::string, Failures> m_accounts;
    std::unordered_map<std::string, core::Instant> m_blockedAddresses;
};

} // namespace cairn::sync
