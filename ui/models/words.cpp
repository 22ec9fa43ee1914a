#include "ui/models/words.h"

#include <QCoreApplication>
#include <QLocale>
#include <cmath>

namespace cairn::ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Words)
};

const core::Date unixEpoch{0};

QString list(const core::Weekdays& days) {
    QStringList names;
    for (int i = 0; i < 7; ++i)
        if (const auto day = static_cast<core::Weekday>(i); days.contains(day)) names << shortWeekdayName(day);
    return QLocale().createSeparatedList(names);
}

struct ScheduleWords {
    QString operator()(core::Daily) const { return Words::tr("every day"); }
    QString operator()(core::OnWeekdays on) const { return list(on.days); }
    QString operator()(core::EveryNDays every) const {
        return every.interval == 1 ? Words::tr("every day") : Words::tr("every %n day(s)", nullptr, every.interval);
    }
    QString operator()(core::TimesAWeek week) const {
        return week.times == 1 ? Words::tr("once a week") : Words::tr("%n time(s) a week", nullptr, week.times);
    }
    QString operator()(core::TimesAMonth month) const {
        return month.times == 1 ? Words::tr("once a month") : Words::tr("%n time(s) a month", nullptr, month.times);
    }
    QString operator()(core::TimesInDays rolling) const {
        if (rolling.days == 1) return Words::tr("every day");
        if (rolling.times == 1) return Words::tr("once in any %n day(s)", nullptr, rolling.days);
        return Words::tr("%1 times in any %2 days").arg(rolling.times).arg(rolling.days);
    }
};

QString amountOf(const HabitRow& row, const DayCell& cell) {
    if (!cell.amount) return {};
    if (!row.target) return amountWithUnit(*cell.amount, row.unit);
    return Words::tr("%1 of %2").arg(amountText(*cell.amount), amountWithUnit(*row.target, row.unit));
}

constexpr double firstShortened = 1e15; ///< from here on a number has more digits than it holds

} // namespace

QDate toQDate(core::Date date) {
    return QDate(1970, 1, 1).addDays(date.days);
}

core::Date fromQDate(QDate date) {
    return unixEpoch + static_cast<int>(QDate(1970, 1, 1).daysTo(date));
}

QString longDay(core::Date date) {
    return QLocale().toString(toQDate(date), Words::tr("dddd, d MMMM"));
}

QString dayAndMonth(core::Date date) {
    return QLocale().toString(toQDate(date), Words::tr("d MMM"));
}

QString daysText(core::Date first, core::Date last) {
    const bool isOneMonth = core::civil(first).month == core::civil(last).month;
    const QString begin = isOneMonth ? QLocale().toString(toQDate(first), Words::tr("d")) : dayAndMonth(first);
    return Words::tr("%1–%2", "days").arg(begin, dayAndMonth(last));
}

QString fullDate(core::Date date) {
    return QLocale().toString(toQDate(date), Words::tr("d MMM yyyy"));
}

QString shortWeekday(core::Date date) {
    return shortWeekdayName(core::weekdayOf(date));
}

QString weekdayName(core::Weekday day) {
    return QLocale().standaloneDayName(static_cast<int>(day) + 1, QLocale::LongFormat);
}

QString shortWeekdayName(core::Weekday day) {
    return QLocale().standaloneDayName(static_cast<int>(day) + 1, QLocale::ShortFormat);
}

QString clockTime(int minute) {
    return QStringLiteral("%1:%2").arg(minute / 60, 2, 10, QLatin1Char('0')).arg(minute % 60, 2, 10, QLatin1Char('0'));
}

QString amountText(double amount) {
    QLocale locale;
    locale.setNumberOptions(QLocale::DefaultNumberOptions);
    if (std::abs(amount) >= firstShortened) return locale.toString(amount, 'g', 15);
    const double rounded = std::round(amount * 100) / 100;
    int decimals = 0;
    while (decimals < 2 && std::round(rounded * std::pow(10, decimals)) / std::pow(10, decimals) != rounded) ++decimals;
    return locale.toString(rounded, 'f', decimals);
}

QString amountWithUnit(double amount, const QString& unit) {
    return unit.isEmpty() ? amountText(amount) : Words::tr("%1 %2", "amount, unit").arg(amountText(amount), unit);
}

