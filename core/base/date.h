#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace cairn::core {

enum class Weekday : std::uint8_t { monday, tuesday, wednesday, thursday, friday, saturday, sunday };

/// A calendar date in the user's own calendar (proleptic Gregorian), without a zone. A value of 4 bytes; every
/// arithmetic is in whole days. Years 1–9999 can be written and read.
struct Date {
    std::int32_t days = 0; ///< days since 1970-01-01

    friend constexpr auto operator<=>(Date, Date) = default;
    friend constexpr Date operator+(Date date, int count) { return {date.days + count}; }
    friend constexpr Date operator-(Date date, int count) { return {date.days - count}; }
    friend constexpr int operator-(Date to, Date from) { return to.days - from.days; }
    constexpr Date& operator++() {
        ++days;
        return *this;
    }
};

/// Bounds of what can be written: 0001-01-01 and 9999-12-31.
constexpr Date earliestDate{-719162};
constexpr Date latestDate{2932896};

struct YearMonthDay {
    int year;
    int month; ///< 1–12
    int day;   ///< 1–31
};

/// The date of a civil year, month and day; nothing when there is no such day.
std::optional<Date> dateOf(int year, int month, int day);
YearMonthDay civil(Date date);
Weekday weekdayOf(Date date);

/// Days in the month that `date` lies in: 28–31.
int daysInMonth(Date date);
Date firstOfMonth(Date date);
Date lastOfMonth(Date date);
/// The first day of the calendar week that `date` lies in, where weeks begin on `first`.
Date startOfWeek(Date date, Weekday first);

/// Reads "YYYY-MM-DD". Errors: invalidSyntax.
Result<Date> parseDate(std::string_view text);
/// Writes "YYYY-MM-DD".
std::string formatDate(Date date);

/// A span of days, both ends included; empty when `last` is before `first`.
struct DateSpan {
    Date first;
    Date last;

    friend constexpr bool operator==(DateSpan, DateSpan) = default;
    [[nodiscard]] constexpr int length() const { return last < first ? 0 : last - first + 1; }
    [[nodiscard]] constexpr bool contains(Date date) const { return first <= date && date <= last; }
};

} // namespace cairn::core
