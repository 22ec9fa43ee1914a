#include "core/analytics/misses.h"
#include "tests/core/analytics/timeline_builder.h"
#include "tests/support/catch.h"

using namespace cairn::core;
using cairn::test::day;
using cairn::test::TimelineBuilder;

// 2 November 2026 is a Monday.

namespace {

int missesOn(const HabitTimeline& timeline, std::string_view today) {
    return consecutiveMissesOf(factsOf(timeline, {day(today)}));
}

bool atRiskOn(const HabitTimeline& timeline, std::string_view today) {
    return isAtRisk(factsOf(timeline, {day(today)}));
}

std::optional<double> failureOn(const HabitTimeline& timeline, std::string_view today) {
    return failureRateOf(factsOf(timeline, {day(today)}));
}

} // namespace

TEST_CASE("misses count since the last done day, or since the start", "[core][misses]") {
    CHECK(missesOn(TimelineBuilder("2026-11-02", "daily"), "2026-11-05") == 3);
    CHECK(missesOn(TimelineBuilder("2026-11-02", "daily").log("2026-11-02", "M D . M"), "2026-11-06") == 2);
    CHECK(missesOn(TimelineBuilder("2026-11-02", "daily").log("2026-11-02", "M D . S ."), "2026-11-07") == 2);
}

TEST_CASE("today is a miss only once it is marked missed, or over the limit", "[core][misses]") {
    CHECK(missesOn(TimelineBuilder("2026-11-02", "daily").log("2026-11-02", "D ."), "2026-11-03") == 0);
    CHECK(missesOn(TimelineBuilder("2026-11-02", "daily").log("2026-11-02", "D M"), "2026-11-03") == 1);
    CHECK(missesOn(TimelineBuilder("2026-11-02", "daily").atMost(2).log("2026-11-02", "1 3"), "2026-11-03") == 1);
    CHECK(missesOn(TimelineBuilder("2026-11-02", "daily").atLeast(2).log("2026-11-02", "2 1"), "2026-11-03") == 0);
    CHECK(missesOn(TimelineBuilder("2026-11-02", "daily").atLeast(2).log("2026-11-02", "2 1"), "2026-11-04") == 1);
}

TEST_CASE("a day that is not due is no miss, but done there ends the misses", "[core][misses]") {
    const auto habit = TimelineBuilder("2026-11-02", "mon,wed").log("2026-11-03", "M").timeline();
    CHECK(missesOn(habit, "2026-11-09") == 2); // Mon 2 and Wed 4
    const auto done = TimelineBuilder("2026-11-02", "mon,wed").log("2026-11-06", "D").timeline();
    CHECK(missesOn(done, "2026-11-09") == 0);
}

TEST_CASE("quotas count full periods that were not kept", "[core][misses][quota]") {
    TimelineBuilder habit("2026-10-19", "2/week");
    habit.log("2026-10-19", "D D").log("2026-10-26", "D");
    CHECK(missesOn(habit.timeline(), "2026-11-01") == 0); // the second week is not over
    CHECK(missesOn(habit.timeline(), "2026-11-02") == 1);
    CHECK(missesOn(habit.timeline(), "2026-11-09") == 2);
    CHECK(atRiskOn(habit.timeline(), "2026-11-09"));
    habit.log("2026-11-09", "D D");
    CHECK(missesOn(habit.timeline(), "2026-11-10") == 0); // the current week is kept
}

TEST_CASE("a span that is above its limit is a miss only once it is over", "[core][misses][quota]") {
    const auto habit = TimelineBuilder("2026-11-02", "1/week").atMost(5).log("2026-11-02", "9").timeline();
    CHECK(missesOn(habit, "2026-11-04") == 0);
    CHECK(missesOn(habit, "2026-11-09") == 1);
}

TEST_CASE("the failure rate of an ended habit takes its last day as over", "[core][misses]") {
    const auto habit = TimelineBuilder("2026-11-02", "daily").end("2026-11-05").log("2026-11-02", "D D D").timeline();
    CHECK(failureOn(habit, "2026-11-05") == 0.0);
    CHECK(failureOn(habit, "2026-11-20") == 0.25);
}

TEST_CASE("rolling habits count windows of D days without satisfaction", "[core][misses][rolling]") {
    const auto habit = TimelineBuilder("2026-11-02", "1 in 3 days").log("2026-11-02", "D . . . S").timeline();
    // 2–4 satisfied; 5, 7, 8 … not, 6 skipped, today open.
    CHECK(missesOn(habit, "2026-11-08") == 0); // 5, 7
    CHECK(missesOn(habit, "2026-11-09") == 1); // 5, 7, 8
    CHECK(missesOn(habit, "2026-11-11") == 1);
    CHECK(missesOn(habit, "2026-11-12") == 2);
    CHECK(missesOn(TimelineBuilder("2026-11-02", "1 in 1 days").log("2026-11-02", "D . M"), "2026-11-04") == 2);
}

TEST_CASE("only active habits are at risk", "[core][misses]") {
    CHECK(atRiskOn(TimelineBuilder("2026-11-02", "daily"), "2026-11-04"));
    CHECK_FALSE(atRiskOn(TimelineBuilder("2026-11-02", "daily"), "2026-11-03"));
    CHECK_FALSE(atRiskOn(TimelineBuilder("2026-11-02", "daily").openPause("2026-11-05"), "2026-11-06"));
    CHECK_FALSE(atRiskOn(TimelineBuilder("2026-11-02", "daily").archived("2026-11-06"), "2026-11-06"));
    CHECK_FALSE(atRiskOn(TimelineBuilder("2026-11-02", "daily").end("2026-11-05"), "2026-11-06"));
}

TEST_CASE("misses of an older kind are no longer counted", "[core][misses][change]") {
    const auto habit = TimelineBuilder("2026-11-02", "daily").rule("2026-11-09", "3/week").timeline();
    CHECK(missesOn(habit, "2026-11-08") == 6);
    CHECK(missesOn(habit, "2026-11-09") == 0);
}

TEST_CASE("the failure rate is of the 30 days before today", "[core][misses]") {
    const auto habit = TimelineBuilder("2026-10-01", "daily").repeat("2026-10-02", 24, "D").timeline();
    CHECK(*failureOn(habit, "2026-11-01") == Approx(0.2)); // 2–31 October: 24 done, 6 missed
    CHECK_FALSE(failureOn(TimelineBuilder("2026-11-01", "daily"), "2026-11-01"));
    // Skipped and not due days are no part of it, nor is done on a day that was not due.
    const auto sparse = TimelineBuilder("2026-11-02", "mon,wed,fri").log("2026-11-02", "D D S . M").timeline();
    CHECK(failureOn(sparse, "2026-11-09") == 0.5);
}

TEST_CASE("the failure rate of quotas is what full periods lack, of rolling habits what is unsatisfied",
          "[core][misses]") {
    const auto weekly = TimelineBuilder("2026-10-26", "2/week")
                            .log("2026-10-26", "D")
                            .log("2026-11-02", "D D D")
                            .log("2026-11-09", "D D")
                            .timeline();
    CHECK(failureOn(weekly, "2026-11-10") == 0.25); // 3 of 4, the current week apart
    const auto rolling = TimelineBuilder("2026-11-02", "1 in 3 days").log("2026-11-02", "D . . . S .").timeline();
    CHECK(failureOn(rolling, "2026-11-08") == Approx(0.4)); // 5 and 7 of 2, 3, 4, 5, 7
}
