#include "core/base/date.h"

#include <rapidcheck.h>

#include "tests/support/catch.h"

using namespace cairn::core;

TEST_CASE("a date is read and written as year, month and day", "[core][date]") {
    CHECK(parseDate("1970-01-01").value().days == 0);
    CHECK(parseDate("2026-11-20").value().days == 20777);
    CHECK(parseDate("0001-01-01").value() == earliestDate);
    CHECK(parseDate("9999-12-31").value() == latestDate);
    CHECK(formatDate(Date{20777}) == "2026-11-20");
    CHECK(formatDate(earliestDate) == "0001-01-01");
}

TEST_CASE("what is no date is refused", "[core][date]") {
    const auto text = GENERATE("", "2026-11-2", "2026-1-20", "2026-13-01", "2026-00-10", "2026-02-29", "2026-11-31",
                               "20261120", "2026/11/20", "+026-11-20", "2026-11-20 ", "0000-01-01", "２０２６-11-20");
    CHECK(parseDate(text).error().code == ErrorCode::invalidSyntax);
}

TEST_CASE("every date survives writing and reading", "[core][date]") {
    rc::check([] {
        const Date date{*rc::gen::inRange(earliestDate.days, latestDate.days + 1)};
        RC_ASSERT(parseDate(formatDate(date)).value() == date);
        const auto [year, month, day] = civil(date);
        RC_ASSERT(dateOf(year, month, day) == date);
    });
}

TEST_CASE("weekdays and weeks follow the calendar", "[core][date]") {
    const Date friday = *dateOf(2026, 11, 20);
    CHECK(weekdayOf(friday) == Weekday::friday);
    CHECK(weekdayOf(*dateOf(1969, 12, 31)) == Weekday::wednesday);
    CHECK(startOfWeek(friday, Weekday::monday) == *dateOf(2026, 11, 16));
    CHECK(startOfWeek(friday, Weekday::sunday) == *dateOf(2026, 11, 15));
    CHECK(startOfWeek(friday, Weekday::saturday) == *dateOf(2026, 11, 14));
    CHECK(startOfWeek(friday, Weekday::friday) == friday);
}

TEST_CASE("a month has its own length", "[core][date]") {
    CHECK(daysInMonth(*dateOf(2024, 2, 10)) == 29);
    CHECK(daysInMonth(*dateOf(2100, 2, 10)) == 28);
    CHECK(lastOfMonth(*dateOf(2026, 12, 31)) == *dateOf(2026, 12, 31));
    CHECK(firstOfMonth(*dateOf(2026, 12, 31)) == *dateOf(2026, 12, 1));
}

TEST_CASE("a span counts both of its ends", "[core][date]") {
    const DateSpan span{Date{10}, Date{12}};
    CHECK(span.length() == 3);
    CHECK(span.contains(Date{10}));
    CHECK(span.contains(Date{12}));
    CHECK_FALSE(span.contains(Date{13}));
    CHECK(DateSpan{Date{10}, Date{9}}.length() == 0);
}
