#pragma once

#include <array>
#include <optional>

#include "core/analytics/day_state.h"
#include "core/analytics/facts.h"
#include "core/analytics/timeline.h"

namespace cairn::core {

/// One cell of the week grid.
struct TodayCell {
    Date date;
    DayState state = DayState::none;
    bool open = false;   ///< only ever of today: due, and neither done, skipped nor missed; partial may be open
    double fraction = 0; ///< 0–1: how much of the day's target is met; 1 when done or kept
    std::optional<double> amount; ///< of a measured habit; what a mark "done" alone counts as
};

/// How far the running week, month or window of D days is.
struct PeriodProgress {
    DateSpan span;       ///< the calendar week or month, or the D days that end today
    double done = 0;     ///< done days, or the sum of amounts
    double expected = 0; ///< the quota, or the target for the span
    bool bySum = false;  ///< done and expected are amounts in the habit's unit
    bool atMost = false; ///< expected is a limit
};

/// What the Today page shows of one habit beside its statistics.
struct HabitToday {
    std::array<TodayCell, 7> days; ///< the seven days that end today, oldest first
    bool dueToday = false;
    bool openToday = false;
    std::optional<PeriodProgress> progress; ///< "2 of 3 this week"; nothing on day schedules
    std::optional<double> amountToday;
    std::optional<double> targetToday; ///< the day's target, or the whole span's; nothing of yes/no habits
};

/// Source: spec.md 2 "Due", "Outcome of a day", "Heatmap". Pure; the facts hold everything.
/// Example: 3/week with two done days since Monday: progress 2 of 3, due and open today.
HabitToday todayOf(const HabitTimeline& timeline, AsOf asOf);
HabitToday todayOf(const HabitFacts& facts);

} // namespace cairn::core
