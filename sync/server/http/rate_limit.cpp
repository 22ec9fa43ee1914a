#include "sync/server/http/rate_limit.h"

#include <algorithm>
#include <cmath>

namespace cairn::sync {

namespace {

constexpr double millisecondsAMinute = 60'000;

} // namespace

int RateLimit::take(const std::string& key) {
    const std::scoped_lock lock(m_mutex);
    const core::Instant now = m_clock.now();
    if (m_buckets.size() >= mostKeys) forgetFull(now);
    const double full = m_perMinute;
    Bucket& bucket = m_buckets.try_emplace(key, Bucket{full, now}).first->second;
    bucket = {tokensOf(bucket, now), now};
    if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return 0;
    }
    const double seconds = (1 - bucket.tokens) * 60 / full;
    return std::max(1, static_cast<int>(std::ceil(seconds)));
}

double RateLimit::tokensOf(const Bucket& bucket, core::Instant now) const {
    // A clock that was put back gives nothing.
    const auto passed = std::max<std::int64_t>(0, now.milliseconds - bucket.at.milliseconds);
    const double gained = static_cast<double>(passed) * m_perMinute / millisecondsAMinute;
    return std::min<double>(m_perMinute, bucket.tokens + gained);
}

void RateLimit::forgetFull(core::Instant now) {
    std::erase_if(m_buckets, [&](const auto& entry) { return tokensOf(entry.second, now) >= m_perMinute; });
    // A flood of keys that are all in use: forgetting them costs less than remembering them.
    if (m_buckets.size() >= mostKeys) m_buckets.clear();
}

} // namespace cairn::sync
