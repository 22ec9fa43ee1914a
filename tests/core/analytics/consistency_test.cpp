#include "core/analytics/consistency.h"
#include "tests/core/analytics/timeline_builder.h"
#include "tests/support/catch.h"

using namespace cairn::core;
using cairn::test::day;
using cairn::test::TimelineBuilder;

// 2 November 2026 is a Monday.

namespace {

std::optional<double> consistencyOn(const HabitTimeline& timeline, std::string_view today) {
    return consistencyOf(factsOf(timeline, {day(today)}));
}

} // namespace

TEST_CASE("consistency is the done due days of the 30 days that end today", "[core][consistency]") {
    // 31 days ago: done, outside of the window. In it 24 done and 6 missed.
    const auto habit =
        TimelineBuilder("2026-10-01", "daily").repeat("2026-10-01", 8, "D").repeat("2026-10-15", 17, "D").timeline();
    // Today 31 October is done; the window is 2–31 October: 7 + 17 done of 30.
    CHECK(*consistencyOn(habit, "2026-10-31") == Approx(80));
}

TEST_CASE("today counts only once it is done, skipped or missed", "[core][consistency]") {
    TimelineBuilder habit("2026-11-02", "daily");
    habit.log("2026-11-02", "D D");
    CHECK(consistencyOn(habit.timeline(), "2026-11-04") == 100.0);
    CHECK(*consistencyOn(TimelineBuilder(habit).log("2026-11-04", "M"), "2026-11-04") == Approx(200.0 / 3));
    CHECK(consistencyOn(TimelineBuilder(habit).log("2026-11-04", "D"), "2026-11-04") == 100.0);
    CHECK(consistencyOn(TimelineBuilder(habit).log("2026-11-04", "S"), "2026-11-04") == 100.0);
}

TEST_CASE("skipped, paused and not due days are no part of it", "[core][consistency]") {
    const auto habit = TimelineBuilder("2026-11-02", "mon,wed,fri")
                           .pause("2026-11-06", "2026-11-06")
                           .log("2026-11-02", "D D S")
                           .log("2026-11-09", "M")
                           .timeline();
    CHECK(consistencyOn(habit, "2026-11-10") == 50.0); // Mon 2 done, Mon 9 missed
}

TEST_CASE("with nothing expected there is no score", "[core][consistency]") {
    CHECK_FALSE(consistencyOn(TimelineBuilder("2026-11-02", "daily"), "2026-11-02"));
    CHECK_FALSE(consistencyOn(TimelineBuilder("2026-11-02", "daily").log("2026-11-02", "S S"), "2026-11-04"));
    CHECK_FALSE(consistencyOn(TimelineBuilder("2026-11-02", "3/week").log("2026-11-02", "D"), "2026-11-04"));
    // A pause of more than 30 days leaves nothing in the window.
    const auto paused =
        TimelineBuilder("2026-09-01", "daily").repeat("2026-09-01", 10, "D").pause("2026-09-11", "2026-12-31");
    CHECK_FALSE(consistencyOn(paused, "2026-11-01"));
}

TEST_CASE("a quota is met at most, over four full weeks and the current one once kept", "[core][consistency]") {
    TimelineBuilder habit("2026-10-05", "2/week");
    habit
        .repeat("2026-10-05", 7, "D") // the fifth week back: no part of it from 9 November on
        .log("2026-10-12", "D")       // 1 of 2
        .log("2026-10-19", "D D D D") // 2 of 2
        .log("2026-10-26", "D D")     // 2 of 2
        .log("2026-11-02", "D");      // 1 of 2
    CHECK(*consistencyOn(habit.timeline(), "2026-11-09") == Approx(75)); // 6 of 8
    habit.log("2026-11-09", "D D");
    CHECK(*consistencyOn(habit.timeline(), "2026-11-10") == Approx(80)); // 8 of 10
}

TEST_CASE("months look back over three", "[core][consistency]") {
    const auto habit = TimelineBuilder("2026-01-01", "2/month")
                           .log("2026-01-01", "D D")
                           .log("2026-03-01", "D")
                           .log("2026-04-01", "D D D")
                           .timeline();
    CHECK(*consistencyOn(habit, "2026-05-10") == Approx(50)); // 0 + 1 + 2 of 6
}

TEST_CASE("a week that asks for nothing takes no place among the four", "[core][consistency]") {
    TimelineBuilder habit("2026-10-05", "1/week");
    habit.log("2026-10-05", "D").pause("2026-10-12", "2026-10-18").log("2026-10-19", "D");
    CHECK(*consistencyOn(habit.timeline(), "2026-11-09") == Approx(50)); // 5, 19, 26 Oct and 2 Nov: 2 of 4
}

