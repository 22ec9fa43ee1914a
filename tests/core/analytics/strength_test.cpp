#include <cmath>

#include "core/analytics/strength.h"
#include "tests/core/analytics/timeline_builder.h"
#include "tests/support/catch.h"

using namespace cairn::core;
using cairn::test::day;
using cairn::test::TimelineBuilder;

// 2 November 2026 is a Monday.

namespace {

double strengthOn(const HabitTimeline& timeline, std::string_view today) {
    return strengthOf(factsOf(timeline, {day(today)}));
}

double multiplier(double frequency) {
    return std::pow(0.5, std::sqrt(frequency) / 13);
}

/// The smoothing over a row of values.
double smoothed(double strength, double m, std::initializer_list<double> values) {
    for (const double value : values) strength = strength * m + value * (1 - m);
    return strength;
}

} // namespace

TEST_CASE("strength is 0 before any log, at most 1", "[core][strength]") {
    CHECK(strengthOn(TimelineBuilder("2026-11-02", "daily"), "2026-11-08") == 0);
    CHECK(strengthOn(TimelineBuilder("2026-11-02", "3/week").atMost(3), "2026-11-08") == 1);
}

TEST_CASE("13 done days bring a daily habit half the way, and one lapse dents it", "[core][strength]") {
    TimelineBuilder habit("2026-11-02", "daily");
    habit.repeat("2026-11-02", 13, "D");
    CHECK(strengthOn(habit.timeline(), "2026-11-14") == Approx(0.5));
    CHECK(strengthOn(habit.timeline(), "2026-11-15") == Approx(0.5 * multiplier(1))); // today, unmarked, steps too
}

TEST_CASE("steps begin with the first log or a chosen start", "[core][strength]") {
    const double m = multiplier(1);
    // At most 2: the four days before the first log are no steps, and a start of 1 stays 1 there anyway.
    const auto habit = TimelineBuilder("2026-11-02", "daily").atMost(2).log("2026-11-06", "4").timeline();
    CHECK(strengthOn(habit, "2026-11-06") == Approx(smoothed(1, m, {0})));
    // A target of 0 under Loop's own rule is met by every step: that tells when they begin.
    TimelineBuilder zero("2026-11-02", "1 in 1 days");
    zero.atLeast(0).log("2026-11-05", "1");
    CHECK(strengthOn(zero.timeline(), "2026-11-05") == Approx(smoothed(0, m, {1})));
    zero.start("2026-11-03");
    CHECK(strengthOn(zero.timeline(), "2026-11-05") == Approx(smoothed(0, m, {1, 1, 1})));
    const auto missed = TimelineBuilder("2026-11-02", "daily").atMost(0).log("2026-11-06", "M").timeline();
    CHECK(strengthOn(missed, "2026-11-06") == Approx(m));
}

TEST_CASE("a log on a paused day does not begin the steps", "[core][strength]") {
    const auto habit = TimelineBuilder("2026-11-02", "1 in 1 days")
                           .atLeast(0)
                           .pause("2026-11-02", "2026-11-03")
                           .log("2026-11-02", "1 . . 1")
                           .timeline();
    CHECK(strengthOn(habit, "2026-11-05") == Approx(smoothed(0, multiplier(1), {1})));
}

TEST_CASE("a yes/no habit asked less than daily looks back twice D days for twice N", "[core][strength]") {
    const double m = multiplier(1.0 / 7);
    // 1 in 7: v = min(1, done in 14 days ÷ 2).
    const auto habit = TimelineBuilder("2026-11-02", "1 in 7 days").log("2026-11-02", "D . D").timeline();
    CHECK(strengthOn(habit, "2026-11-04") == Approx(smoothed(0, m, {0.5, 0.5, 1})));
    // After 14 days the first is forgotten: day 15 has one.
    double expected = smoothed(0, m, {0.5, 0.5});
    for (int i = 3; i <= 14; ++i) expected = smoothed(expected, m, {1});
    CHECK(strengthOn(habit, "2026-11-16") == Approx(smoothed(expected, m, {0.5})));
}

