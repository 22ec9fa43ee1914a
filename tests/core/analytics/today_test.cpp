#include "core/analytics/today.h"
#include "tests/core/analytics/timeline_builder.h"
#include "tests/support/catch.h"

using namespace cairn::core;
using cairn::test::day;
using cairn::test::TimelineBuilder;

// 2 November 2026 is a Monday.

namespace {

HabitToday todayOn(const HabitTimeline& timeline, std::string_view today) {
    return todayOf(timeline, {day(today)});
}

} // namespace

TEST_CASE("the week grid shows the seven days that end today", "[core][today]") {
    const auto today = todayOn(TimelineBuilder("2026-11-03", "daily").log("2026-11-03", "D M S . D"), "2026-11-08");
    const std::vector<DayState> expected{DayState::notRequired, DayState::done, DayState::missed, DayState::skipped,
                                         DayState::none,        DayState::done, DayState::none};
    for (std::size_t i = 0; i < 7; ++i) {
        CHECK(today.days[i].date == day("2026-11-02") + static_cast<int>(i));
        CHECK(today.days[i].state == expected[i]);
        CHECK(today.days[i].open == (i == 6));
    }
    CHECK(today.dueToday);
    CHECK(today.openToday);
    CHECK_FALSE(today.progress);
}

TEST_CASE("a partial day says how far it is, and stays open today", "[core][today]") {
    const auto today =
        todayOn(TimelineBuilder("2026-11-02", "daily").atLeast(30).log("2026-11-02", "45 15"), "2026-11-03");
    CHECK(today.days[5].state == DayState::done);
    CHECK(today.days[5].fraction == 1);
    CHECK(today.days[6].state == DayState::partial);
    CHECK(today.days[6].fraction == 0.5);
    CHECK(today.days[6].open);
    CHECK(today.amountToday == 15.0);
    CHECK(today.targetToday == 30.0);
}

TEST_CASE("the progress of a quota is of its calendar period", "[core][today]") {
    const auto today = todayOn(TimelineBuilder("2026-10-26", "3/week").log("2026-11-02", "D D"), "2026-11-04");
    REQUIRE(today.progress);
    CHECK(today.progress->span == DateSpan{day("2026-11-02"), day("2026-11-08")});
    CHECK(today.progress->done == 2);
    CHECK(today.progress->expected == 3);
    CHECK_FALSE(today.progress->bySum);
    // In a cut week something is asked though the quota rounds to 0.
    CHECK(todayOn(TimelineBuilder("2026-11-07", "1/week"), "2026-11-07").progress->expected == 1);
}

TEST_CASE("the progress of a sum is an amount, and of a limit says so", "[core][today]") {
    const auto least =
        todayOn(TimelineBuilder("2026-11-02", "1/week").atLeast(20).log("2026-11-02", "5 7"), "2026-11-04");
    CHECK(least.progress->bySum);
    CHECK(least.progress->done == 12);
    CHECK(least.progress->expected == 20);
    CHECK_FALSE(least.progress->atMost);
    CHECK(todayOn(TimelineBuilder("2026-11-02", "1/week").atMost(20), "2026-11-04").progress->atMost);
}

TEST_CASE("the progress of a rolling habit is of the D days that end today", "[core][today]") {
    const auto today = todayOn(TimelineBuilder("2026-10-26", "3 in 5 days").log("2026-11-02", "D . D D"), "2026-11-07");
    CHECK(today.progress->span == DateSpan{day("2026-11-03"), day("2026-11-07")});
    CHECK(today.progress->done == 2);
    CHECK(today.progress->expected == 3);
}

TEST_CASE("a habit that is over or has not begun is neither due nor in progress", "[core][today]") {
    CHECK_FALSE(todayOn(TimelineBuilder("2026-11-02", "3/week").end("2026-11-04"), "2026-11-20").dueToday);
    const auto early = todayOn(TimelineBuilder("2026-11-02", "3/week").start("2026-12-01"), "2026-11-20");
    CHECK_FALSE(early.dueToday);
    CHECK_FALSE(early.progress);
}
