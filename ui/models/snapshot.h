#pragma once

#include <QString>
#include <memory>
#include <optional>
#include <vector>

#include "core/analytics/goal_progress.h"
#include "core/analytics/suggestions.h"
#include "core/domain/profile.h"
#include "core/store/reader.h"
#include "ui/models/habit_row.h"

namespace cairn::ui {

/// A goal as lists show it.
struct GoalRow {
    core::Uuid id;
    QString name;
    QString unit;
    double value = 0;
    double target = 1;
    double percent = 0; ///< 0–1
    std::optional<core::GoalState> state;
    std::optional<core::Date> targetDate;
    std::optional<core::Date> forecast;
    bool isArchived = false;

    friend bool operator==(const GoalRow&, const GoalRow&) = default;
};

/// A suggestion with what is needed to apply it.
struct SuggestionRow {
    core::Uuid habit;
    QString habitName;
    QString minimalDose;
    QString unit;
    core::Suggestion suggestion;
};

/// All that the pages show at one moment, after one change of the store. A value; shared between threads as const.
struct Snapshot {
    std::int64_t number = 0; ///< of the last change
    core::Profile profile;
    core::Date today;
    core::Date weekLast; ///< the last of the seven days in the rows
    std::vector<SectionRow> sections;
    std::vector<HabitRow> habits; ///< all present ones in list order, archived ones too
    std::vector<GoalRow> goals;
    std::vector<SuggestionRow> suggestions;
    core::UndoState undo;
};
using SnapshotPtr = std::shared_ptr<const Snapshot>;

} // namespace cairn::ui
