#include "core/analytics/totals.h"

namespace cairn::core {

Totals totalsOf(const HabitFacts& facts) {
    Totals totals;
    for (std::size_t i = 0; i < facts.days.size(); ++i) {
        const Outcome outcome = facts.days[i].outcome;
        if (outcome == Outcome::skipped) ++totals.skipped;
        if (!isDone(outcome)) continue;
        ++totals.done;
        totals.lastDone = facts.start + static_cast<int>(i);
    }
    return totals;
}

} // namespace cairn::core
