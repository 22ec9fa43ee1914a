#include "core/analytics/facts.h"
#include "core/analytics/stats.h"
#include "tests/core/analytics/timeline_builder.h"
#include "tests/support/catch.h"

using namespace cairn::core;
using cairn::test::day;
using cairn::test::TimelineBuilder;

namespace {

HabitFacts factsOn(const HabitTimeline& timeline, std::string_view today) {
    return factsOf(timeline, {day(today)});
}

RuleTerms measured(std::string_view schedule, double target, Bound bound) {
    HabitRule rule;
    rule.schedule = *parseSchedule(schedule);
    rule.target = target;
    rule.bound = bound;
    return termsOf(rule, Measure::measured);
}

RuleTerms yesNo() {
    return termsOf({}, Measure::yesNo);
}

} // namespace

TEST_CASE("a start that nobody chose is the earlier of made on and the first record", "[core][days]") {
    SECTION("a record before the habit was made") {
        const auto habit = TimelineBuilder("2026-11-05", "daily").log("2026-11-03", "D").timeline();
        CHECK(factsOn(habit, "2026-11-08").start == day("2026-11-03"));
    }
    SECTION("made before the first record") {
        const auto habit = TimelineBuilder("2026-11-01", "daily").log("2026-11-03", "D").timeline();
        CHECK(factsOn(habit, "2026-11-08").start == day("2026-11-01"));
    }
    SECTION("of an imported habit it is the first record, made on or not") {
        const auto habit = TimelineBuilder("2026-11-01", "daily").imported().log("2026-11-03", "M").timeline();
        CHECK(factsOn(habit, "2026-11-08").start == day("2026-11-03"));
    }
    SECTION("a chosen start stands, and what is recorded before it counts for nothing") {
        const auto habit =
            TimelineBuilder("2026-11-01", "daily").start("2026-11-04").log("2026-11-02", "D D D D").timeline();
        CHECK(factsOn(habit, "2026-11-05").start == day("2026-11-04"));
        CHECK(statsOf(habit, {day("2026-11-05")}).doneTotal == 2);
    }
    SECTION("a record after today makes no start") {
        const auto habit = TimelineBuilder("2026-11-06", "daily").imported().log("2026-11-09", "D").timeline();
        CHECK(factsOn(habit, "2026-11-07").start == day("2026-11-06"));
    }
}

TEST_CASE("counting days end with the end date, the archiving or today", "[core][days]") {
    TimelineBuilder habit("2026-11-02", "daily");
    habit.repeat("2026-11-02", 7, "D");
    SECTION("the end date is the last") {
        habit.end("2026-11-04");
        CHECK(factsOn(habit.timeline(), "2026-11-08").day == day("2026-11-04"));
        CHECK(statsOf(habit, {day("2026-11-08")}).doneTotal == 3);
        CHECK(factsOn(habit.timeline(), "2026-11-04").phase == Phase::active);
        CHECK(factsOn(habit.timeline(), "2026-11-05").phase == Phase::over);
    }
    SECTION("the day of archiving counts when it is marked") {
        habit.archived("2026-11-05");
        CHECK(factsOn(habit.timeline(), "2026-11-08").day == day("2026-11-05"));
    }
    SECTION("and does not when it is not") {
        habit.archived("2026-11-12");
        CHECK(factsOn(habit.timeline(), "2026-11-20").day == day("2026-11-11"));
    }
    SECTION("an archiving that is still to come ends nothing today") {
        habit.archived("2026-11-12");
        CHECK(factsOn(habit.timeline(), "2026-11-08").phase == Phase::active);
    }
    SECTION("the last counting day lies before a pause that lasts to the end") {
        habit.end("2026-11-06").pause("2026-11-05", "2026-11-06");
        CHECK(factsOn(habit.timeline(), "2026-11-20").day == day("2026-11-04"));
    }
}

