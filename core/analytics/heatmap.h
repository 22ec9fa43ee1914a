#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/analytics/day_state.h"
#include "core/analytics/facts.h"
#include "core/analytics/timeline.h"

namespace cairn::core {

/// One day of a habit's heatmap.
struct HeatmapDay {
    Date date;
    DayState state = DayState::none;
    int level = 0;                ///< 0–4
    std::optional<double> amount; ///< of a measured habit; what a mark "done" alone counts as

    friend bool operator==(const HeatmapDay&, const HeatmapDay&) = default;
};

/// Every day of `span`, oldest first; logs outside of the counting days are shown too. Pure; linear in the days of the
/// habit and of the span. Source: spec.md 2 "Heatmap", "Not required".
/// Example: at least 30, amount 20: partial, level max(1, floor(4 · 20 ÷ 30)) = 2.
std::vector<HeatmapDay> heatmapOf(const HabitTimeline& timeline, AsOf asOf, DateSpan span);
std::vector<HeatmapDay> heatmapOf(const HabitFacts& facts, DateSpan span);

/// One day of the heatmap over all habits.
struct SharedHeatmapDay {
    Date date;
    int done = 0;             ///< habits done (or kept) that day
    int expected = 0;         ///< habits that were due or done that day
    std::optional<int> level; ///< 0–4: ceil(4 · done ÷ expected); nothing where nothing was expected
};

/// Source: spec.md 2 "Heatmap: all habits". Example: one of three due habits done: level ceil(4 ÷ 3) = 2.
std::vector<SharedHeatmapDay> sharedHeatmapOf(std::span<const HabitFacts> habits, DateSpan span);

} // namespace cairn::core
