#include "core/analytics/streaks.h"
#include "tests/core/analytics/timeline_builder.h"
#include "tests/support/catch.h"

using namespace cairn::core;
using cairn::test::day;
using cairn::test::TimelineBuilder;

// 2 November 2026 is a Monday.

namespace {

Streaks streaksOn(const HabitTimeline& timeline, std::string_view today, Weekday first = Weekday::monday) {
    return streaksOf(factsOf(timeline, {day(today), first}));
}

Run run(std::string_view from, std::string_view to, int length, StreakUnit unit = StreakUnit::days) {
    return {day(from), day(to), length, unit};
}

} // namespace

TEST_CASE("a skipped day neither ends nor lengthens a streak", "[core][streaks]") {
    const auto streaks = streaksOn(TimelineBuilder("2026-11-02", "daily").log("2026-11-02", "D S S D"), "2026-11-05");
    CHECK(streaks.streak.current == 2);
    CHECK(streaks.runs == std::vector{run("2026-11-02", "2026-11-05", 2)});
}

TEST_CASE("a miss ends a streak, recorded or not", "[core][streaks]") {
    const auto* days = GENERATE("D D M D", "D D . D");
    const auto streaks = streaksOn(TimelineBuilder("2026-11-02", "daily").log("2026-11-02", days), "2026-11-05");
    CHECK(streaks.streak.current == 1);
    CHECK(streaks.streak.longest == 2);
    CHECK(streaks.runs == std::vector{run("2026-11-02", "2026-11-03", 2), run("2026-11-05", "2026-11-05", 1)});
    REQUIRE(streaks.broken.size() == 1);
    CHECK(streaks.broken[0].on == day("2026-11-04"));
}

TEST_CASE("today is passed over while it is open and ends a streak once it is missed", "[core][streaks]") {
    CHECK(streaksOn(TimelineBuilder("2026-11-02", "daily").log("2026-11-02", "D D"), "2026-11-04").streak.current == 2);
    CHECK(streaksOn(TimelineBuilder("2026-11-02", "daily").log("2026-11-02", "D D M"), "2026-11-04").streak.current ==
          0);
    CHECK(streaksOn(TimelineBuilder("2026-11-02", "daily").log("2026-11-02", "D D S"), "2026-11-04").streak.current ==
          2);
    CHECK(streaksOn(TimelineBuilder("2026-11-02", "daily").atMost(2).log("2026-11-02", "1 1 3"), "2026-11-04")
              .streak.current == 0);
}

TEST_CASE("on a day that is not due a mark missed or skipped has no effect, done adds one", "[core][streaks]") {
    const auto habit = TimelineBuilder("2026-11-02", "mon,fri").log("2026-11-02", "D M S D D").timeline();
    CHECK(streaksOn(habit, "2026-11-06").streak.current == 3);
}

TEST_CASE("a paused day is passed over", "[core][streaks]") {
    const auto habit = TimelineBuilder("2026-11-02", "daily")
                           .pause("2026-11-04", "2026-11-06")
                           .log("2026-11-02", "D D M . . D")
                           .timeline();
    CHECK(streaksOn(habit, "2026-11-07").runs == std::vector{run("2026-11-02", "2026-11-07", 3)});
    CHECK(streaksOn(habit, "2026-11-05").streak.current == 2);
}

TEST_CASE("kept weeks are counted, the current one once it is kept", "[core][streaks][quota]") {
    TimelineBuilder habit("2026-11-02", "2/week");
    habit.log("2026-11-03", "D D").log("2026-11-09", "D . D").log("2026-11-16", "D");
    const auto before = streaksOn(habit.timeline(), "2026-11-17").streak;
    CHECK(before == Streak{2, 2, StreakUnit::weeks, day("2026-11-02"), day("2026-11-15")});
    habit.log("2026-11-18", "D");
    const auto after = streaksOn(habit.timeline(), "2026-11-18").streak;
    CHECK(after == Streak{3, 3, StreakUnit::weeks, day("2026-11-02"), day("2026-11-18")});
    // A week later the third week was kept and the fourth is lost on its last day's end.
    CHECK(streaksOn(habit.timeline(), "2026-11-29").streak.current == 3);
    CHECK(streaksOn(habit.timeline(), "2026-11-30").streak.current == 0);
}

