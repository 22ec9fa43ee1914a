#include "core/analytics/goal_progress.h"
#include "core/analytics/stats.h"
#include "tests/core/analytics/timeline_builder.h"
#include "tests/support/catch.h"

// Every line of the table at the end of section 2 of the specification. Weeks begin on Monday; 2 November 2026 is one.

using namespace cairn::core;
using cairn::test::day;
using cairn::test::TimelineBuilder;

namespace {

HabitStats statsOn(const HabitTimeline& timeline, std::string_view today) {
    return statsOf(timeline, {day(today)});
}

Period weekOn(const HabitTimeline& timeline, std::string_view today) {
    return factsOf(timeline, {day(today)}).periods.back();
}

} // namespace

TEST_CASE("daily, done, done, skipped, done, today open: the current streak is 3", "[core][streaks][table]") {
    const auto habit = TimelineBuilder("2026-11-02", "daily").log("2026-11-02", "D D S D");
    CHECK(statsOn(habit, "2026-11-06").streak.current == 3);
}

TEST_CASE("Loop's 1 in 1, done, done, skipped, done: the current streak is 4", "[core][streaks][table]") {
    const auto habit = TimelineBuilder("2026-11-02", "1 in 1 days").imported().log("2026-11-02", "D D S D");
    CHECK(statsOn(habit, "2026-11-06").streak.current == 4);
}

TEST_CASE("a Tuesday done on Monday, Wednesday, Friday is in the streak and not in consistency", "[core][table]") {
    // Mon 2, Wed 4, Fri 6 and Tue 3 done: 4 done days in the streak; 3 of 3 due days.
    const auto all = TimelineBuilder("2026-11-02", "mon,wed,fri").log("2026-11-02", "D D D . D");
    CHECK(statsOn(all, "2026-11-06").streak.current == 4);
    CHECK(statsOn(all, "2026-11-06").consistency == 100.0);
    // With Wednesday missed the Tuesday does not make up for it: 2 of 3.
    const auto less = TimelineBuilder("2026-11-02", "mon,wed,fri").log("2026-11-02", "D D M . D");
    CHECK(*statsOn(less, "2026-11-06").consistency == Approx(200.0 / 3));
}

TEST_CASE("3 a week begun on a Friday with 1 done: quota 1, kept", "[core][quota][table]") {
    const auto habit = TimelineBuilder("2026-11-06", "3/week").log("2026-11-06", "D");
    CHECK(weekOn(habit, "2026-11-08").quota == 1); // floor(3 · 3 ÷ 7)
    CHECK(weekOn(habit, "2026-11-08").standing == Standing::kept);
}

TEST_CASE("3 a week, Wednesday to Sunday paused, 1 done: quota 1, kept", "[core][quota][table]") {
    const auto habit = TimelineBuilder("2026-11-02", "3/week").pause("2026-11-04", "2026-11-08").log("2026-11-02", "D");
    CHECK(weekOn(habit, "2026-11-03").quota == 1); // floor(2 · 3 ÷ 7) = 0, but something was done
    CHECK(weekOn(habit, "2026-11-03").standing == Standing::kept);
}

TEST_CASE("3 a week with skipped days", "[core][quota][table]") {
    SECTION("1 done, 2 skipped: quota 1, kept") {
        const auto habit = TimelineBuilder("2026-11-02", "3/week").log("2026-11-02", "D S S");
        CHECK(weekOn(habit, "2026-11-04").quota == 1);
        CHECK(weekOn(habit, "2026-11-04").standing == Standing::kept);
    }
    SECTION("1 done, 3 skipped: quota 1, kept") {
        const auto habit = TimelineBuilder("2026-11-02", "3/week").log("2026-11-02", "D S S S");
        CHECK(weekOn(habit, "2026-11-05").quota == 1);
        CHECK(weekOn(habit, "2026-11-05").standing == Standing::kept);
    }
    SECTION("nothing done, 3 skipped: quota 0, passed over") {
        const auto habit = TimelineBuilder("2026-11-02", "3/week").log("2026-11-02", "S S S");
        CHECK(weekOn(habit, "2026-11-04").quota == 0);
        CHECK(weekOn(habit, "2026-11-04").standing == Standing::passed);
    }
}