TEST_CASE("a paused day does not count, whatever is recorded on it", "[core][days]") {
    const auto habit = TimelineBuilder("2026-11-02", "daily")
                           .pause("2026-11-03", "2026-11-04")
                           .pause("2026-11-04", "2026-11-05")
                           .repeat("2026-11-02", 6, "D");
    const auto stats = statsOf(habit, {day("2026-11-07")});
    CHECK(stats.doneTotal == 3); // 2, 6 and 7 November
    CHECK(stats.streak.current == 3);
}

TEST_CASE("an ended habit shows the numbers of its last day, taken as over", "[core][days]") {
    // Done on 2–4, nothing on 5: on the 5th it was open and the streak stood; once over it is a miss.
    const auto habit = TimelineBuilder("2026-11-02", "daily").end("2026-11-05").log("2026-11-02", "D D D").timeline();
    CHECK(statsOf(habit, {day("2026-11-05")}).streak.current == 3);
    const auto after = statsOf(habit, {day("2026-11-06")});
    CHECK(after.streak.current == 0);
    CHECK(after.streak.longest == 3);
    CHECK(after.consistency == 75.0);
    CHECK(after.consecutiveMisses == 1);
    CHECK_FALSE(after.dueToday);
    CHECK_FALSE(after.atRisk);
    CHECK(statsOf(habit, {day("2027-11-06")}).consistency == after.consistency);
}

TEST_CASE("a habit that has not begun has no numbers yet", "[core][days]") {
    const auto habit = TimelineBuilder("2026-11-02", "3/week").start("2026-12-01").log("2026-11-03", "D").timeline();
    const auto stats = statsOf(habit, {day("2026-11-10")});
    CHECK(factsOn(habit, "2026-11-10").phase == Phase::notBegun);
    CHECK_FALSE(stats.dueToday);
    CHECK(stats.streak == Streak{0, 0, StreakUnit::weeks, std::nullopt, std::nullopt});
    CHECK_FALSE(stats.consistency);
    CHECK_FALSE(stats.failureRate);
    CHECK(stats.strength == 0);
    CHECK(stats.doneTotal == 0);
}

TEST_CASE("a day uses the latest rule that has begun, and before the first one the first", "[core][rules]") {
    const auto habit = TimelineBuilder("2026-11-02", "mon").rule("2026-11-05", "daily").madeOn("2026-10-01").timeline();
    const auto facts = factsOn(habit, "2026-11-08");
    CHECK(facts.ruleIndexOn(day("2026-10-05")) == 0);
    CHECK(facts.ruleIndexOn(day("2026-11-04")) == 0);
    CHECK(facts.ruleIndexOn(day("2026-11-05")) == 1);
    CHECK(facts.at(day("2026-10-05")).due); // a Monday before the rule's own first day
    CHECK_FALSE(facts.at(day("2026-10-06")).due);
}

TEST_CASE("every three days is due on multiples of three from the rule's first day, before it too", "[core][due]") {
    const auto habit = TimelineBuilder("2026-11-08", "every 3 days").madeOn("2026-11-01").timeline();
    const auto facts = factsOn(habit, "2026-11-12");
    for (int i = 0; i <= 11; ++i) {
        const Date date = day("2026-11-01") + i;
        CHECK(facts.at(date).due == ((date - day("2026-11-08")) % 3 == 0));
    }
}