TEST_CASE("a week that asks for nothing is passed over", "[core][streaks][quota]") {
    const auto habit = TimelineBuilder("2026-11-02", "1/week")
                           .pause("2026-11-09", "2026-11-15")
                           .log("2026-11-03", "D")
                           .log("2026-11-17", "D")
                           .timeline();
    CHECK(streaksOn(habit, "2026-11-22").runs == std::vector{run("2026-11-02", "2026-11-22", 2, StreakUnit::weeks)});
}

TEST_CASE("a run of weeks is cut to the counting days", "[core][streaks][quota]") {
    const auto habit = TimelineBuilder("2026-11-04", "1/week")
                           .pause("2026-11-14", "2026-11-15")
                           .log("2026-11-05", "D")
                           .log("2026-11-10", "D")
                           .timeline();
    CHECK(streaksOn(habit, "2026-11-16").runs == std::vector{run("2026-11-04", "2026-11-13", 2, StreakUnit::weeks)});
}

TEST_CASE("months are counted by the calendar", "[core][streaks][quota]") {
    const auto habit = TimelineBuilder("2026-01-01", "1/month")
                           .log("2026-01-31", "D")
                           .log("2026-02-01", "D")
                           .log("2026-03-15", "D")
                           .timeline();
    CHECK(streaksOn(habit, "2026-04-20").streak ==
          Streak{3, 3, StreakUnit::months, day("2026-01-01"), day("2026-03-31")});
}

TEST_CASE("a change within a kind ends nothing", "[core][streaks][change]") {
    const auto days = TimelineBuilder("2026-11-02", "daily")
                          .rule("2026-11-05", "mon,wed,fri")
                          .rule("2026-11-10", "every 2 days")
                          .log("2026-11-02", "D D D . D . . D D . D")
                          .timeline();
    CHECK(streaksOn(days, "2026-11-12").streak.current == 7);
}

TEST_CASE("between two kinds counted in days a run keeps its number", "[core][streaks][change]") {
    // Four done days, then 1 in 3: the 6th satisfies 6–8.
    const auto habit = TimelineBuilder("2026-11-02", "daily")
                           .rule("2026-11-06", "1 in 3 days")
                           .log("2026-11-02", "D D D D D")
                           .timeline();
    CHECK(streaksOn(habit, "2026-11-07").streak ==
          Streak{6, 7, StreakUnit::days, day("2026-11-02"), day("2026-11-07")});
    const auto back = TimelineBuilder("2026-11-02", "1 in 3 days")
                          .rule("2026-11-05", "daily")
                          .log("2026-11-02", "D . . D")
                          .timeline();
    CHECK(streaksOn(back, "2026-11-05").streak.current == 4);
}

TEST_CASE("from weeks to days a run is restated as its done days", "[core][streaks][change]") {
    // Two kept weeks with 5 done days from Tuesday on; then daily, done once more.
    const auto habit = TimelineBuilder("2026-11-02", "2/week")
                           .rule("2026-11-16", "daily")
                           .log("2026-11-03", "D D D")
                           .log("2026-11-09", "D D")
                           .log("2026-11-16", "D")
                           .timeline();
    CHECK(streaksOn(habit, "2026-11-16").streak ==
          Streak{6, 6, StreakUnit::days, day("2026-11-02"), day("2026-11-16")});
}

