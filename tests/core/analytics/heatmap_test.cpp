#include "core/analytics/heatmap.h"
#include "tests/core/analytics/timeline_builder.h"
#include "tests/support/catch.h"

using namespace cairn::core;
using cairn::test::day;
using cairn::test::TimelineBuilder;

// 2 November 2026 is a Monday.

namespace {

HeatmapDay shownOn(const HabitTimeline& timeline, std::string_view date, std::string_view today = "2026-11-12") {
    const auto days = heatmapOf(timeline, {day(today)}, {day(date), day(date)});
    REQUIRE(days.size() == 1);
    return days[0];
}

DayState stateOf(const HabitTimeline& timeline, std::string_view date, std::string_view today = "2026-11-12") {
    return shownOn(timeline, date, today).state;
}

int levelOf(const HabitTimeline& timeline) {
    return shownOn(timeline, "2026-11-02").level;
}

} // namespace

TEST_CASE("each record is shown as it is, also where it does not count", "[core][heatmap]") {
    const auto habit = TimelineBuilder("2026-11-02", "daily")
                           .start("2026-11-04")
                           .pause("2026-11-05", "2026-11-06")
                           .log("2026-11-02", "D . M S D")
                           .log("2026-11-20", "D")
                           .timeline();
    CHECK(stateOf(habit, "2026-11-02") == DayState::done); // before the start
    CHECK(stateOf(habit, "2026-11-03") == DayState::notRequired);
    CHECK(stateOf(habit, "2026-11-04") == DayState::missed);
    CHECK(stateOf(habit, "2026-11-05") == DayState::skipped); // paused
    CHECK(stateOf(habit, "2026-11-06") == DayState::done);
    CHECK(stateOf(habit, "2026-11-07") == DayState::none);
    CHECK(stateOf(habit, "2026-11-20") == DayState::done); // to come
}

TEST_CASE("an unrecorded day is not required where nothing was asked", "[core][heatmap]") {
    const auto weekdays = TimelineBuilder("2026-11-02", "mon").timeline();
    CHECK(stateOf(weekdays, "2026-11-02") == DayState::none);
    CHECK(stateOf(weekdays, "2026-11-03") == DayState::notRequired);
    const auto quota =
        TimelineBuilder("2026-11-02", "2/week").log("2026-11-04", "D D").log("2026-11-09", "D").timeline();
    CHECK(stateOf(quota, "2026-11-02") == DayState::notRequired); // met without it
    CHECK(stateOf(quota, "2026-11-10") == DayState::none);
    const auto rolling = TimelineBuilder("2026-11-02", "1 in 3 days").log("2026-11-02", "D").timeline();
    CHECK(stateOf(rolling, "2026-11-04") == DayState::notRequired);
    CHECK(stateOf(rolling, "2026-11-05") == DayState::none);
}

TEST_CASE("today asks in a cut period though its quota rounds to 0", "[core][heatmap]") {
    const auto habit = TimelineBuilder("2026-11-07", "1/week").timeline();
    CHECK(stateOf(habit, "2026-11-08", "2026-11-08") == DayState::none);
    CHECK(stateOf(habit, "2026-11-07", "2026-11-08") == DayState::notRequired);
}

TEST_CASE("a day to come is none where a day schedule has it due", "[core][heatmap]") {
    TimelineBuilder habit("2026-11-02", "mon,wed");
    habit.pause("2026-11-16", "2026-11-16").end("2026-11-20");
    CHECK(stateOf(habit.timeline(), "2026-11-18") == DayState::none);
    CHECK(stateOf(habit.timeline(), "2026-11-19") == DayState::notRequired); // not due
    CHECK(stateOf(habit.timeline(), "2026-11-16") == DayState::notRequired); // paused
    CHECK(stateOf(habit.timeline(), "2026-11-23") == DayState::notRequired); // after the end
    CHECK(stateOf(TimelineBuilder("2026-11-02", "3/week"), "2026-11-18") == DayState::notRequired);
}

TEST_CASE("kept days are shown as kept", "[core][heatmap]") {
    const auto habit = TimelineBuilder("2026-11-02", "daily").kept().timeline();
    CHECK(shownOn(habit, "2026-11-05") == HeatmapDay{day("2026-11-05"), DayState::kept, 4, std::nullopt});
    CHECK(stateOf(habit, "2026-11-12") == DayState::none);
}