TEST_CASE("what a record comes to", "[core][outcome]") {
    struct Case {
        RuleTerms terms;
        Mark mark;
        std::optional<double> amount;
        Outcome expected;
    };
    const RuleTerms least = measured("daily", 30, Bound::atLeast);
    const RuleTerms most = measured("daily", 2, Bound::atMost);
    const RuleTerms weekly = measured("1/week", 20, Bound::atLeast);
    const RuleTerms weeklyMost = measured("1/week", 20, Bound::atMost);
    const auto c =
        GENERATE_COPY(Case{yesNo(), Mark::done, {}, Outcome::done}, Case{yesNo(), Mark::missed, {}, Outcome::missed},
                      Case{yesNo(), Mark::skipped, {}, Outcome::skipped}, Case{yesNo(), Mark::none, {}, Outcome::none},
                      Case{least, Mark::none, 30, Outcome::done}, Case{least, Mark::none, 29.9, Outcome::partial},
                      Case{least, Mark::none, 0, Outcome::partial}, Case{least, Mark::done, {}, Outcome::done},
                      Case{least, Mark::done, 10, Outcome::partial}, Case{least, Mark::skipped, 40, Outcome::skipped},
                      Case{least, Mark::missed, 40, Outcome::missed}, Case{most, Mark::none, 2, Outcome::done},
                      Case{most, Mark::none, 0, Outcome::done}, Case{most, Mark::none, 2.1, Outcome::missed},
                      Case{most, Mark::done, {}, Outcome::done}, Case{most, Mark::none, {}, Outcome::none},
                      Case{measured("1 in 1 days", 30, Bound::atLeast), Mark::none, 20, Outcome::partial},
                      Case{weekly, Mark::none, 0.5, Outcome::done}, Case{weekly, Mark::none, 0, Outcome::partial},
                      Case{weeklyMost, Mark::none, 25, Outcome::done}, Case{weeklyMost, Mark::none, 0, Outcome::done});
    CHECK(outcomeOf(c.mark, c.amount, c.terms) == c.expected);
}

TEST_CASE("done without an amount counts as the target, at most as 0", "[core][outcome]") {
    CHECK(effectiveAmount(Mark::done, {}, measured("daily", 30, Bound::atLeast)) == 30.0);
    CHECK(effectiveAmount(Mark::done, {}, measured("daily", 2, Bound::atMost)) == 0.0);
    CHECK(effectiveAmount(Mark::done, {}, measured("1/week", 20, Bound::atLeast)) == 20.0);
    CHECK(effectiveAmount(Mark::done, 12, measured("daily", 30, Bound::atLeast)) == 12.0);
    CHECK_FALSE(effectiveAmount(Mark::missed, {}, measured("daily", 30, Bound::atLeast)));
    CHECK_FALSE(effectiveAmount(Mark::done, 5, yesNo()));
}

TEST_CASE("silence keeps due, counting, unrecorded days before today and no others", "[core][silence]") {
    const auto habit = TimelineBuilder("2026-11-02", "mon,wed,fri")
                           .kept()
                           .pause("2026-11-09", "2026-11-09")
                           .log("2026-11-04", "M")
                           .timeline();
    const auto facts = factsOn(habit, "2026-11-11");
    CHECK(facts.at(day("2026-11-02")).outcome == Outcome::kept);
    CHECK(facts.at(day("2026-11-03")).outcome == Outcome::none);   // not due
    CHECK(facts.at(day("2026-11-04")).outcome == Outcome::missed); // recorded
    CHECK(facts.at(day("2026-11-06")).outcome == Outcome::kept);
    CHECK(facts.at(day("2026-11-09")).outcome == Outcome::none); // paused
    CHECK(facts.at(day("2026-11-11")).outcome == Outcome::none); // today
    const auto stats = statsOf(habit, {day("2026-11-11")});
    CHECK(stats.doneTotal == 2);
    CHECK(stats.lastDone == day("2026-11-06"));
    CHECK(stats.streak.current == 1);
}

TEST_CASE("on quota and rolling schedules silence keeps every counting day", "[core][silence]") {
    const auto* schedule = GENERATE("3/week", "2/month", "2 in 5 days");
    const auto habit = TimelineBuilder("2026-11-02", schedule).kept().log("2026-11-04", "M").timeline();
    CHECK(statsOf(habit, {day("2026-11-08")}).doneTotal == 5);
}

TEST_CASE("without the rule saying so a silent day is never a success", "[core][silence]") {
    const auto* schedule = GENERATE("daily", "mon", "every 2 days", "1/week", "1/month", "1 in 1 days", "1 in 7 days");
    const auto habit = TimelineBuilder("2026-09-01", schedule).timeline();
    const auto stats = statsOf(habit, {day("2026-11-08")});
    CHECK(stats.doneTotal == 0);
    CHECK(stats.streak.longest == 0);
    CHECK(stats.consistency == 0.0);
    CHECK(stats.strength == 0);
    CHECK(stats.failureRate == 1.0);
    CHECK(stats.atRisk);
}