TEST_CASE("from weeks to months only whole calendar months count", "[core][streaks][change]") {
    // Kept weeks from 5 October (done on each Wednesday, first on the 7th) until 31 December: November and December.
    TimelineBuilder habit("2026-10-05", "1/week");
    for (Date date = day("2026-10-07"); date < day("2027-01-01"); date = date + 7) habit.log(formatDate(date), "D");
    habit.rule("2027-01-01", "1/month");
    const auto streak = streaksOn(habit.timeline(), "2027-01-10").streak;
    CHECK(streak == Streak{2, 2, StreakUnit::months, day("2026-10-05"), day("2026-12-31")});
}

TEST_CASE("restated to nothing a run ends and is listed as it was", "[core][streaks][change]") {
    // Five done days hold no whole week.
    const auto habit =
        TimelineBuilder("2026-11-03", "daily").rule("2026-11-08", "2/week").repeat("2026-11-03", 5, "D").timeline();
    const auto streaks = streaksOn(habit, "2026-11-09");
    CHECK(streaks.streak == Streak{0, 0, StreakUnit::weeks, std::nullopt, std::nullopt});
    CHECK(streaks.runs == std::vector{run("2026-11-03", "2026-11-07", 5)});
    CHECK(streaks.broken.empty());
}

TEST_CASE("the cut last week of the old rule is full and can end the run", "[core][streaks][change]") {
    // Mon 9 – Wed 11 ask floor(3 · 5 ÷ 7) = 2; one is done.
    const auto habit = TimelineBuilder("2026-11-02", "5/week")
                           .rule("2026-11-12", "daily")
                           .repeat("2026-11-02", 5, "D")
                           .log("2026-11-09", "D")
                           .timeline();
    const auto streaks = streaksOn(habit, "2026-11-12");
    CHECK(streaks.streak.current == 0);
    CHECK(streaks.runs == std::vector{run("2026-11-02", "2026-11-08", 1, StreakUnit::weeks)});
}

TEST_CASE("the longest run is restated in today's unit, each listed run keeps its own", "[core][streaks][change]") {
    // 21 done days from Monday 2 to Sunday 22 November, a miss, 3 days; then weekly: 3 whole weeks were the longest.
    const auto habit = TimelineBuilder("2026-11-02", "daily")
                           .rule("2026-11-30", "1/week")
                           .repeat("2026-11-02", 21, "D")
                           .log("2026-11-24", "D D D")
                           .log("2026-12-01", "D")
                           .timeline();
    const auto streaks = streaksOn(habit, "2026-12-02");
    CHECK(streaks.streak.longest == 3);
    CHECK(streaks.streak.current == 1);
    CHECK(streaks.runs == std::vector{run("2026-11-02", "2026-11-22", 21), run("2026-11-24", "2026-11-26", 3),
                                      run("2026-11-30", "2026-12-02", 1, StreakUnit::weeks)});
}

TEST_CASE("a run of rolling days may be of skips alone, and is nothing once restated", "[core][streaks][change]") {
    const auto habit = TimelineBuilder("2026-11-02", "1 in 1 days")
                           .rule("2026-11-16", "1/week")
                           .repeat("2026-11-02", 14, "S")
                           .timeline();
    CHECK(streaksOn(habit, "2026-11-15").streak.current == 14);
    CHECK(streaksOn(habit, "2026-11-16").streak.current == 0);
    CHECK(streaksOn(habit, "2026-11-16").runs == std::vector{run("2026-11-02", "2026-11-15", 14)});
}

TEST_CASE("whole weeks depend on the first weekday", "[core][streaks][change]") {
    // Done from Sunday 1 to Saturday 14 November: two weeks from Sunday, one (2–8) from Monday.
    const auto habit =
        TimelineBuilder("2026-11-01", "daily").rule("2026-11-15", "1/week").repeat("2026-11-01", 14, "D").timeline();
    CHECK(streaksOn(habit, "2026-11-15", Weekday::sunday).streak.current == 2);
    CHECK(streaksOn(habit, "2026-11-15", Weekday::monday).streak.current == 1);
}
