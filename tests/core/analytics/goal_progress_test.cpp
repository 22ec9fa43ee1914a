#include "core/analytics/goal_progress.h"
#include "tests/core/analytics/timeline_builder.h"
#include "tests/support/catch.h"

using namespace cairn::core;
using cairn::test::day;
using cairn::test::TimelineBuilder;

namespace {

Goal goalFrom(std::string_view start, double target) {
    Goal goal;
    goal.startDate = day(start);
    goal.target = target;
    return goal;
}

Goal goalUntil(std::string_view start, std::string_view by, double target) {
    Goal goal = goalFrom(start, target);
    goal.targetDate = day(by);
    return goal;
}

GoalEntry entry(std::string_view date, double amount) {
    GoalEntry entry;
    entry.date = day(date);
    entry.amount = amount;
    return entry;
}

GoalProgress progressOn(const Goal& goal, std::vector<GoalEntry> entries, std::string_view today) {
    return progressOf(goal, entries, {}, {day(today)});
}

double valueOf(const HabitTimeline& habit, double weight, std::string_view start, std::string_view today) {
    const LinkedHabit link{&habit, weight};
    return progressOf(goalFrom(start, 100), {}, std::span(&link, 1), {day(today)}).value;
}

} // namespace

TEST_CASE("a goal's value is the sum of its entries up to today, those before the start on its first day",
          "[core][goals]") {
    const std::vector entries{entry("2026-10-01", 5), entry("2026-11-03", 10), entry("2026-11-04", -3),
                              entry("2026-11-20", 50)};
    const auto progress = progressOn(goalFrom("2026-11-02", 24), entries, "2026-11-10");
    CHECK(progress.value == 12);
    CHECK(progress.percent == 0.5);
    CHECK(burnUpOf(goalFrom("2026-11-02", 24), entries, {}, {day("2026-11-10")})[0].value == 5);
}

TEST_CASE("a linked habit adds weight times each done day or amount since the goal's start", "[core][goals]") {
    const HabitTimeline yesNo = TimelineBuilder("2026-11-02", "daily").log("2026-11-02", "D D S M D");
    CHECK(valueOf(yesNo, 2, "2026-11-03", "2026-11-10") == 4);
    const HabitTimeline measured = TimelineBuilder("2026-11-02", "daily").atLeast(5).log("2026-11-02", "1 D S 2.5");
    CHECK(valueOf(measured, -1, "2026-11-02", "2026-11-10") == -8.5);
}

TEST_CASE("archived and paused habits go on feeding a goal, and logs that do not count are summed", "[core][goals]") {
    const HabitTimeline habit = TimelineBuilder("2026-11-02", "daily")
                                    .start("2026-11-04")
                                    .pause("2026-11-05", "2026-11-05")
                                    .archived("2026-11-07")
                                    .repeat("2026-11-02", 8, "D");
    CHECK(valueOf(habit, 1, "2026-11-02", "2026-11-20") == 8);
}

TEST_CASE("kept days feed a goal like done ones", "[core][goals]") {
    const HabitTimeline habit = TimelineBuilder("2026-11-02", "daily").kept().log("2026-11-04", "M");
    CHECK(valueOf(habit, 1, "2026-11-01", "2026-11-07") == 4); // 2, 3, 5, 6
}

TEST_CASE("pace is what the last 28 days added, none in the first six", "[core][goals]") {
    const std::vector entries{entry("2026-10-01", 100), entry("2026-10-14", 14), entry("2026-11-10", 14)};
    CHECK(*progressOn(goalFrom("2026-10-01", 1000), entries, "2026-11-10").pace ==
          Approx(1)); // 14 October to 10 November
    CHECK(*progressOn(goalFrom("2026-11-04", 1000), entries, "2026-11-10").pace == Approx(128.0 / 7));
    CHECK_FALSE(progressOn(goalFrom("2026-11-05", 1000), entries, "2026-11-10").pace);
}

TEST_CASE("the forecast is today and the whole days that remain at that pace", "[core][goals]") {
    const std::vector entries{entry("2026-11-01", 20)};
    // 20 in 10 days: 2 a day; 81 remain: 40.5 days.
    CHECK(progressOn(goalFrom("2026-11-01", 101), entries, "2026-11-10").forecast == day("2026-11-10") + 41);
    CHECK(progressOn(goalFrom("2026-11-01", 100), entries, "2026-11-10").forecast == day("2026-11-10") + 40);
    CHECK_FALSE(progressOn(goalFrom("2026-11-01", 20), entries, "2026-11-10").forecast);
    CHECK_FALSE(progressOn(goalFrom("2026-11-01", 100), {entry("2026-11-01", -1)}, "2026-11-10").forecast);
    CHECK_FALSE(progressOn(goalFrom("2026-11-01", 1e300), entries, "2026-11-10").forecast);
}

