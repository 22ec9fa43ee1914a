#include "core/analytics/facts.h"
#include "core/analytics/rolling.h"
#include "core/analytics/stats.h"
#include "tests/core/analytics/timeline_builder.h"
#include "tests/support/catch.h"

using namespace cairn::core;
using cairn::test::day;
using cairn::test::TimelineBuilder;

namespace {

std::vector<Interval> intervals(std::vector<std::string_view> done, int times, int days) {
    std::vector<Date> dates;
    for (const auto text : done) dates.push_back(day(text));
    return intervalsOf(dates, times, days);
}

Interval interval(std::string_view begin, std::string_view center, std::string_view end) {
    return {day(begin), day(center), day(end)};
}

} // namespace

TEST_CASE("an interval begins with the first of N done days and has D days", "[core][rolling]") {
    CHECK(intervals({"2027-01-10"}, 1, 7) == std::vector{interval("2027-01-10", "2027-01-10", "2027-01-16")});
    CHECK(intervals({"2027-01-10", "2027-01-13"}, 2, 7) ==
          std::vector{interval("2027-01-10", "2027-01-13", "2027-01-16")});
    // The second lies 7 days after the first: outside of 7 days.
    CHECK(intervals({"2027-01-10", "2027-01-17"}, 2, 7).empty());
    CHECK(intervals({"2027-01-10"}, 2, 7).empty());
}

TEST_CASE("an older interval slides back, not beyond the last of its done days", "[core][rolling]") {
    // [1, 7] shares 3 days with [5, 11]: it slides by min(7 − 1, 3) = 3.
    CHECK(intervals({"2027-01-01", "2027-01-05"}, 1, 7) ==
          std::vector{interval("2026-12-29", "2027-01-01", "2027-01-04"),
                      interval("2027-01-05", "2027-01-05", "2027-01-11")});
    // 2 in 4: [1, 4] with its last done day on 3 shares 2 days with [3, 6], but slides by 1 only.
    CHECK(intervals({"2027-01-01", "2027-01-03", "2027-01-04"}, 2, 4) ==
          std::vector{interval("2026-12-31", "2027-01-03", "2027-01-03"),
                      interval("2027-01-03", "2027-01-04", "2027-01-06")});
}

TEST_CASE("sliding goes on from the newest interval to the oldest, as that now stands", "[core][rolling]") {
    // Three days running, 1 in 7. [2, 8] slides by min(6, 6) to [27 Dec, 2 Jan]; [1, 7] then reaches 12 days beyond
    // that one's first day, and slides by its 6.
    CHECK(intervals({"2027-01-01", "2027-01-02", "2027-01-03"}, 1, 7) ==
          std::vector{interval("2026-12-26", "2027-01-01", "2027-01-01"),
                      interval("2026-12-27", "2027-01-02", "2027-01-02"),
                      interval("2027-01-03", "2027-01-03", "2027-01-09")});
}

TEST_CASE("intervals that do not overlap stay", "[core][rolling]") {
    CHECK(intervals({"2027-01-01", "2027-01-08"}, 1, 7) ==
          std::vector{interval("2027-01-01", "2027-01-01", "2027-01-07"),
                      interval("2027-01-08", "2027-01-08", "2027-01-14")});
}

TEST_CASE("30 and 31 days mean the month of the first done day", "[core][rolling]") {
    const auto days = GENERATE(30, 31);
    CHECK(intervals({"2027-02-10"}, 1, days)[0].end == day("2027-03-09")); // 28 days
    CHECK(intervals({"2027-01-10"}, 1, days)[0].end == day("2027-02-09")); // 31 days
    CHECK(intervals({"2027-01-31"}, 1, days)[0].end == day("2027-02-27")); // the next month's 28
    CHECK(intervals({"2027-01-10"}, 1, 29)[0].end == day("2027-02-07"));   // 29 days are 29 days
}

TEST_CASE("a missed mark and a partial amount inside an interval are satisfied", "[core][rolling]") {
    const auto missed = TimelineBuilder("2026-11-02", "1 in 7 days").log("2026-11-02", "D M M").timeline();
    CHECK(statsOf(missed, {day("2026-11-04")}).streak.current == 3);
    const auto partial =
        TimelineBuilder("2026-11-02", "2 in 7 days").atLeast(10).log("2026-11-02", "10 4 10 3").timeline();
    CHECK(statsOf(partial, {day("2026-11-05")}).streak.current == 4);
}

