#pragma once

#include <vector>

#include "core/actions/context.h"
#include "core/actions/goal_actions.h"
#include "core/analytics/goal_progress.h"
#include "ui/models/habit_row.h"

namespace cairn::ui {

/// A habit that feeds a goal, as the goal's page shows it.
struct LinkRow {
    core::Uuid habit;
    QString name;
    QColor color;
    QString unit;
    double weight = 1;
};

/// All that the page of one goal shows. A value.
struct GoalDetail {
    core::GoalDraft draft;
    core::GoalProgress progress;
    std::vector<core::BurnUpPoint> burnUp;
    std::vector<LinkRow> links;
    std::vector<core::GoalEntry> entries; ///< newest first
    std::vector<core::Milestone> milestones;
    core::Date today;
};

/// Reads and computes the page of a goal; on the owner's thread. Errors: notFound and those of reading.
core::Result<GoalDetail> goalDetail(const core::ActionContext& context, const core::Uuid& goal);

} // namespace cairn::ui
