#pragma once

#include <array>
#include <optional>
#include <vector>

#include "core/actions/context.h"
#include "core/actions/habit_actions.h"
#include "core/analytics/heatmap.h"
#include "core/analytics/statistics.h"
#include "core/analytics/stats.h"
#include "ui/models/habit_row.h"

namespace cairn::ui {

/// All that the page of one habit shows. A value.
struct HabitDetail {
    core::HabitDraft draft;
    HabitStatus status = HabitStatus::active;
    bool hasOpenPause = false;
    core::HabitStats stats;
    core::Date today;
    core::Weekday firstWeekday = core::Weekday::monday;
    std::vector<core::Date> emptyDays;         ///< before today, without a record, from the habit's start on
    std::vector<core::HeatmapDay> year;        ///< 53 weeks that end with this one, from a first weekday
    std::array<core::WeekdayRate, 7> weekdays; ///< Monday first
};

/// Reads and computes the page of a habit; on the owner's thread. Errors: notFound and those of reading.
core::Result<HabitDetail> habitDetail(const core::ActionContext& context, const core::Uuid& habit);

} // namespace cairn::ui