TEST_CASE("an at-least span counts by its sum, an at-most span whole or not at all", "[core][consistency][sum]") {
    const auto least =
        TimelineBuilder("2026-10-26", "1/week").atLeast(20).log("2026-10-26", "5").log("2026-11-02", "50").timeline();
    CHECK(*consistencyOn(least, "2026-11-09") == Approx(62.5)); // (5 + 20) of 40
    const auto most =
        TimelineBuilder("2026-10-26", "1/week").atMost(20).log("2026-10-26", "5").log("2026-11-02", "50").timeline();
    CHECK(*consistencyOn(most, "2026-11-09") == Approx(50));
}

TEST_CASE("at most 0 over a span is scored by its weeks", "[core][consistency][sum]") {
    const auto habit =
        TimelineBuilder("2026-10-26", "1/week").atMost(0).log("2026-10-26", "0").log("2026-11-02", "3").timeline();
    CHECK(*consistencyOn(habit, "2026-11-09") == Approx(50));
}

TEST_CASE("a rolling score is the satisfied among the counting days, today only once satisfied",
          "[core][consistency]") {
    const auto habit = TimelineBuilder("2026-11-02", "1 in 3 days").log("2026-11-02", "D . . . S D").timeline();
    // 2–4 and 7 satisfied, 5 not, 6 skipped: 4 of 5; on the 10th 7–9 are satisfied, the 10th is open: 6 of 7.
    CHECK(*consistencyOn(habit, "2026-11-07") == Approx(80));
    CHECK(*consistencyOn(habit, "2026-11-10") == Approx(600.0 / 7));
}

TEST_CASE("after a change of kind the score stands until the new kind expects something", "[core][consistency]") {
    // 10 done of 16 closed days (3–18 November); then weekly from Thursday the 19th.
    const auto habit = TimelineBuilder("2026-11-03", "daily")
                           .rule("2026-11-19", "3/week")
                           .repeat("2026-11-03", 10, "D")
                           .log("2026-11-23", "D")
                           .timeline();
    CHECK(*consistencyOn(habit, "2026-11-19") == Approx(62.5));
    CHECK(*consistencyOn(habit, "2026-11-22") == Approx(62.5));
    // From Monday on the cut week (quota floor(12 ÷ 7) = 1, nothing done) is full.
    CHECK(consistencyOn(habit, "2026-11-23") == 0.0);
}

TEST_CASE("once the new kind has expected something the old score does not come back", "[core][consistency]") {
    // A week of the daily rule was expected; then a pause empties the 30 days.
    const auto habit = TimelineBuilder("2026-08-31", "1/week")
                           .rule("2026-09-21", "daily")
                           .pause("2026-09-28", "2026-12-31")
                           .log("2026-08-31", "D")
                           .repeat("2026-09-21", 7, "D")
                           .timeline();
    CHECK(consistencyOn(habit, "2026-10-10") == 100.0);
    CHECK_FALSE(consistencyOn(habit, "2026-11-10"));
}

TEST_CASE("the score of the day before is taken as closed", "[core][consistency]") {
    // On the 5th the habit was open; the next day, under another kind, it was missed: 3 of 4.
    const auto habit =
        TimelineBuilder("2026-11-02", "daily").rule("2026-11-06", "1/month").log("2026-11-02", "D D D").timeline();
    CHECK(consistencyOn(habit, "2026-11-05") == 100.0);
    CHECK(consistencyOn(habit, "2026-11-06") == 75.0);
}

TEST_CASE("days under a rule of another kind are no part of the score", "[core][consistency]") {
    const auto habit = TimelineBuilder("2026-11-02", "2/week")
                           .rule("2026-11-09", "daily")
                           .repeat("2026-11-02", 7, "D")
                           .log("2026-11-09", "M D")
                           .timeline();
    CHECK(consistencyOn(habit, "2026-11-10") == 50.0);
}

TEST_CASE("the trend at a day is consistency as if it were today and over", "[core][consistency][trend]") {
    const auto habit = TimelineBuilder("2026-11-02", "daily").log("2026-11-02", "D D D . D D").timeline();
    CHECK(trendAt(habit, {day("2026-11-05")}) == 75.0);
    CHECK(trendAt(habit, {day("2026-11-04")}) == 100.0);
    CHECK_FALSE(trendAt(habit, {day("2026-11-01")}));
    // Silence keeps a day that is over.
    const auto kept = TimelineBuilder("2026-11-02", "daily").kept().timeline();
    CHECK(trendAt(kept, {day("2026-11-02")}) == 100.0);
    CHECK_FALSE(consistencyOn(kept, "2026-11-02"));
}
