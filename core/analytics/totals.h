#pragma once

#include <optional>

#include "core/analytics/facts.h"

namespace cairn::core {

/// Sums over all counting days. Source: spec.md 2 "Totals".
struct Totals {
    int done = 0; ///< kept days too
    int skipped = 0;
    std::optional<Date> lastDone;

    /// The 66-day path: min(66, done days).
    [[nodiscard]] int path66() const { return done < 66 ? done : 66; }
};
Totals totalsOf(const HabitFacts& facts);

} // namespace cairn::core
