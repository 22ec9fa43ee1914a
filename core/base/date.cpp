#include "core/base/date.h"

#include <chrono>
#include <fmt/format.h>

namespace cairn::core {

namespace {

using std::chrono::sys_days;

std::chrono::year_month_day chronoOf(Date date) {
    return {sys_days{std::chrono::days{date.days}}};
}

std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

} // namespace

std::optional<Date> dateOf(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    const std::chrono::year_month_day ymd{std::chrono::year{year}, std::chrono::month(static_cast<unsigned>(month)),
                                          std::chrono::day(static_cast<unsigned>(day))};
    if (!ymd.ok()) return std::nullopt;
    return Date{static_cast<std::int32_t>(sys_days{ymd}.time_since_epoch().count())};
}

YearMonthDay civil(Date date) {
    const auto ymd = chronoOf(date);
    return {int{ymd.year()}, static_cast<int>(unsigned{ymd.month()}), static_cast<int>(unsigned{ymd.day()})};
}

Weekday weekdayOf(Date date) {
    const int fromThursday = ((date.days % 7) + 7) % 7; // 1970-01-01 was a Thursday
    return static_cast<Weekday>((fromThursday + 3) % 7);
}

int daysInMonth(Date date) {
    return lastOfMonth(date) - firstOfMonth(date) + 1;
}

Date firstOfMonth(Date date) {
    return date - (civil(date).day - 1);
}

Date lastOfMonth(Date date) {
    const auto ymd = chronoOf(date);
    const sys_days last{ymd.year() / ymd.month() / std::chrono::last};
    return Date{static_cast<std::int32_t>(last.time_since_epoch().count())};
}

Date startOfWeek(Date date, Weekday first) {
    const int offset = static_cast<int>(weekdayOf(date)) - static_cast<int>(first);
    return date - (offset + 7) % 7;
}

Result<Date> parseDate(std::string_view text) {
    const auto invalid = [] { return failure(ErrorCode::invalidSyntax, "a date is written YYYY-MM-DD"); };
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return invalid();
    const auto year = digits(text.substr(0, 4));
    const auto month = digits(text.substr(5, 2));
    const auto day = digits(text.substr(8, 2));
    if (!year || !month || !day) return invalid();
    const auto date = dateOf(*year, *month, *day);
    if (!date) return invalid();
    return *date;
}

std::string formatDate(Date date) {
    const auto [year, month, day] = civil(date);
    return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

} // namespace cairn::core
