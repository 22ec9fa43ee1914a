#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

#include "core/base/clock.h"

namespace cairn::sync {

/// Buckets of tokens, one for each key (an account, an address): each holds `perMinute` at most and fills up again
/// within a minute. Memory is bounded: of many keys, those whose buckets are full again are forgotten first. Any
/// thread.
class RateLimit {
public:
    RateLimit(int perMinute, const core::Clock& clock) : m_perMinute(perMinute), m_clock(clock) {}

    /// Takes one token; 0 where there was one, else the seconds until there is one.
    int take(const std::string& key);

private:
    struct Bucket {
        double tokens;
        core::Instant at;
    };

    void forgetFull(core::Instant now);
    [[nodiscard]] double tokensOf(const Bucket& bucket, core::Instant now) const;

    static constexpr std::size_t mostKeys = 50'000;
    int m_perMinute;
    const core::Clock& m_clock;
    std::mutex m_mutex;
    std::unordered_map<std::string, Bucket> m_buckets;
};

} // namespace cairn::sync
