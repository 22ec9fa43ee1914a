#include "sync/server/auth/sign_in_guard.h"

#include <algorithm>

namespace cairn::sync {

namespace {

constexpr int failuresForFree = 4;
constexpr int longestDelay = 900; ///< s
constexpr int failuresOfAddress = 30;

int delayAfter(int failures) {
    const int doublings = std::min(failures - failuresForFree - 1, 20);
    return failures <= failuresForFree
               ? 0
               : static_cast<int>(std::min(std::int64_t{1} << doublings, std::int64_t{longestDelay}));
}

} // namespace

SignInGuard::SignInGuard(int attemptsPerMinute, const core::Clock& clock)
    : m_clock(clock), m_attempts(attemptsPerMinute, clock), m_addresses(failuresOfAddress, clock) {}

int SignInGuard::secondsUntil(core::Instant then) const {
    const auto left = then.milliseconds - m_clock.now().milliseconds;
    return left <= 0 ? 0 : static_cast<int>((left + 999) / 1000);
}

int SignInGuard::beforeStranger(const std::string& account, const std::string& address) {
    {
        const std::scoped_lock lock(m_mutex);
        const auto known = m_accounts.find(account);
        if (known != m_accounts.end())
            if (const int seconds = secondsUntil(known->second.blockedUntil)) return seconds;
        const auto blocked = m_blockedAddresses.find(address);
        if (blocked != m_blockedAddresses.end())
            if (const int seconds = secondsUntil(blocked->second)) return seconds;
    }
    return m_attempts.take("a:" + account);
}

int SignInGuard::beforeKnownDevice(const std::string& device) {
    return m_attempts.take("d:" + device);
}

void SignInGuard::failed(const std::string& account, const std::string& address) {
    const int wait = m_addresses.take(address);
    const std::scoped_lock lock(m_mutex);
    const core::Instant now = m_clock.now();
    if (m_accounts.size() >= mostKeys)
        std::erase_if(m_accounts, [&](const auto& entry) { return secondsUntil(entry.second.blockedUntil) == 0; });
    if (m_blockedAddresses.size() >= mostKeys)
        std::erase_if(m_blockedAddresses, [&](const auto& entry) { return secondsUntil(entry.second) == 0; });
    Failures& failures = m_accounts[account];
    failures.blockedUntil = {now.milliseconds + delayAfter(++failures.count) * 1000LL};
    if (wait > 0) m_blockedAddresses[address] = {now.milliseconds + wait * 1000LL};
}

void SignInGuard::succeeded(const std::string& account) {
    const std::scoped_lock lock(m_mutex);
    m_accounts.erase(account);
}

} // namespace cairn::sync
