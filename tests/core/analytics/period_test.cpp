#include "core/analytics/facts.h"
#include "core/analytics/period.h"
#include "tests/core/analytics/timeline_builder.h"
#include "tests/support/catch.h"

using namespace cairn::core;
using cairn::test::day;
using cairn::test::TimelineBuilder;

// 2 November 2026 is a Monday; November has 30 days.

namespace {

std::vector<Period> periodsOn(const HabitTimeline& timeline, std::string_view today, Weekday first = Weekday::monday) {
    return factsOf(timeline, {day(today), first}).periods;
}

} // namespace

TEST_CASE("a whole period has its N, whatever the length of the month", "[core][quota]") {
    const auto times = GENERATE(1, 2, 7, 28);
    const auto habit = TimelineBuilder("2026-01-01", std::to_string(times) + "/month").timeline();
    for (const Period& month : periodsOn(habit, "2026-12-31")) CHECK(month.quota == times);
}

TEST_CASE("no month asks for more days than it has", "[core][quota]") {
    const auto months = periodsOn(TimelineBuilder("2026-01-01", "31/month"), "2026-04-30");
    REQUIRE(months.size() == 4);
    CHECK(months[0].quota == 31);
    CHECK(months[1].quota == 28);
    CHECK(months[3].quota == 30);
}

TEST_CASE("a cut period rounds down, an uncut one half up", "[core][quota]") {
    // Thu 5 – Sun 8: 4 · 5 ÷ 7 = 2.86.
    CHECK(periodsOn(TimelineBuilder("2026-11-05", "5/week"), "2026-11-08")[0].quota == 2);
    // 4 a week for 3 days and 2 a week for 4: (12 + 8) ÷ 7 = 2.86.
    const auto mixed = TimelineBuilder("2026-11-02", "4/week").rule("2026-11-05", "2/week").timeline();
    CHECK(periodsOn(mixed, "2026-11-08")[0].quota == 3);
}

TEST_CASE("the days to come of the current period belong to its quota", "[core][quota]") {
    CHECK(periodsOn(TimelineBuilder("2026-11-02", "3/week"), "2026-11-02")[0].quota == 3);
    // Thu–Sun are planned as a pause: floor(3 · 3 ÷ 7) = 1; and so with an end on Wednesday.
    CHECK(periodsOn(TimelineBuilder("2026-11-02", "3/week").pause("2026-11-05", "2026-11-30"), "2026-11-02")[0].quota ==
          1);
    CHECK(periodsOn(TimelineBuilder("2026-11-02", "3/week").end("2026-11-04"), "2026-11-02")[0].quota == 1);
    // A rule of another kind from Thursday on cuts it too, one of the same kind does not: round((9 + 20) ÷ 7) = 4.
    CHECK(periodsOn(TimelineBuilder("2026-11-02", "3/week").rule("2026-11-05", "daily"), "2026-11-02")[0].quota == 1);
    CHECK(periodsOn(TimelineBuilder("2026-11-02", "3/week").rule("2026-11-05", "5/week"), "2026-11-02")[0].quota == 4);
}

TEST_CASE("a skip takes one off, but never below what was done nor above the quota", "[core][quota]") {
    const auto quotaOf = [](std::string_view days) {
        return periodsOn(TimelineBuilder("2026-11-02", "3/week").log("2026-11-02", days), "2026-11-08")[0].quota;
    };
    CHECK(quotaOf("S") == 2);
    CHECK(quotaOf("D D S S") == 2);
    CHECK(quotaOf("D D D D D S") == 3);
    CHECK(quotaOf("S S S S") == 0);
}

TEST_CASE("what was done under a rule of another kind adds nothing to a period", "[core][quota]") {
    const auto habit =
        TimelineBuilder("2026-11-02", "daily").rule("2026-11-05", "7/week").log("2026-11-02", "D D D D D").timeline();
    const auto periods = periodsOn(habit, "2026-11-08");
    REQUIRE(periods.size() == 1);
    CHECK(periods[0].done == 2);
    CHECK(periods[0].quota == 4);
}

TEST_CASE("a period is full with its last day, or when a rule of another kind begins", "[core][quota]") {
    const auto habit = TimelineBuilder("2026-11-02", "3/week").rule("2026-11-12", "daily").timeline();
    CHECK_FALSE(periodsOn(habit, "2026-11-08").back().isFull);
    CHECK(periodsOn(habit, "2026-11-09").front().isFull);
    CHECK_FALSE(periodsOn(habit, "2026-11-11").back().isFull);
    CHECK(periodsOn(habit, "2026-11-12").back().isFull);
}