std::optional<double> parseAmount(const QString& text) {
    bool ok = false;
    double value = QLocale().toDouble(text.trimmed(), &ok);
    if (!ok) value = QLocale::c().toDouble(text.trimmed(), &ok);
    if (!ok || !std::isfinite(value)) return std::nullopt;
    return value;
}

QString percentText(double share) {
    return Words::tr("%1 %", "percent").arg(static_cast<int>(std::floor(share * 100 + 1e-9)));
}

QString streakUnitText(int number, core::StreakUnit unit) {
    switch (unit) {
    case core::StreakUnit::days: return Words::tr("day(s)", "unit of a streak", number);
    case core::StreakUnit::weeks: return Words::tr("week(s)", "unit of a streak", number);
    case core::StreakUnit::months: return Words::tr("month(s)", "unit of a streak", number);
    }
    return {};
}

QString scheduleText(const core::Schedule& schedule) {
    return std::visit(ScheduleWords{}, schedule);
}

QString stateText(core::DayState state) {
    switch (state) {
    case core::DayState::none: return Words::tr("not recorded");
    case core::DayState::done: return Words::tr("done");
    case core::DayState::partial: return Words::tr("partly done");
    case core::DayState::skipped: return Words::tr("skipped");
    case core::DayState::missed: return Words::tr("missed");
    case core::DayState::kept: return Words::tr("kept");
    case core::DayState::notRequired: return Words::tr("not required");
    }
    return {};
}

QString statusText(HabitStatus status) {
    switch (status) {
    case HabitStatus::active: return Words::tr("active");
    case HabitStatus::paused: return Words::tr("paused");
    case HabitStatus::archived: return Words::tr("archived");
    case HabitStatus::ended: return Words::tr("ended");
    case HabitStatus::toCome: return Words::tr("not begun");
    }
    return {};
}

QString cellText(const HabitRow& row, const DayCell& cell) {
    QStringList parts;
    if (const QString amount = amountOf(row, cell); !amount.isEmpty()) parts << amount;
    parts << (cell.isPaused && cell.state == core::DayState::notRequired ? Words::tr("paused") : stateText(cell.state));
    if (!cell.note.isEmpty()) parts << Words::tr("note: %1").arg(cell.note);
    return Words::tr("%1, %2: %3", "habit, day, state").arg(row.name, longDay(cell.date), parts.join(u", "));
}

QString actionText(const core::ActionName& name) {
    using core::Action;
    const QString subject = QString::fromStdString(name.subject);
    const auto with = [&](const QString& text) { return text.arg(subject); };
    switch (name.action) {
    case Action::markDone: return with(Words::tr("mark %1 done"));
    case Action::markSkipped: return with(Words::tr("mark %1 skipped"));
    case Action::markMissed: return with(Words::tr("mark %1 missed"));
    case Action::clearDay: return with(Words::tr("clear a day of %1"));
    case Action::logAmount: return with(Words::tr("record an amount for %1"));
    case Action::writeNote: return with(Words::tr("write a note for %1"));
    case Action::create: return with(Words::tr("add %1"));
    case Action::edit: return with(Words::tr("edit %1"));
    case Action::remove: return with(Words::tr("move %1 to the trash"));
    case Action::restore: return with(Words::tr("restore %1"));
    case Action::archive: return with(Words::tr("archive %1"));
    case Action::unarchive: return with(Words::tr("take %1 out of the archive"));
    case Action::pause: return subject.isEmpty() ? Words::tr("pause everything") : with(Words::tr("pause %1"));
    case Action::endPause:
        return subject.isEmpty() ? Words::tr("end the pause") : with(Words::tr("end the pause of %1"));
    case Action::reorder: return with(Words::tr("move %1"));
    case Action::changeRule: return with(Words::tr("change the schedule of %1"));
    case Action::dismiss: return with(Words::tr("put away the suggestion for %1"));
    case Action::applySuggestion: return with(Words::tr("take the suggestion for %1"));
    case Action::import: return with(Words::tr("import %1"));
    case Action::complete: return with(Words::tr("complete %1"));
    case Action::reopen: return with(Words::tr("reopen %1"));
    case Action::addEntry: return with(Words::tr("add an entry to %1"));
    case Action::link: return with(Words::tr("link a habit to %1"));
    case Action::setSetting: return Words::tr("change a setting");
    case Action::markEmptyDays: return with(Words::tr("mark the empty days of %1"));
    case Action::makeDemo: return Words::tr("add example data");
    }
    return {};
}

} // namespace cairn::ui
