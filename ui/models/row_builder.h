#pragma once

#include <span>
#include <vector>

#include "core/analytics/facts.h"
#include "core/domain/goal.h"
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

/// The row of one habit for the seven days that end on `weekLast`. Pure; `facts` are of `source.timeline`, as of today.
HabitRow habitRow(const core::HabitWithTimeline& source, const core::HabitFacts& facts, const RowExtras& extras,
                  core::Date weekLast);

/// The row of one goal. Pure; the arguments are those of core::progressOf.
GoalRow goalRow(const core::Goal& goal, std::span<const core::GoalEntry> entries,
                std::span<const core::LinkedHabit> habits, core::AsOf asOf);

/// The names of the section, tag and status, and every text by which a list finds a habit, folded.
bool matches(const HabitRow& row, const QString& search);

} // namespace cairn::ui