TEST_CASE("the last week of an ended habit is full only if its last day is the week's", "[core][quota]") {
    const auto onSunday = TimelineBuilder("2026-11-02", "3/week").end("2026-11-08").timeline();
    CHECK(periodsOn(onSunday, "2026-11-20").back().standing == Standing::lost);
    const auto onFriday = TimelineBuilder("2026-11-02", "3/week").end("2026-11-06").timeline();
    CHECK(periodsOn(onFriday, "2026-11-20").back().standing == Standing::open);
}

TEST_CASE("weeks follow the profile's first weekday, past ones too", "[core][quota]") {
    const auto habit = TimelineBuilder("2026-11-01", "2/week").log("2026-11-01", "D D").timeline();
    const auto fromMonday = periodsOn(habit, "2026-11-08");
    REQUIRE(fromMonday.size() == 2);
    CHECK(fromMonday[0].done == 1);
    const auto fromSunday = periodsOn(habit, "2026-11-07", Weekday::sunday);
    REQUIRE(fromSunday.size() == 1);
    CHECK(fromSunday[0].done == 2);
    CHECK(fromSunday[0].standing == Standing::kept);
}

TEST_CASE("a target for a span is asked in proportion, unrounded", "[core][quota][sum]") {
    // Fri–Sun of 20 a week: 20 · 3 ÷ 7.
    const auto cut = periodsOn(TimelineBuilder("2026-11-06", "1/week").atLeast(20), "2026-11-08")[0];
    CHECK(cut.quota == Approx(60.0 / 7));
    // A skipped day takes its share: 20 · 6 ÷ 7.
    const auto skipped =
        periodsOn(TimelineBuilder("2026-11-02", "1/week").atLeast(20).log("2026-11-02", "S"), "2026-11-08")[0];
    CHECK(skipped.quota == Approx(120.0 / 7));
    // 20 for three days, 27 for four: (60 + 108) ÷ 7 = 24.
    const auto mixed =
        TimelineBuilder("2026-11-02", "1/week").atLeast(20).rule("2026-11-05", "1/week").atLeast(27).timeline();
    CHECK(periodsOn(mixed, "2026-11-08")[0].quota == Approx(24));
}

TEST_CASE("the sum of a span is met in spite of the rounding of tenths", "[core][quota][sum]") {
    TimelineBuilder least("2026-11-02", "1/week");
    least.atLeast(0.7).repeat("2026-11-02", 7, "0.1");
    CHECK(periodsOn(least.timeline(), "2026-11-09")[0].standing == Standing::kept);
    TimelineBuilder most("2026-11-02", "1/week");
    most.atMost(0.3).repeat("2026-11-02", 3, "0.1");
    CHECK(periodsOn(most.timeline(), "2026-11-09")[0].standing == Standing::kept);
}

TEST_CASE("an at-most span is kept when it is over, lost as soon as it is above", "[core][quota][sum]") {
    TimelineBuilder habit("2026-11-02", "1/week");
    habit.atMost(10).log("2026-11-02", "4 6 1");
    CHECK(periodsOn(habit.timeline(), "2026-11-03")[0].standing == Standing::open);
    CHECK(periodsOn(habit.timeline(), "2026-11-04")[0].standing == Standing::lost);
    const auto within = TimelineBuilder("2026-11-02", "1/week").atMost(10).log("2026-11-02", "4 6").timeline();
    CHECK(periodsOn(within, "2026-11-08")[0].standing == Standing::open);
    CHECK(periodsOn(within, "2026-11-09")[0].standing == Standing::kept);
    const auto silent = TimelineBuilder("2026-11-02", "1/week").atMost(10).timeline();
    CHECK(periodsOn(silent, "2026-11-09")[0].standing == Standing::lost);
}

TEST_CASE("at most 0 a week is a limit like any other", "[core][quota][sum]") {
    const auto kept = TimelineBuilder("2026-11-02", "1/week").atMost(0).log("2026-11-03", "0").timeline();
    CHECK(periodsOn(kept, "2026-11-09")[0].standing == Standing::kept);
    const auto lost = TimelineBuilder("2026-11-02", "1/week").atMost(0).log("2026-11-03", "1").timeline();
    CHECK(periodsOn(lost, "2026-11-03")[0].standing == Standing::lost);
}

TEST_CASE("a fully paused period asks for nothing", "[core][quota]") {
    const auto habit = TimelineBuilder("2026-11-02", "3/week").pause("2026-11-09", "2026-11-15").timeline();
    const auto periods = periodsOn(habit, "2026-11-20");
    REQUIRE(periods.size() == 3);
    CHECK(periods[1].standing == Standing::passed);
    CHECK(periods[1].counted.length() == 0);
}
