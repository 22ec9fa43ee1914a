#pragma once

#include <QDate>
#include <QString>
#include <optional>

#include "core/analytics/day_state.h"
#include "core/analytics/streaks.h"
#include "core/base/date.h"
#include "core/domain/change.h"
#include "core/domain/schedule.h"
#include "ui/models/habit_row.h"

namespace cairn::ui {

// How Cairn says dates, amounts, schedules and acts, in the person's language. Any thread.

QDate toQDate(core::Date date);
core::Date fromQDate(QDate date);

QString longDay(core::Date date);     ///< "Friday, 20 November"
QString dayAndMonth(core::Date date); ///< "16 Nov"
/// The days from one to another within a year: "15–21 Nov", "30 Nov–6 Dec".
QString daysText(core::Date first, core::Date last);
QString fullDate(core::Date date);           ///< "16 Nov 2026"
QString shortWeekday(core::Date date);       ///< "Fri"
QString weekdayName(core::Weekday day);      ///< "Friday"
QString shortWeekdayName(core::Weekday day); ///< "Fri"
QString clockTime(int minute);               ///< "07:00", minutes after midnight

/// A number with at most two decimals, in the locale's form.
QString amountText(double amount);
/// "5 km", or the bare number without a unit.
QString amountWithUnit(double amount, const QString& unit);
/// A number as a person types it, in the locale's form or with a point; nothing when it is none.
std::optional<double> parseAmount(const QString& text);
QString percentText(double share); ///< of 0–1: "57 %"

QString streakUnitText(int number, core::StreakUnit unit); ///< "days"
QString scheduleText(const core::Schedule& schedule);      ///< "3 times a week"
QString stateText(core::DayState state);                   ///< "done", "not recorded"
QString statusText(HabitStatus status);

/// What a screen reader says of a day: "Friday, 20 November: 20 of 30 pages, partly done".
QString cellText(const HabitRow& row, const DayCell& cell);

/// What was done, for the names of undo and redo: "mark Morning run done".
QString actionText(const core::ActionName& name);

} // namespace cairn::ui
