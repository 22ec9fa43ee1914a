#include "core/analytics/statistics.h"
#include "tests/core/analytics/timeline_builder.h"
#include "tests/support/catch.h"

using namespace cairn::core;
using cairn::test::day;
using cairn::test::TimelineBuilder;

// 2 November 2026 is a Monday.

namespace {

SpanStatistics inSpan(const HabitTimeline& timeline, std::string_view first, std::string_view last,
                      std::string_view today) {
    return statisticsOf(factsOf(timeline, {day(today)}), {day(first), day(last)});
}

} // namespace

TEST_CASE("a week of a day schedule: done of due, skipped days taken off, today once settled", "[core][statistics]") {
    const auto habit = TimelineBuilder("2026-11-02", "daily").log("2026-11-02", "D D S . D D D . D").timeline();
    const auto week = inSpan(habit, "2026-11-02", "2026-11-08", "2026-11-11");
    CHECK(week.done == 5);
    CHECK(week.expected == 6);
    CHECK(*week.rate == Approx(5.0 / 6));
    const auto current = inSpan(habit, "2026-11-09", "2026-11-15", "2026-11-11");
    CHECK(current.done == 1);
    CHECK(current.expected == 2);
}

TEST_CASE("done on a day that was not due does not bring a rate over 1", "[core][statistics]") {
    const auto habit = TimelineBuilder("2026-11-02", "mon").log("2026-11-02", "D D D").timeline();
    const auto week = inSpan(habit, "2026-11-02", "2026-11-08", "2026-11-09");
    CHECK(week.done == 3);
    CHECK(week.expected == 1);
    CHECK(week.rate == 1.0);
}

TEST_CASE("a week of a quota is its quota, a month the parts of its weeks", "[core][statistics]") {
    const auto habit = TimelineBuilder("2026-11-02", "7/week").repeat("2026-11-02", 14, "D").timeline();
    CHECK(inSpan(habit, "2026-11-02", "2026-11-08", "2026-12-20").expected == 7);
    const auto month = inSpan(habit, "2026-11-01", "2026-11-30", "2026-12-20");
    CHECK(month.done == 14);
    CHECK(month.expected == Approx(29)); // four weeks and Monday 30
}

TEST_CASE("a target for a span counts in spans, and the sum is in the unit", "[core][statistics][sum]") {
    const auto habit = TimelineBuilder("2026-11-02", "1/week").atLeast(20).log("2026-11-02", "5 5").timeline();
    const auto week = inSpan(habit, "2026-11-02", "2026-11-08", "2026-11-09");
    CHECK(week.done == 0.5);
    CHECK(week.expected == 1);
    CHECK(week.sum == 10);
}

TEST_CASE("nothing expected has no rate", "[core][statistics]") {
    CHECK_FALSE(inSpan(TimelineBuilder("2026-11-02", "daily"), "2026-10-01", "2026-10-31", "2026-11-09").rate);
}

TEST_CASE("rates by weekday need four days", "[core][statistics]") {
    TimelineBuilder habit("2026-10-05", "mon,tue");
    habit.log("2026-10-05", "D").log("2026-10-12", "D D").log("2026-10-19", "D").log("2026-10-26", "M S");
    const auto rates = weekdayRatesOf(factsOf(habit.timeline(), {day("2026-11-01")}));
    CHECK(rates[0].rate == 0.75);
    CHECK(rates[1].expected == 3); // one of four was skipped
    CHECK_FALSE(rates[1].rate);
    CHECK(rates[2].expected == 0); // never due
    // On a quota every counting day is one.
    const auto quota = weekdayRatesOf(
        factsOf(TimelineBuilder("2026-10-05", "1/week").log("2026-10-07", "D").timeline(), {day("2026-11-01")}));
    CHECK(quota[2].rate == 0.25);
}

TEST_CASE("a trend has its points so many days apart, up to the last", "[core][statistics]") {
    const auto habit = TimelineBuilder("2026-11-02", "daily").log("2026-11-02", "D D D . D D").timeline();
    const auto points = trendOf(habit, {day("2026-11-07")}, {day("2026-11-01"), day("2026-11-07")}, 3);
    REQUIRE(points.size() == 3);
    CHECK(points[0].date == day("2026-11-01"));
    CHECK_FALSE(points[0].consistency);
    CHECK(points[1].consistency == 100.0);
    CHECK(*points[2].consistency == Approx(500.0 / 6));
    CHECK(trendOf(habit, {day("2026-11-07")}, {day("2026-11-08"), day("2026-11-07")}, 3).empty());
}

TEST_CASE("all habits are added up by what they expected, and those that are over left out", "[core][statistics]") {
    const HabitTimeline daily = TimelineBuilder("2026-11-02", "daily").log("2026-11-02", "D D D D D D"); // 6 of 8
    const HabitTimeline weekly = TimelineBuilder("2026-11-02", "2/week").log("2026-11-02", "D D D");     // 2 of 2
    const HabitTimeline archived = TimelineBuilder("2026-11-02", "daily").archived("2026-11-09");
    const AsOf asOf{day("2026-11-10")};
    const std::vector<HabitFacts> habits{factsOf(daily, asOf), factsOf(weekly, asOf), factsOf(archived, asOf)};
    CHECK(*sharedConsistencyOf(habits) == Approx(80));
    const std::vector<const HabitTimeline*> timelines{&daily};
    CHECK_FALSE(arrowOf(timelines, asOf)); // 30 days ago there was nothing
}

TEST_CASE("the arrow is the difference to 30 days earlier, in points", "[core][statistics]") {
    // Up to 12 October: 6 of 12; the 30 days to 11 November: 30 of 30.
    const HabitTimeline habit = TimelineBuilder("2026-10-01", "daily").repeat("2026-10-07", 36, "D").timeline();
    const std::vector<const HabitTimeline*> timelines{&habit};
    CHECK(*arrowOf(timelines, {day("2026-11-11")}) == Approx(50));
}

TEST_CASE("the dashboard counts open, done and at risk, and finds the longest current streak", "[core][statistics]") {
    const HabitTimeline done = TimelineBuilder("2026-11-02", "daily").repeat("2026-11-02", 9, "D");
    const HabitTimeline weekly = TimelineBuilder("2026-10-26", "1/week").log("2026-10-27", "D").log("2026-11-03", "D");
    const HabitTimeline missed = TimelineBuilder("2026-11-02", "daily");
    const HabitTimeline paused = TimelineBuilder("2026-11-02", "daily").openPause("2026-11-08");
    const AsOf asOf{day("2026-11-10")};
    const std::vector<HabitFacts> habits{factsOf(done, asOf), factsOf(weekly, asOf), factsOf(missed, asOf),
                                         factsOf(paused, asOf)};
    const Dashboard board = dashboardOf(habits);
    CHECK(board.done == 1);
    CHECK(board.open == 2);
    CHECK(board.atRisk == 1);
    CHECK(board.best == 1); // two weeks are 14 days, nine days are nine
    CHECK(board.bestStreak.current == 2);
}