TEST_CASE("an interval ends where the rule ends, and a chosen start cuts it", "[core][rolling]") {
    // 1 in 7 until 5 November, then 2 in 3: the 4th's interval would reach the 10th.
    const auto changed = TimelineBuilder("2026-11-01", "1 in 7 days")
                             .rule("2026-11-06", "2 in 3 days")
                             .log("2026-11-04", "D")
                             .timeline();
    const auto facts = factsOf(changed, {day("2026-11-08")});
    CHECK(facts.at(day("2026-11-05")).satisfied);
    CHECK_FALSE(facts.at(day("2026-11-06")).satisfied);
    // [29 Dec, 4 Jan] with a start chosen on 31 December.
    const auto cut =
        TimelineBuilder("2026-12-31", "1 in 7 days").start("2026-12-31").log("2027-01-01", "D . . . D").timeline();
    const auto stats = statsOf(cut, {day("2027-01-05")});
    REQUIRE(stats.streaks.size() == 1);
    CHECK(stats.streaks[0].from == day("2026-12-31"));
}

TEST_CASE("runs reach at most 30 days beyond today, as Loop's do", "[core][rolling]") {
    const auto habit = TimelineBuilder("2026-11-02", "1 in 60 days").log("2026-11-02", "D").timeline();
    const auto stats = statsOf(habit, {day("2026-11-02")});
    CHECK(stats.streak.current == 1);
    REQUIRE(stats.streaks.size() == 1);
    CHECK(stats.streaks[0] == Run{day("2026-11-02"), day("2026-12-02"), 31, StreakUnit::days});
}

TEST_CASE("a paused day is passed over and lies in no run", "[core][rolling]") {
    // 2–8 November satisfied, 4 and 5 paused: 5 days, of which 4 by the 7th.
    const auto habit = TimelineBuilder("2026-11-02", "1 in 7 days")
                           .pause("2026-11-04", "2026-11-05")
                           .log("2026-11-02", "D")
                           .timeline();
    const auto stats = statsOf(habit, {day("2026-11-07")});
    CHECK(stats.streak.current == 4);
    REQUIRE(stats.streaks.size() == 1);
    CHECK(stats.streaks[0].length == 5);
    // So it is while the pause is still to come, and where one lies before the first log.
    CHECK(statsOf(habit, {day("2026-11-02")}).streaks[0].length == 5);
    const auto early = TimelineBuilder("2027-01-01", "1 in 7 days")
                           .pause("2026-12-30", "2026-12-30")
                           .log("2027-01-01", "D . . . D")
                           .timeline();
    CHECK(statsOf(early, {day("2027-01-05")}).streak.current == 7);
    // A run that stands when a pause begins stands after it.
    const auto bridged = TimelineBuilder("2026-11-02", "1 in 1 days")
                             .pause("2026-11-04", "2026-11-06")
                             .log("2026-11-02", "D D . . . D")
                             .timeline();
    CHECK(statsOf(bridged, {day("2026-11-07")}).streak.current == 3);
}

TEST_CASE("a target for D days is met by the sum of the days that end there", "[core][rolling][sum]") {
    const auto habit =
        TimelineBuilder("2026-11-02", "1 in 3 days").atLeast(10).log("2026-11-02", "4 4 4 . . 10").timeline();
    const auto facts = factsOf(habit, {day("2026-11-09")});
    const std::vector<bool> expected{false, false, true, false, false, true, true, true};
    for (int i = 0; i < 8; ++i)
        CHECK(facts.days[static_cast<std::size_t>(i)].satisfied == expected[static_cast<std::size_t>(i)]);
}

TEST_CASE("an at-most target for D days is met only where something is recorded in them", "[core][rolling][sum]") {
    const auto habit =
        TimelineBuilder("2026-11-02", "1 in 3 days").atMost(5).log("2026-11-02", ". 3 3 . . .").timeline();
    const auto facts = factsOf(habit, {day("2026-11-08")});
    const std::vector<bool> expected{false, true, false, false, true, false, false};
    for (int i = 0; i < 7; ++i)
        CHECK(facts.days[static_cast<std::size_t>(i)].satisfied == expected[static_cast<std::size_t>(i)]);
}

TEST_CASE("window sums look back over so many values, and a huge one leaves nothing behind", "[core][rolling]") {
    const std::vector<double> values{1, 2, 3, 4, 5};
    CHECK(windowSums(values, 1) == values);
    CHECK(windowSums(values, 2) == std::vector<double>{1, 3, 5, 7, 9});
    CHECK(windowSums(values, 3) == std::vector<double>{1, 3, 6, 9, 12});
    CHECK(windowSums(values, 9) == std::vector<double>{1, 3, 6, 10, 15});
    CHECK(windowSums(std::vector<double>{1e300, 0.1, 0.2, 0.3}, 2)[3] == Approx(0.5));
    CHECK(windowSums({}, 3).empty());
}