TEST_CASE("3 a week, 5 a week from Thursday, 4 done: quota 4, kept", "[core][quota][table]") {
    const auto habit =
        TimelineBuilder("2026-11-02", "3/week").rule("2026-11-05", "5/week").log("2026-11-02", "D D . D D");
    CHECK(weekOn(habit, "2026-11-08").quota == 4); // round(9/7 + 20/7 = 4.14)
    CHECK(weekOn(habit, "2026-11-08").standing == Standing::kept);
}

TEST_CASE("daily perfect, then 3 a week from a Thursday: 2 weeks and this one", "[core][streaks][table]") {
    // 2–8 and 9–15 November lie wholly inside 2–18; Thu–Sun ask floor(4 · 3 ÷ 7) = 1, and 2 are done.
    const auto habit = TimelineBuilder("2026-11-02", "daily")
                           .rule("2026-11-19", "3/week")
                           .repeat("2026-11-02", 17, "D")
                           .log("2026-11-19", "D . D");
    const auto stats = statsOn(habit, "2026-11-22");
    CHECK(factsOf(habit, {day("2026-11-22")}).periods.back().quota == 1);
    CHECK(stats.streak.current == 3);
    CHECK(stats.streak.unit == StreakUnit::weeks);
    CHECK(stats.streak.from == day("2026-11-02"));
}

TEST_CASE("1 in 7 days, no start chosen, done on 1 and 5 January: one run of 14 days", "[core][rolling][table]") {
    const auto habit = TimelineBuilder("2027-01-01", "1 in 7 days").log("2027-01-01", "D").log("2027-01-05", "D");
    const auto stats = statsOn(habit, "2027-01-05");
    REQUIRE(stats.streaks.size() == 1);
    CHECK(stats.streaks[0] == Run{day("2026-12-29"), day("2027-01-11"), 14, StreakUnit::days});
    CHECK(stats.streak.current == 8);
    CHECK(stats.streak.to == day("2027-01-05"));
}

TEST_CASE("Mondays only, 52 perfect weeks: strength 0.99935", "[core][strength][table]") {
    TimelineBuilder habit("2025-11-03", "mon");
    for (int week = 0; week < 52; ++week) habit.log(formatDate(day("2025-11-03") + 7 * week), "D");
    CHECK(statsOn(habit, "2026-10-26").strength == Approx(0.99935).margin(5e-6));
}

TEST_CASE("3 a week of 5 km each, one run a week for a year: strength 0.333", "[core][strength][table]") {
    TimelineBuilder habit("2025-11-03", "3/week");
    habit.atLeast(5);
    for (int week = 0; week < 52; ++week) habit.log(formatDate(day("2025-11-03") + 7 * week), "5");
    CHECK(statsOn(habit, "2026-11-01").strength == Approx(0.333).margin(5e-4));
}

TEST_CASE("at least 30, 20 so far today, 31 days kept before: the current streak is 31", "[core][streaks][table]") {
    const auto habit =
        TimelineBuilder("2026-10-01", "daily").atLeast(30).repeat("2026-10-01", 31, "30").log("2026-11-01", "20");
    CHECK(statsOn(habit, "2026-11-01").streak.current == 31);
}

TEST_CASE("at most 2, no row for 3 days: streak 0, misses 3, strength stays 1", "[core][table]") {
    const auto habit = TimelineBuilder("2026-11-02", "daily").atMost(2).log("2026-11-02", "1 2 0");
    const auto stats = statsOn(habit, "2026-11-08");
    CHECK(stats.streak.current == 0);
    CHECK(stats.consecutiveMisses == 3);
    CHECK(stats.strength == 1);
}

TEST_CASE("quit with silence kept, lapse 5 days ago: the current streak is 4", "[core][silence][table]") {
    const auto habit = TimelineBuilder("2026-10-01", "daily").kept().log("2026-11-03", "M");
    CHECK(statsOn(habit, "2026-11-08").streak.current == 4);
    CHECK(statsOn(habit, "2026-11-08").streak.to == day("2026-11-07"));
}

TEST_CASE("a goal of 550 from 1 September to 21 February at 312 on 20 November is ahead", "[core][goals][table]") {
    Goal goal;
    goal.target = 550;
    goal.startDate = day("2026-09-01");
    goal.targetDate = day("2027-02-21");
    GoalEntry entry;
    entry.date = day("2026-10-10");
    entry.amount = 312;
    const auto progress = progressOf(goal, std::span(&entry, 1), {}, {day("2026-11-20")});
    CHECK(*progress.expected == Approx(254.3).margin(0.05)); // 550 · 80 ÷ 173
    CHECK(progress.state == GoalState::ahead);
}
