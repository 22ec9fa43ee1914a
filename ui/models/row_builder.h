#pragma once

#include <vector>

#include "core/analytics/facts.h"
#include "core/analytics/goal_progress.h"
#include "core/domain/habit.h"
#include "core/store/reader.h"
#include "ui/models/habit_row.h"
#include "ui/models/snapshot.h"

namespace cairn::ui {

/// What a row shows beside the habit's numbers.
struct RowExtras {
    std::vector<core::Reminder> reminders;
    QStringList tags;
    std::vector<core::HabitLog> logs; ///< of the shown week, for the notes
};

/// Where a habit stands in its life. `phase` is that of its facts.
HabitStatus statusOf(const core::Habit& habit, core::Phase phase);

/// The row of one habit for the seven days that end on `weekLast`. Pure; `facts` are of `source.timeline`, as of today.
HabitRow habitRow(const core::HabitWithTimeline& source, const core::HabitFacts& facts, const RowExtras& extras,
                  core::Date weekLast);

/// The row of one goal. Pure.
GoalRow goalRow(const core::Goal& goal, const core::GoalProgress& progress);

/// Whether what is typed into a search field is found in the habit's name, sub line or tags; case does not matter.
bool matches(const HabitRow& row, const QString& search);

} // namespace cairn::ui
