#include "core/analytics/stats.h"

#include "core/analytics/consistency.h"
#include "core/analytics/due.h"
#include "core/analytics/misses.h"
#include "core/analytics/strength.h"
#include "core/analytics/totals.h"

namespace cairn::core {

HabitStats statsOf(const HabitTimeline& timeline, AsOf asOf) {
    return statsOf(factsOf(timeline, asOf));
}

HabitStats statsOf(const HabitFacts& facts) {
    const Streaks streaks = streaksOf(facts);
    const Totals totals = totalsOf(facts);
    return {.schedule = facts.ruleOn(facts.today).schedule,
            .dueToday = isDue(facts),
            .streak = streaks.streak,
            .streaks = streaks.runs,
            .consistency = consistencyOf(facts),
            .strength = strengthOf(facts),
            .consecutiveMisses = consecutiveMissesOf(facts),
            .atRisk = isAtRisk(facts),
            .failureRate = failureRateOf(facts),
            .path66 = totals.path66(),
            .doneTotal = totals.done,
            .skippedTotal = totals.skipped,
            .lastDone = totals.lastDone};
}

} // namespace cairn::core