TEST_CASE("a skipped or paused day leaves strength as it is", "[core][strength]") {
    const auto* schedule = GENERATE("daily", "mon,tue,wed", "every 2 days", "3/week", "10/month", "2 in 3 days");
    TimelineBuilder habit("2026-11-02", schedule);
    habit.log("2026-11-02", "D D");
    const double before = strengthOn(habit.timeline(), "2026-11-03");
    CHECK(before > 0);
    CHECK(strengthOn(TimelineBuilder(habit).log("2026-11-04", "S S"), "2026-11-05") == before);
    CHECK(strengthOn(TimelineBuilder(habit).pause("2026-11-04", "2026-11-05"), "2026-11-05") == before);
}

TEST_CASE("on quotas the window is of days that count and are not skipped, so a holiday costs nothing",
          "[core][strength]") {
    TimelineBuilder habit("2026-09-07", "3/week");
    for (int week = 0; week < 6; ++week) habit.log(formatDate(day("2026-09-07") + 7 * week), "D . D . D");
    const double before = strengthOn(habit.timeline(), "2026-10-18");
    TimelineBuilder paused(habit);
    paused.pause("2026-10-19", "2026-11-08").log("2026-11-09", "D");
    TimelineBuilder through(habit);
    through.log("2026-10-19", "D");
    CHECK(strengthOn(paused.timeline(), "2026-11-08") == before);
    CHECK(strengthOn(paused.timeline(), "2026-11-09") == strengthOn(through.timeline(), "2026-10-19"));
    // A rolling habit looks back over calendar days, as Loop does, and forgets during the pause.
    TimelineBuilder rolling("2026-09-07", "3 in 7 days");
    rolling.repeat("2026-09-07", 42, "D").pause("2026-10-19", "2026-11-08").log("2026-11-09", "D");
    CHECK(strengthOn(rolling.timeline(), "2026-11-09") < strengthOn(rolling.timeline(), "2026-11-08"));
}

TEST_CASE("where N is D or more the rule counts as every day", "[core][strength]") {
    const auto* schedule =
        GENERATE("7/week", "30/month", "31/month", "1 in 1 days", "every 1 days", "mon,tue,wed,thu,fri,sat,sun");
    const char* const days = "D D . D S D M D D";
    const double daily = strengthOn(TimelineBuilder("2026-11-02", "daily").log("2026-11-02", days), "2026-11-12");
    CHECK(strengthOn(TimelineBuilder("2026-11-02", schedule).log("2026-11-02", days), "2026-11-12") == Approx(daily));
}

TEST_CASE("chosen weekdays and every N days step on due days only", "[core][strength]") {
    const double m = std::pow(0.5, std::sqrt(7.0 / 2) / 13);
    const auto habit = TimelineBuilder("2026-11-02", "mon,fri").log("2026-11-02", "D D D . M . . D").timeline();
    CHECK(strengthOn(habit, "2026-11-12") == Approx(smoothed(0, m, {1, 0, 1})));
    const double third = std::pow(0.5, std::sqrt(3.0) / 13);
    const auto spaced = TimelineBuilder("2026-11-02", "every 3 days").log("2026-11-02", "D D . . . . D").timeline();
    CHECK(strengthOn(spaced, "2026-11-10") == Approx(smoothed(0, third, {1, 0, 1})));
    const auto amounts =
        TimelineBuilder("2026-11-02", "mon,fri").atLeast(10).log("2026-11-02", "5 99 . . 20").timeline();
    CHECK(strengthOn(amounts, "2026-11-06") == Approx(smoothed(0, m, {0.5, 1})));
    const auto most = TimelineBuilder("2026-11-02", "mon,fri").atMost(10).log("2026-11-02", "15 . . . 30").timeline();
    CHECK(strengthOn(most, "2026-11-06") == Approx(smoothed(1, m, {0.5, 0})));
}

