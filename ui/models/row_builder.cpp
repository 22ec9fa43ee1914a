#include "ui/models/row_builder.h"

#include <QCoreApplication>
#include <algorithm>

#include "core/analytics/heatmap.h"
#include "core/analytics/stats.h"
#include "core/analytics/today.h"
#include "ui/models/words.h"

namespace cairn::ui {
namespace {

struct Rows {
    Q_DECLARE_TR_FUNCTIONS(Rows)
};

QString periodText(const core::PeriodProgress& progress, const core::Schedule& schedule, const QString& unit) {
    QString expected = progress.bySum ? amountWithUnit(progress.expected, unit) : amountText(progress.expected);
    if (progress.atMost) expected = Rows::tr("at most %1").arg(expected);
    const QString done = amountText(progress.done);
    switch (core::kindOf(schedule)) {
    case core::ScheduleKind::week: return Rows::tr("%1 of %2 this week").arg(done, expected);
    case core::ScheduleKind::month: return Rows::tr("%1 of %2 this month").arg(done, expected);
    default: return Rows::tr("%1 of %2 in %n day(s)", nullptr, progress.span.length()).arg(done, expected);
    }
}

QString targetText(const core::HabitRule& rule, const QString& unit) {
    const QString target = amountWithUnit(*rule.target, unit);
    return rule.bound == core::Bound::atMost ? Rows::tr("at most %1").arg(target) : target;
}

bool isEveryDay(const core::Schedule& schedule) {
    const auto* rolling = std::get_if<core::TimesInDays>(&schedule);
    return std::holds_alternative<core::Daily>(schedule) || (rolling != nullptr && rolling->days == 1);
}

QString firstReminder(const std::vector<core::Reminder>& reminders) {
    const auto first = std::ranges::min_element(reminders, {}, &core::Reminder::time);
    return first == reminders.end() ? QString() : clockTime(first->time.minutes);
}

QString sublineOf(const core::Habit& habit, const core::HabitRule& rule, const core::HabitToday& today,
                  const RowExtras& extras) {
    const QString unit = QString::fromStdString(habit.unit);
    QStringList parts;
    const bool saysPeriod = today.progress && !isEveryDay(rule.schedule);
    if (saysPeriod) {
        parts << periodText(*today.progress, rule.schedule, unit);
        if (rule.target && !today.progress->bySum) parts << targetText(rule, unit);
    } else if (rule.target) {
        const bool begun = today.amountToday && *today.amountToday > 0;
        parts << (begun ? Rows::tr("%1 of %2").arg(amountText(*today.amountToday), targetText(rule, unit))
                        : targetText(rule, unit));
    } else if (habit.direction == core::Direction::quit) {
        parts << Rows::tr("quit habit");
    }
    const QString reminder = firstReminder(extras.reminders);
    const bool isBare = parts.isEmpty() && reminder.isEmpty();
    if (!saysPeriod && (isBare || !isEveryDay(rule.schedule))) parts << scheduleText(rule.schedule);
    if (!reminder.isEmpty()) parts << reminder;
    return parts.join(QStringLiteral(" · "));
}

DayCell cellOf(const core::TodayCell& cell) {
    return {cell.date, cell.state, cell.open, false, cell.fraction, cell.amount, {}};
}

DayCell cellOf(const core::HeatmapDay& day, const std::optional<double>& target) {
    const double share = day.amount && target && *target > 0 ? std::clamp(*day.amount / *target, 0.0, 1.0) : 0;
    return {day.date, day.state, false, false, share, day.amount, {}};
}

void fillWeek(HabitRow& row, const core::HabitFacts& facts, const core::HabitToday& today, const RowExtras& extras,
              core::Date weekLast) {
    if (weekLast == facts.today) {
        std::ranges::transform(today.days, row.days.begin(), [](const core::TodayCell& cell) { return cellOf(cell); });
    } else {
        const auto days = core::heatmapOf(facts, {weekLast - 6, weekLast});
        for (std::size_t i = 0; i < row.days.size() && i < days.size(); ++i) row.days[i] = cellOf(days[i], row.target);
    }
    for (DayCell& cell : row.days) {
        cell.isPaused = facts.isPaused(cell.date);
        const auto log = std::ranges::find(extras.logs, cell.date, &core::HabitLog::date);
        if (log != extras.logs.end()) cell.note = QString::fromStdString(log->note);
    }
}

void fillNumbers(HabitRow& row, const core::HabitFacts& facts) {
    const core::HabitStats stats = core::statsOf(facts);
    row.isAtRisk = stats.atRisk;
    row.streak = stats.streak.current;
    row.longestStreak = stats.streak.longest;
    row.streakUnit = stats.streak.unit;
    row.strength = stats.strength;
    row.consistency = stats.consistency;
    row.isDueToday = stats.dueToday;
}

} // namespace

HabitStatus statusOf(const core::Habit& habit, core::Phase phase) {
    if (habit.archivedOn) return HabitStatus::archived;
    switch (phase) {
    case core::Phase::notBegun: return HabitStatus::toCome;
    case core::Phase::paused: return HabitStatus::paused;
    case core::Phase::over: return HabitStatus::ended;
    case core::Phase::active: break;
    }
    return HabitStatus::active;
}

HabitRow habitRow(const core::HabitWithTimeline& source, const core::HabitFacts& facts, const RowExtras& extras,
                  core::Date weekLast) {
    const core::Habit& habit = source.habit;
    const core::HabitRule& rule = source.timeline.rules[facts.ruleIndexOn(facts.today)];
    const core::HabitToday today = core::todayOf(facts);
    HabitRow row;
    row.id = habit.id;
    row.name = QString::fromStdString(habit.name);
    row.color = QColor(QString::fromStdString(habit.color));
    row.icon = QString::fromStdString(habit.icon);
    row.section = habit.section;
    row.status = statusOf(habit, facts.phase);
    row.direction = habit.direction;
    row.measure = habit.measure;
    row.bound = rule.bound;
    row.unit = QString::fromStdString(habit.unit);
    row.target = rule.target;
    row.scheduleText = scheduleText(rule.schedule);
    row.subline = sublineOf(habit, rule, today, extras);
    row.tags = extras.tags;
    fillNumbers(row, facts);
    fillWeek(row, facts, today, extras, weekLast);
    row.isDoneToday = today.days.back().state == core::DayState::done;
    return row;
}

GoalRow goalRow(const core::Goal& goal, const core::GoalProgress& progress) {
    GoalRow row;
    row.id = goal.id;
    row.name = QString::fromStdString(goal.name);
    row.unit = QString::fromStdString(goal.unit);
    row.value = progress.value;
    row.target = goal.target;
    row.percent = progress.percent;
    row.state = progress.state;
    if (goal.completedAt) row.state = core::GoalState::complete;
    row.targetDate = goal.targetDate;
    row.forecast = progress.forecast;
    row.isArchived = goal.archivedAt.has_value();
    return row;
}

bool matches(const HabitRow& row, const QString& search) {
    const QString wanted = search.trimmed();
    if (wanted.isEmpty()) return true;
    const auto has = [&](const QString& text) { return text.contains(wanted, Qt::CaseInsensitive); };
    return has(row.name) || has(row.subline) || std::ranges::any_of(row.tags, has);
}

} // namespace cairn::ui