TEST_CASE("levels of yes/no habits are 0 or 4", "[core][heatmap]") {
    CHECK(levelOf(TimelineBuilder("2026-11-02", "daily").log("2026-11-02", "D")) == 4);
    CHECK(levelOf(TimelineBuilder("2026-11-02", "daily").log("2026-11-02", "S")) == 0);
    CHECK(levelOf(TimelineBuilder("2026-11-02", "daily").log("2026-11-02", "M")) == 0);
    CHECK(levelOf(TimelineBuilder("2026-11-02", "daily")) == 0);
}

TEST_CASE("levels of at-least amounts", "[core][heatmap]") {
    struct Case {
        const char* amount;
        int level;
    };
    const auto c = GENERATE(Case{"0", 0}, Case{"1", 1}, Case{"14", 1}, Case{"15", 2}, Case{"22.5", 3}, Case{"29", 3},
                            Case{"30", 4}, Case{"99", 4}, Case{"D", 4});
    CHECK(levelOf(TimelineBuilder("2026-11-02", "daily").atLeast(30).log("2026-11-02", c.amount)) == c.level);
}

TEST_CASE("levels of at-most amounts", "[core][heatmap]") {
    struct Case {
        const char* amount;
        int level;
    };
    // Over: min(3, floor(4 · clamp(2 − amount ÷ 10))).
    const auto c = GENERATE(Case{"0", 4}, Case{"10", 4}, Case{"10.1", 3}, Case{"15", 2}, Case{"17.5", 1}, Case{"20", 0},
                            Case{"90", 0}, Case{"D", 4});
    CHECK(levelOf(TimelineBuilder("2026-11-02", "daily").atMost(10).log("2026-11-02", c.amount)) == c.level);
    CHECK(levelOf(TimelineBuilder("2026-11-02", "daily").atMost(0).log("2026-11-02", "1")) == 0);
    CHECK(stateOf(TimelineBuilder("2026-11-02", "daily").atMost(10).log("2026-11-02", "15"), "2026-11-02") ==
          DayState::missed);
}

TEST_CASE("a target for a span counts by the day's share of it", "[core][heatmap][sum]") {
    CHECK(levelOf(TimelineBuilder("2026-11-02", "1/week").atLeast(70).log("2026-11-02", "10")) == 4);
    CHECK(levelOf(TimelineBuilder("2026-11-02", "1/week").atLeast(70).log("2026-11-02", "5")) == 2);
    CHECK(levelOf(TimelineBuilder("2026-11-02", "1/month").atLeast(30).log("2026-11-02", "1")) == 4);
    CHECK(levelOf(TimelineBuilder("2026-11-02", "1 in 10 days").atLeast(30).log("2026-11-02", "2")) == 2);
}

TEST_CASE("amounts are shown of measured habits, done alone as the target", "[core][heatmap]") {
    CHECK(shownOn(TimelineBuilder("2026-11-02", "daily").atLeast(30).log("2026-11-02", "D"), "2026-11-02").amount ==
          30.0);
    CHECK(shownOn(TimelineBuilder("2026-11-02", "daily").atMost(3).log("2026-11-02", "D"), "2026-11-02").amount == 0.0);
    CHECK_FALSE(shownOn(TimelineBuilder("2026-11-02", "daily").log("2026-11-02", "D"), "2026-11-02").amount);
}

TEST_CASE("the map of all habits tells how many of those due were done", "[core][heatmap]") {
    const HabitTimeline first = TimelineBuilder("2026-11-02", "daily").log("2026-11-02", "D D .");
    const HabitTimeline second = TimelineBuilder("2026-11-02", "mon,wed").log("2026-11-02", "M D .");
    const HabitTimeline third = TimelineBuilder("2026-11-02", "1/week").log("2026-11-03", "D");
    const AsOf asOf{day("2026-11-05")};
    const std::vector<HabitFacts> habits{factsOf(first, asOf), factsOf(second, asOf), factsOf(third, asOf)};
    const auto days = sharedHeatmapOf(habits, {day("2026-11-01"), day("2026-11-06")});
    REQUIRE(days.size() == 6);
    CHECK_FALSE(days[0].level); // before all of them
    CHECK(days[1].done == 1);   // Monday: the first of two; the third's quota is met without it
    CHECK(days[1].expected == 2);
    CHECK(days[1].level == 2);
    CHECK(days[2].done == 3); // Tuesday: the second was done though not due
    CHECK(days[2].expected == 3);
    CHECK(days[2].level == 4);
    CHECK(days[3].done == 0);
    CHECK(days[3].expected == 2);
    CHECK(days[3].level == 0);
    CHECK_FALSE(days[5].level); // to come
}