TEST_CASE("the rounding of tenths adds no day to a forecast", "[core][goals]") {
    std::vector<GoalEntry> entries;
    for (int i = 0; i < 10; ++i) entries.push_back(entry(formatDate(day("2026-11-01") + i), 0.1));
    CHECK(progressOn(goalFrom("2026-11-01", 2), entries, "2026-11-10").forecast == day("2026-11-20"));
}

TEST_CASE("the straight line tells behind, on track and ahead", "[core][goals]") {
    const Goal goal = goalUntil("2026-11-01", "2026-11-11", 100); // 10 a day
    CHECK(progressOn(goal, {entry("2026-11-02", 44)}, "2026-11-06").state == GoalState::behind);
    CHECK(progressOn(goal, {entry("2026-11-02", 45)}, "2026-11-06").state == GoalState::onTrack);
    CHECK(progressOn(goal, {entry("2026-11-02", 55)}, "2026-11-06").state == GoalState::onTrack);
    CHECK(progressOn(goal, {entry("2026-11-02", 56)}, "2026-11-06").state == GoalState::ahead);
    CHECK(progressOn(goal, {}, "2026-11-06").expected == 50.0);
    CHECK(progressOn(goal, {}, "2026-11-13").expected == 100.0);
    CHECK(progressOn(goal, {}, "2026-11-01").state == GoalState::onTrack);
    CHECK(progressOn(goal, {entry("2026-11-02", 99)}, "2026-11-11").state == GoalState::onTrack);
    CHECK(progressOn(goal, {entry("2026-11-02", 99)}, "2026-11-12").state == GoalState::behind);
    CHECK(progressOn(goal, {entry("2026-11-02", 100)}, "2026-11-12").state == GoalState::complete);
}

TEST_CASE("without a target date a goal has no state and no line", "[core][goals]") {
    const auto progress = progressOn(goalFrom("2026-11-01", 100), {entry("2026-11-02", 100)}, "2026-11-10");
    CHECK_FALSE(progress.state);
    CHECK_FALSE(progress.expected);
    CHECK(progress.percent == 1);
}

TEST_CASE("a target date before the start is borne", "[core][goals]") {
    const Goal goal = goalUntil("2026-11-10", "2026-11-01", 100);
    CHECK(progressOn(goal, {}, "2026-11-05").expected == 0.0);
    CHECK(progressOn(goal, {}, "2026-11-12").expected == 100.0);
    CHECK(progressOn(goal, {}, "2026-11-12").state == GoalState::behind);
}

TEST_CASE("a goal that has not begun has no value yet", "[core][goals]") {
    const auto progress = progressOn(goalFrom("2026-12-01", 100), {entry("2026-11-02", 10)}, "2026-11-10");
    CHECK(progress.value == 0);
    CHECK(burnUpOf(goalFrom("2026-12-01", 100), {}, {}, {day("2026-11-10")}).empty());
}

TEST_CASE("the day on which the target was first reached stands though the value falls again", "[core][goals]") {
    const std::vector entries{entry("2026-11-02", 60), entry("2026-11-04", 40), entry("2026-11-05", -10)};
    const auto progress = progressOn(goalFrom("2026-11-01", 100), entries, "2026-11-10");
    CHECK(progress.value == 90);
    CHECK(progress.reachedOn == day("2026-11-04"));
}

TEST_CASE("percent lies between 0 and 1", "[core][goals]") {
    CHECK(progressOn(goalFrom("2026-11-01", 10), {entry("2026-11-02", -5)}, "2026-11-10").percent == 0);
    CHECK(progressOn(goalFrom("2026-11-01", 10), {entry("2026-11-02", 50)}, "2026-11-10").percent == 1);
}

TEST_CASE("a milestone is as done as its tasks, without tasks done or not", "[core][goals]") {
    Milestone milestone;
    CHECK(milestonePercent(milestone, 0, 0) == 0);
    CHECK(milestonePercent(milestone, 1, 4) == 0.25);
    milestone.completedAt = Instant{1};
    CHECK(milestonePercent(milestone, 0, 0) == 1);
    CHECK(milestonePercent(milestone, 1, 4) == 0.25);
}
