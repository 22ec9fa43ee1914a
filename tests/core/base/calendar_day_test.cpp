#include "core/base/calendar_day.h"

#include "tests/support/catch.h"

using namespace cairn::core;

namespace {

Instant at(const char* text) {
    return parseInstant(text).value();
}

std::string dayAt(const char* instant, const char* zone, int dayBegin = 0) {
    return formatDate(calendarDay(at(instant), zone, dayBegin).value());
}

} // namespace

TEST_CASE("the day is the civil date of the zone", "[core][days]") {
    CHECK(dayAt("2026-11-20T22:59:59Z", "Europe/Berlin") == "2026-11-20");
    CHECK(dayAt("2026-11-20T23:00:00Z", "Europe/Berlin") == "2026-11-21");
    CHECK(dayAt("2026-07-20T22:00:00Z", "Europe/Berlin") == "2026-07-21");
    CHECK(dayAt("2026-11-20T11:00:00Z", "Pacific/Auckland") == "2026-11-21");
    CHECK(dayAt("2026-11-20T07:59:00Z", "America/Los_Angeles") == "2026-11-19");
    CHECK(dayAt("1969-12-31T23:30:00Z", "UTC") == "1969-12-31");
}

TEST_CASE("a day may begin later than midnight, in civil time", "[core][days]") {
    CHECK(dayAt("2026-11-20T00:30:00Z", "UTC", 4) == "2026-11-19");
    CHECK(dayAt("2026-11-20T03:59:59Z", "UTC", 4) == "2026-11-19");
    CHECK(dayAt("2026-11-20T04:00:00Z", "UTC", 4) == "2026-11-20");
    // The night in which Berlin's clocks go from 02:00 to 03:00: 04:00 on the wall is 02:00 UTC.
    CHECK(dayAt("2026-03-29T01:59:00Z", "Europe/Berlin", 4) == "2026-03-28");
    CHECK(dayAt("2026-03-29T02:00:00Z", "Europe/Berlin", 4) == "2026-03-29");
}

TEST_CASE("daylight saving goes on after 2037", "[core][days]") {
    CHECK(utcOffsetMinutes("Europe/Berlin", at("2040-07-01T12:00:00Z")).value() == 120);
    CHECK(utcOffsetMinutes("Europe/Berlin", at("2040-01-01T12:00:00Z")).value() == 60);
    CHECK(utcOffsetMinutes("America/New_York", at("2060-07-01T12:00:00Z")).value() == -240);
    CHECK(utcOffsetMinutes("Asia/Tokyo", at("2040-07-01T12:00:00Z")).value() == 540);
    CHECK(dayAt("2040-07-01T22:30:00Z", "Europe/Berlin") == "2040-07-02");
}

TEST_CASE("an unknown zone is an error", "[core][days]") {
    CHECK(calendarDay(Instant{}, "Nowhere/Land", 0).error().code == ErrorCode::notFound);
    CHECK_FALSE(isKnownZone("../../etc/passwd"));
    CHECK(isKnownZone("America/Argentina/Buenos_Aires"));
}

TEST_CASE("a day that has begun does not end again because a clock falls back", "[core][days]") {
    DayKeeper keeper("UTC", 0);
    CHECK(formatDate(keeper.today(at("2026-11-20T10:00:00Z")).value()) == "2026-11-20");
    CHECK(formatDate(keeper.today(at("2026-11-19T23:00:00Z")).value()) == "2026-11-20");
    CHECK(formatDate(keeper.today(at("2026-11-21T00:00:00Z")).value()) == "2026-11-21");
    DayKeeper restarted("UTC", 0, keeper.lastKnown());
    CHECK(formatDate(restarted.today(at("2026-11-20T10:00:00Z")).value()) == "2026-11-21");
}

TEST_CASE("a clock that falls by years to where none can be is not followed", "[core][days]") {
    DayKeeper keeper("UTC", 0, parseDate("2026-11-20").value());
    const auto fallen = GENERATE("1970-01-01T00:00:00Z", "1996-11-20T10:00:00Z", "2025-12-31T23:59:59Z");
    CHECK(formatDate(keeper.today(at(fallen)).value()) == "2026-11-20");
}

TEST_CASE("a clock that was far ahead and is set right does not hold up the day", "[core][days]") {
    DayKeeper keeper("UTC", 0, parseDate("2026-11-20").value());
    CHECK(formatDate(keeper.today(at("2056-11-20T10:00:00Z")).value()) == "2056-11-20");
    CHECK(formatDate(keeper.today(at("2026-11-21T10:00:00Z")).value()) == "2026-11-21");
    CHECK(formatDate(keeper.today(at("2026-11-20T10:00:00Z")).value()) == "2026-11-21");
}

TEST_CASE("the longest fall that a day outlasts is a week", "[core][days]") {
    DayKeeper keeper("UTC", 0, parseDate("2026-11-20").value());
    CHECK(formatDate(keeper.today(at("2026-11-13T10:00:00Z")).value()) == "2026-11-20");
    CHECK(formatDate(keeper.today(at("2026-11-12T10:00:00Z")).value()) == "2026-11-12");
    CHECK(formatDate(earliestPlausibleDay) == "2026-01-01");
}