TEST_CASE("amounts are summed over D days against N times the target", "[core][strength][sum]") {
    const double m = multiplier(3.0 / 7);
    const auto habit = TimelineBuilder("2026-11-02", "3 in 7 days").atLeast(5).log("2026-11-02", "5 . 3 20").timeline();
    CHECK(strengthOn(habit, "2026-11-05") == Approx(smoothed(0, m, {5.0 / 15, 5.0 / 15, 8.0 / 15, 1})));
    const double week = multiplier(1.0 / 7);
    const auto span = TimelineBuilder("2026-11-02", "1/week").atLeast(20).log("2026-11-02", "5 10").timeline();
    CHECK(strengthOn(span, "2026-11-04") == Approx(smoothed(0, week, {0.25, 0.75, 0.75})));
}

TEST_CASE("an at-most habit loses by how far it is over", "[core][strength][sum]") {
    const double m = multiplier(1);
    const auto habit = TimelineBuilder("2026-11-02", "daily").atMost(2).log("2026-11-02", "2 3 9 . M").timeline();
    CHECK(strengthOn(habit, "2026-11-06") == Approx(smoothed(1, m, {1, 0.5, 0, 1, 0})));
    const auto none = TimelineBuilder("2026-11-02", "daily").atMost(0).log("2026-11-02", "0 1 .").timeline();
    CHECK(strengthOn(none, "2026-11-04") == Approx(smoothed(1, m, {1, 0, 1})));
}

TEST_CASE("a target of 0 is met by any amount, and by none only under Loop's own rule", "[core][strength][sum]") {
    const double m = multiplier(1);
    CHECK(strengthOn(TimelineBuilder("2026-11-02", "daily").atLeast(0).log("2026-11-02", "0 . 3"), "2026-11-04") ==
          Approx(smoothed(0, m, {1, 0, 1})));
    CHECK(strengthOn(TimelineBuilder("2026-11-02", "1 in 1 days").atLeast(0).log("2026-11-02", "0 . 3"),
                     "2026-11-04") == Approx(smoothed(0, m, {1, 1, 1})));
}

TEST_CASE("done without an amount counts as the target in sums, a skip adds nothing", "[core][strength][sum]") {
    const double m = multiplier(3.0 / 7);
    const auto habit = TimelineBuilder("2026-11-02", "3 in 7 days").atLeast(5).log("2026-11-02", "D S M D").timeline();
    CHECK(strengthOn(habit, "2026-11-05") == Approx(smoothed(0, m, {5.0 / 15, 5.0 / 15, 10.0 / 15})));
}

TEST_CASE("under silence kept steps begin on the first counting day, today only once marked", "[core][strength]") {
    const double m = multiplier(1);
    TimelineBuilder habit("2026-11-02", "daily");
    habit.kept();
    CHECK(strengthOn(habit.timeline(), "2026-11-02") == 0);
    CHECK(strengthOn(habit.timeline(), "2026-11-05") == Approx(smoothed(0, m, {1, 1, 1})));
    habit.log("2026-11-05", "M");
    CHECK(strengthOn(habit.timeline(), "2026-11-05") == Approx(smoothed(0, m, {1, 1, 1, 0})));
}

TEST_CASE("each day uses the rule in force, and windows look back over older rules", "[core][strength][change]") {
    // Daily for two days, then 1 in 7: its window of 14 days sees both.
    const auto habit =
        TimelineBuilder("2026-11-02", "daily").rule("2026-11-04", "1 in 7 days").log("2026-11-02", "D D").timeline();
    const double before = smoothed(0, multiplier(1), {1, 1});
    CHECK(strengthOn(habit, "2026-11-04") == Approx(smoothed(before, multiplier(1.0 / 7), {1})));
}
