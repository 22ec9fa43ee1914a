#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/analytics/timeline.h"
#include "core/domain/goal.h"

namespace cairn::core {

/// A habit that feeds a goal. The timeline is borrowed: it must outlive the call, and is never null. Archived and
/// paused habits belong here too, those in the trash do not.
struct LinkedHabit {
    const HabitTimeline* timeline = nullptr;
    double weight = 1;
};

enum class GoalState : std::uint8_t { onTrack, ahead, behind, complete };
template<>
inline constexpr std::array<std::string_view, 4> enumNames<GoalState>{"on_track", "ahead", "behind", "complete"};

struct GoalProgress {
    double value = 0;               ///< in the goal's unit
    double percent = 0;             ///< 0–1
    std::optional<double> pace;     ///< a day, over the last 28 days; nothing in a goal's first 6 days
    std::optional<Date> forecast;   ///< when the target is reached at that pace; nothing at pace ≤ 0 or when complete
    std::optional<GoalState> state; ///< nothing without a target date
    std::optional<double> expected; ///< the straight line's value today; nothing without a target date
    std::optional<Date> reachedOn;  ///< the first day whose value was at the target
};

/// Where a goal stands. `entries` are the goal's own that are not removed, in any order. Pure; linear in the days since
/// the goal's start. Source: spec.md 2 "Goal", formulas.md "Forecast of a goal".
/// Example: target 550 from 1 September to 21 February, value 312 on 20 November: expected 254.3, ahead.
GoalProgress progressOf(const Goal& goal, std::span<const GoalEntry> entries, std::span<const LinkedHabit> habits,
                        AsOf asOf);

/// A point of the burn-up chart: the value at the end of a day.
struct BurnUpPoint {
    Date date;
    double value = 0;
};

/// The value on every day from the goal's start to today; empty before the start.
std::vector<BurnUpPoint> burnUpOf(const Goal& goal, std::span<const GoalEntry> entries,
                                  std::span<const LinkedHabit> habits, AsOf asOf);

/// The straight line's value on a day: target × min(1, days since the start ÷ days from start to target date); nothing
/// without a target date.
std::optional<double> expectedOn(const Goal& goal, Date day);

/// How much of a milestone is done, 0–1: done tasks ÷ tasks; without tasks 1 when it is completed, else 0.
double milestonePercent(const Milestone& milestone, int doneTasks, int tasks);

} // namespace cairn::core
