#pragma once

#include <QColor>
#include <QString>
#include <QStringList>
#include <array>
#include <optional>

#include "core/analytics/day_state.h"
#include "core/analytics/streaks.h"
#include "core/base/date.h"
#include "core/base/uuid.h"
#include "core/domain/habit.h"

namespace cairn::ui {

/// One day of a habit, ready to be drawn and read out.
struct DayCell {
    core::Date date;
    core::DayState state = core::DayState::none;
    bool isOpen = false; ///< today, due, and nothing final recorded
    bool isPaused = false;
    double fraction = 0;          ///< 0–1 of the day's target
    std::optional<double> amount; ///< in the habit's unit
    QString note;

    friend bool operator==(const DayCell&, const DayCell&) = default;
};

/// Where a habit stands in its life.
enum class HabitStatus { active, paused, archived, ended, toCome };

/// One habit as the Today page and the list of habits show it. A value; equal rows look the same.
struct HabitRow {
    core::Uuid id;
    QString name;
    QColor color; ///< invalid: the accent
    QString icon; ///< a name of the icon set, or empty
    std::optional<core::Uuid> section;
    HabitStatus status = HabitStatus::active;
    core::Direction direction = core::Direction::build;
    core::Measure measure = core::Measure::yesNo;
    core::Bound bound = core::Bound::atLeast;
    QString unit;
    std::optional<double> target;
    QString subline;      ///< "5 km · 07:00", "2 of 3 this week"
    QString scheduleText; ///< "3 times a week"
    QStringList tags;
    std::array<DayCell, 7> days; ///< the shown week, oldest first
    bool isAtRisk = false;
    bool isDueToday = false;
    bool isDoneToday = false;
    int streak = 0;
    int longestStreak = 0;
    core::StreakUnit streakUnit = core::StreakUnit::days;
    double strength = 0;               ///< 0–1
    std::optional<double> consistency; ///< 0–100

    friend bool operator==(const HabitRow&, const HabitRow&) = default;
};

/// A heading of the list.
struct SectionRow {
    core::Uuid id;
    QString name;

    friend bool operator==(const SectionRow&, const SectionRow&) = default;
};

} // namespace cairn::ui
