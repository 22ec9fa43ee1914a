#include "core/analytics/suggestions.h"
#include "tests/core/analytics/timeline_builder.h"
#include "tests/support/catch.h"

using namespace cairn::core;
using cairn::test::day;
using cairn::test::TimelineBuilder;

// 5 October 2026 is a Monday.

namespace {

std::optional<Suggestion> suggestedOn(const HabitTimeline& timeline, std::string_view today,
                                      std::vector<Dismissal> dismissals = {},
                                      Difficulty difficulty = Difficulty::medium) {
    return suggestionFor(timeline, difficulty, dismissals, {day(today)});
}

Dismissal dismissal(SuggestionKind kind, std::string_view date) {
    Dismissal dismissal;
    dismissal.suggestion = kind;
    dismissal.dismissedOn = day(date);
    return dismissal;
}

/// 80 done days to 23 December: strong enough to be raised.
TimelineBuilder strong(std::string_view schedule) {
    TimelineBuilder habit("2026-10-05", schedule);
    habit.repeat("2026-10-05", 80, "D");
    return habit;
}

} // namespace

TEST_CASE("a run of seven or more that was just broken asks to restart small", "[core][suggestions]") {
    const auto habit = TimelineBuilder("2026-10-05", "daily").repeat("2026-10-05", 20, "D").timeline();
    const auto suggestion = suggestedOn(habit, "2026-10-28"); // broken on the 25th, three days ago
    REQUIRE(suggestion);
    CHECK(suggestion->kind == SuggestionKind::restartSmall);
    CHECK(std::get<BrokenRun>(suggestion->reason).run.length == 20);
    CHECK(std::get<BrokenRun>(suggestion->reason).brokenOn == day("2026-10-25"));
    CHECK(std::get<UseMinimalDose>(suggestion->action) == UseMinimalDose{});
    CHECK_FALSE(suggestedOn(habit, "2026-10-29"));
    CHECK_FALSE(suggestedOn(habit, "2026-10-25")); // today is still open
}

TEST_CASE("a measured habit restarts with half its target", "[core][suggestions]") {
    const auto habit = TimelineBuilder("2026-10-05", "daily").atLeast(30).repeat("2026-10-05", 20, "30").timeline();
    CHECK(std::get<ChangeTarget>(suggestedOn(habit, "2026-10-26")->action).target == 15);
}

TEST_CASE("what fails more often than not becomes fewer times a week", "[core][suggestions]") {
    // 8–31 October and 1–6 November before today, 7 November: 9 done of 30, all in the last 28 days.
    TimelineBuilder habit("2026-10-05", "daily");
    for (int i = 0; i < 9; ++i) habit.log(formatDate(day("2026-10-11") + 3 * i), "D");
    const auto suggestion = suggestedOn(habit.timeline(), "2026-11-07");
    REQUIRE(suggestion);
    CHECK(suggestion->kind == SuggestionKind::fewerTimes);
    const auto& reason = std::get<FailingOften>(suggestion->reason);
    CHECK(reason.failureRate == Approx(0.7));
    CHECK(reason.dueDays == 30);
    CHECK(reason.doneIn28Days == 9);
    CHECK(std::get<ChangeSchedule>(suggestion->action).schedule == Schedule{TimesAWeek{2}});
}

TEST_CASE("what is asked once a week already is not made fewer but easier", "[core][suggestions]") {
    const auto habit = TimelineBuilder("2026-10-05", "1/week").timeline();
    const auto suggestion = suggestedOn(habit, "2026-12-05");
    REQUIRE(suggestion);
    CHECK(suggestion->kind == SuggestionKind::easier);
    CHECK(std::get<LowConsistency>(suggestion->reason).consistency == 0);
    CHECK(std::get<ChangeDifficulty>(suggestion->action).difficulty == Difficulty::easy);
    CHECK(std::get<ChangeDifficulty>(suggestedOn(habit, "2026-12-05", {}, Difficulty::hard)->action).difficulty ==
          Difficulty::medium);
    CHECK(std::holds_alternative<UseMinimalDose>(suggestedOn(habit, "2026-12-05", {}, Difficulty::easy)->action));
}

