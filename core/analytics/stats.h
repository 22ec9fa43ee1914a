#pragma once

#include <optional>
#include <vector>

#include "core/analytics/facts.h"
#include "core/analytics/streaks.h"
#include "core/analytics/timeline.h"
#include "core/domain/schedule.h"

namespace cairn::core {

/// All numbers of one habit on one day, unrounded.
struct HabitStats {
    Schedule schedule;     ///< of the rule in force on the day asked for
    bool dueToday = false; ///< also when it is done already; never of a paused, ended or archived habit
    Streak streak;
    std::vector<Run> streaks;          ///< oldest first
    std::optional<double> consistency; ///< 0–100; nothing where nothing was expected
    double strength = 0;               ///< 0–1
    int consecutiveMisses = 0;         ///< days, full periods, or whole windows of D days
    bool atRisk = false;
    std::optional<double> failureRate; ///< 0–1; nothing where nothing was due
    int path66 = 0;                    ///< 0–66
    int doneTotal = 0;
    int skippedTotal = 0;
    std::optional<Date> lastDone;
};

/// The numbers of a habit as the day `asOf.today` shows them; of an ended or archived habit those of its last counting
/// day, taken as over. Pure; linear in the days since the habit's start. Source: spec.md section 2.
/// Example: daily since Monday, done each day, asked on Wednesday: streak 3 days, consistency 100.
HabitStats statsOf(const HabitTimeline& timeline, AsOf asOf);

/// The same from facts that are at hand already.
HabitStats statsOf(const HabitFacts& facts);

} // namespace cairn::core
