#pragma once

#include <algorithm>
#include <chrono>

#include "core/base/random.h"

namespace cairn::sync {

/// How long to wait after each failure in a row: twice as long each time up to a limit, and of that a random part
/// between half and all, so that many clients do not come back at once.
class Backoff {
public:
    Backoff(std::chrono::milliseconds first, std::chrono::milliseconds greatest, core::Random& random)
        : m_first(first), m_greatest(greatest), m_random(random) {}

    /// The next wait; not shorter than `least`.
    std::chrono::milliseconds next(std::chrono::milliseconds least = {}) {
        const auto whole = std::min(m_greatest, m_first * (std::int64_t{1} << std::min(m_failures++, 20)));
        const auto part = static_cast<std::int64_t>(static_cast<double>(whole.count()) * (1 + m_random.unit()) / 2);
        return std::max(least, std::chrono::milliseconds(part));
    }
    void reset() { m_failures = 0; }
    [[nodiscard]] int failures() const { return m_failures; }

private:
    std::chrono::milliseconds m_first;
    std::chrono::milliseconds m_greatest;
    core::Random& m_random;
    int m_failures = 0;
};

} // namespace cairn::sync
