#include "core/analytics/due.h"
#include "tests/core/analytics/timeline_builder.h"
#include "tests/support/catch.h"

using namespace cairn::core;
using cairn::test::day;
using cairn::test::TimelineBuilder;

// 2 November 2026 is a Monday.

namespace {

bool dueOn(const HabitTimeline& timeline, std::string_view today) {
    return isDue(factsOf(timeline, {day(today)}));
}

bool openOn(const HabitTimeline& timeline, std::string_view today) {
    return isOpen(factsOf(timeline, {day(today)}));
}

} // namespace

TEST_CASE("a day schedule is due by its calendar, done or not", "[core][due]") {
    const auto habit = TimelineBuilder("2026-11-02", "mon,thu").log("2026-11-02", "D").timeline();
    CHECK(dueOn(habit, "2026-11-02"));
    CHECK_FALSE(openOn(habit, "2026-11-02"));
    CHECK_FALSE(dueOn(habit, "2026-11-03"));
    CHECK(dueOn(habit, "2026-11-05"));
    CHECK(openOn(habit, "2026-11-05"));
}

TEST_CASE("a quota is due while the other days of the period are under it", "[core][due]") {
    const auto habit = TimelineBuilder("2026-11-02", "3/week").log("2026-11-02", "D D . D").timeline();
    CHECK(dueOn(habit, "2026-11-02")); // 0 others
    CHECK(dueOn(habit, "2026-11-04")); // 2 others
    CHECK(dueOn(habit, "2026-11-05")); // 2 others, and it is the third itself
    CHECK_FALSE(openOn(habit, "2026-11-05"));
    CHECK_FALSE(dueOn(habit, "2026-11-06")); // 3 others
    CHECK(dueOn(habit, "2026-11-09"));       // a new week
}

TEST_CASE("skipped days lower what is due, today's own mark does not", "[core][due]") {
    const auto habit = TimelineBuilder("2026-11-02", "3/week").log("2026-11-02", "D S S").timeline();
    CHECK_FALSE(dueOn(habit, "2026-11-05")); // 1 done, 3 − 2 asked
    // Seen on Wednesday, which is skipped itself: 1 done, 3 − 1 asked.
    CHECK(dueOn(habit, "2026-11-04"));
    CHECK_FALSE(openOn(habit, "2026-11-04"));
    const auto once = TimelineBuilder("2026-11-02", "1/week").log("2026-11-03", "S").timeline();
    CHECK(dueOn(once, "2026-11-03"));
    CHECK_FALSE(dueOn(once, "2026-11-04"));
}

TEST_CASE("in a cut period at least one is due", "[core][due]") {
    // Begun on Saturday: floor(2 · 1 ÷ 7) = 0, yet it is due once.
    const auto habit = TimelineBuilder("2026-11-07", "1/week").log("2026-11-07", ". D").timeline();
    CHECK(dueOn(habit, "2026-11-07"));
    CHECK(dueOn(habit, "2026-11-08"));
    const auto done = TimelineBuilder("2026-11-07", "1/week").log("2026-11-07", "D").timeline();
    CHECK_FALSE(dueOn(done, "2026-11-08"));
}

TEST_CASE("an at-least target for a span is due while the sum without today's is under it", "[core][due]") {
    const auto habit = TimelineBuilder("2026-11-02", "1/week").atLeast(20).log("2026-11-02", "12 8 5").timeline();
    CHECK(dueOn(habit, "2026-11-03"));
    CHECK_FALSE(openOn(habit, "2026-11-03")); // an amount above 0 makes the day done
    CHECK_FALSE(dueOn(habit, "2026-11-04"));
    CHECK_FALSE(dueOn(habit, "2026-11-05"));
}

TEST_CASE("a skip today does not take its share off what today is due", "[core][due]") {
    // Without Tuesday's share 6 of 6 would be met; with it 6 of 7 are.
    const auto habit = TimelineBuilder("2026-11-02", "1/week").atLeast(7).log("2026-11-02", "6 S").timeline();
    CHECK(dueOn(habit, "2026-11-03"));
    CHECK_FALSE(dueOn(habit, "2026-11-04"));
}

TEST_CASE("an at-most target for a span is due every day", "[core][due]") {
    const auto* schedule = GENERATE("1/week", "1/month", "1 in 7 days");
    const auto habit = TimelineBuilder("2026-11-02", schedule).atMost(20).log("2026-11-02", "5 30").timeline();
    CHECK(dueOn(habit, "2026-11-02"));
    CHECK(dueOn(habit, "2026-11-03"));
    CHECK(dueOn(habit, "2026-11-04"));
}

TEST_CASE("a rolling habit is due while today is not satisfied without its own mark", "[core][due]") {
    const auto habit = TimelineBuilder("2026-11-02", "1 in 3 days").log("2026-11-02", "D . . D D").timeline();
    CHECK(dueOn(habit, "2026-11-02"));
    CHECK_FALSE(dueOn(habit, "2026-11-03"));
    CHECK_FALSE(dueOn(habit, "2026-11-04")); // 2, 3 and 4 are satisfied
    CHECK(dueOn(habit, "2026-11-05"));       // done, but not without its mark
    CHECK_FALSE(openOn(habit, "2026-11-05"));
    CHECK_FALSE(dueOn(habit, "2026-11-06")); // done again, though Thursday's would do
    CHECK(openOn(habit, "2026-11-09"));      // 6, 7 and 8 were the last
}

TEST_CASE("an amount leaves a rolling sum open until the sum is met", "[core][due]") {
    const auto habit = TimelineBuilder("2026-11-02", "1 in 3 days").atLeast(10).log("2026-11-02", "4 4 4").timeline();
    CHECK(openOn(habit, "2026-11-03"));       // 8 of 10
    CHECK_FALSE(openOn(habit, "2026-11-04")); // 12 of 10
    CHECK(dueOn(habit, "2026-11-04"));
}

TEST_CASE("a partial amount leaves the day open, an amount over the limit does not", "[core][due]") {
    CHECK(openOn(TimelineBuilder("2026-11-02", "daily").atLeast(30).log("2026-11-02", "20"), "2026-11-02"));
    CHECK_FALSE(openOn(TimelineBuilder("2026-11-02", "daily").atMost(2).log("2026-11-02", "3"), "2026-11-02"));
    CHECK(dueOn(TimelineBuilder("2026-11-02", "daily").atMost(2).log("2026-11-02", "3"), "2026-11-02"));
}

TEST_CASE("nothing is due on a habit that is paused, not begun, ended or archived", "[core][due]") {
    const auto* schedule = GENERATE("daily", "3/week", "2/month", "1 in 7 days");
    CHECK(dueOn(TimelineBuilder("2026-11-02", schedule), "2026-11-05"));
    CHECK_FALSE(dueOn(TimelineBuilder("2026-11-02", schedule).openPause("2026-11-04"), "2026-11-05"));
    CHECK_FALSE(dueOn(TimelineBuilder("2026-11-02", schedule).start("2026-11-06"), "2026-11-05"));
    CHECK_FALSE(dueOn(TimelineBuilder("2026-11-02", schedule).end("2026-11-04"), "2026-11-05"));
    CHECK_FALSE(dueOn(TimelineBuilder("2026-11-02", schedule).archived("2026-11-05"), "2026-11-05"));
}
