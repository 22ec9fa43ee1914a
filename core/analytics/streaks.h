#pragma once

#include <optional>
#include <vector>

#include "core/analytics/facts.h"

namespace cairn::core {

/// What a streak is counted in; it goes with the number.
enum class StreakUnit : std::uint8_t { days, weeks, months };
template<>
inline constexpr std::array<std::string_view, 3> enumNames<StreakUnit>{"days", "weeks", "months"};

/// The unit that a kind of schedule counts its streaks in.
StreakUnit unitOf(RuleKind kind);

/// One unbroken run, in the unit it ended in (or stands in now).
struct Run {
    Date from;
    Date to; ///< of a rolling schedule it may lie after today
    int length = 0;
    StreakUnit unit = StreakUnit::days;

    friend bool operator==(const Run&, const Run&) = default;
};

/// The current run and the longest one, both in the unit of the schedule in force.
struct Streak {
    int current = 0;
    int longest = 0; ///< runs that ended in another unit are restated
    StreakUnit unit = StreakUnit::days;
    std::optional<Date> from; ///< of the current run; nothing at 0
    std::optional<Date> to;   ///< never after today

    friend bool operator==(const Streak&, const Streak&) = default;
};

/// A run that a miss ended, not a change of rules.
struct BrokenStreak {
    Run run;
    Date on; ///< the missed day, or the last day of the lost period
};

struct Streaks {
    Streak streak;
    std::vector<Run> runs;            ///< all of them, oldest first
    std::vector<BrokenStreak> broken; ///< those that a miss ended, oldest first
};

/// Runs of a habit: of done days (day schedules), kept periods (quota schedules), satisfied or skipped days (rolling
/// ones), carried over changes of rules. Source: spec.md 2 "Streak", formulas.md "N times in any D days".
/// Example: daily, done on Monday, Tuesday and Thursday, Wednesday skipped, asked on Friday: current 3.
Streaks streaksOf(const HabitFacts& facts);

} // namespace cairn::core