TEST_CASE("a weekday that lags 30 points behind the others is left out", "[core][suggestions]") {
    // Twelve weeks daily; of twelve Sundays three were done.
    TimelineBuilder habit("2026-10-05", "daily");
    for (int week = 0; week < 12; ++week)
        habit.log(formatDate(day("2026-10-05") + 7 * week), week % 4 == 0 ? "D D D D D D D" : "D D D D D D M");
    const auto suggestion = suggestedOn(habit.timeline(), "2026-12-25");
    REQUIRE(suggestion);
    CHECK(suggestion->kind == SuggestionKind::moveWeekday);
    const auto& reason = std::get<WeakWeekday>(suggestion->reason);
    CHECK(reason.weekday == Weekday::sunday);
    CHECK(reason.others == 1);
    CHECK(reason.dueDays == 11);
    CHECK(reason.rate == Approx(3.0 / 11));
    CHECK(std::get<ChangeSchedule>(suggestion->action).schedule == *parseSchedule("mon,tue,wed,thu,fri,sat"));
}

TEST_CASE("a strong habit is asked for a little more", "[core][suggestions]") {
    struct Case {
        const char* schedule;
        const char* next;
    };
    const auto c =
        GENERATE(Case{"mon,tue,wed", "4/week"}, Case{"3/week", "4/week"}, Case{"6/week", "daily"},
                 Case{"every 3 days", "every 2 days"}, Case{"every 2 days", "daily"}, Case{"10/month", "11/month"},
                 Case{"2 in 5 days", "3 in 5 days"}, Case{"2 in 3 days", "1 in 1 days"});
    const auto suggestion = suggestedOn(strong(c.schedule).timeline(), "2026-12-23");
    REQUIRE(suggestion);
    CHECK(suggestion->kind == SuggestionKind::raise);
    CHECK(std::get<StrongHabit>(suggestion->reason).doneDays == 80);
    CHECK(std::get<ChangeSchedule>(suggestion->action).schedule == *parseSchedule(c.next));
}

TEST_CASE("a strong measured habit is asked for a tenth more, every day for nothing", "[core][suggestions]") {
    const auto habit = TimelineBuilder("2026-10-05", "daily").atLeast(30).repeat("2026-10-05", 80, "30").timeline();
    CHECK(std::get<ChangeTarget>(suggestedOn(habit, "2026-12-23")->action).target == Approx(33));
    CHECK_FALSE(suggestedOn(strong("daily").timeline(), "2026-12-23"));
    CHECK_FALSE(
        suggestedOn(TimelineBuilder("2026-10-05", "daily").atMost(3).repeat("2026-10-05", 80, "1"), "2026-12-23"));
}

TEST_CASE("a dismissed suggestion stays away 14 days, and the next that applies comes", "[core][suggestions]") {
    const auto habit = TimelineBuilder("2026-10-05", "daily").timeline();
    CHECK(suggestedOn(habit, "2026-11-20")->kind == SuggestionKind::fewerTimes);
    CHECK(std::get<ChangeSchedule>(suggestedOn(habit, "2026-11-20")->action).schedule == Schedule{TimesAWeek{1}});
    CHECK(suggestedOn(habit, "2026-11-20", {dismissal(SuggestionKind::fewerTimes, "2026-11-07")})->kind ==
          SuggestionKind::easier);
    CHECK(suggestedOn(habit, "2026-11-20", {dismissal(SuggestionKind::fewerTimes, "2026-11-06")})->kind ==
          SuggestionKind::fewerTimes);
    CHECK_FALSE(suggestedOn(
        habit, "2026-11-20",
        {dismissal(SuggestionKind::fewerTimes, "2026-11-20"), dismissal(SuggestionKind::easier, "2026-11-20")}));
}

TEST_CASE("nothing is suggested before 14 counting days, nor for a habit that is not active", "[core][suggestions]") {
    CHECK_FALSE(suggestedOn(TimelineBuilder("2026-10-05", "daily"), "2026-10-17"));
    CHECK(suggestedOn(TimelineBuilder("2026-10-05", "daily"), "2026-10-18"));
    CHECK_FALSE(suggestedOn(TimelineBuilder("2026-10-05", "daily").openPause("2026-11-20"), "2026-11-20"));
    CHECK_FALSE(suggestedOn(TimelineBuilder("2026-10-05", "daily").archived("2026-11-20"), "2026-11-20"));
}
