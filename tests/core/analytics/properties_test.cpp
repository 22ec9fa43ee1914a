#include <cmath>
#include <rapidcheck.h>

#include "core/analytics/heatmap.h"
#include "core/analytics/stats.h"
#include "core/analytics/strength.h"
#include "tests/core/analytics/random_timeline.h"
#include "tests/core/analytics/timeline_builder.h"
#include "tests/support/catch.h"

using namespace cairn::core;
using namespace cairn::test;

namespace {

const Date today = day("2026-11-20");

std::optional<Date> shifted(std::optional<Date> date, int days) {
    if (date) return *date + days;
    return std::nullopt;
}

HabitTimeline shifted(const HabitTimeline& timeline, int days) {
    HabitTimeline result = timeline;
    result.madeOn = timeline.madeOn + days;
    result.startDate = shifted(timeline.startDate, days);
    result.endDate = shifted(timeline.endDate, days);
    result.archivedOn = shifted(timeline.archivedOn, days);
    for (HabitRule& rule : result.rules) rule.validFrom = rule.validFrom + days;
    for (DateSpan& pause : result.pauses) pause = {pause.first + days, pause.last + days};
    result.history = {};
    const auto first = timeline.history.firstRecorded();
    const auto last = timeline.history.lastRecorded();
    for (Date date = first.value_or(today); last && date <= *last; ++date)
        result.history.set(date + days, timeline.history.mark(date), timeline.history.amount(date));
    return result;
}

/// All numbers as one text, with dates moved back by `days`.
std::string told(const HabitStats& stats, int days = 0) {
    const auto date = [days](std::optional<Date> d) { return d ? formatDate(*d - days) : std::string("-"); };
    const auto number = [](std::optional<double> n) { return n ? std::to_string(*n) : std::string("-"); };
    const Streak& streak = stats.streak;
    std::string text = formatSchedule(stats.schedule) + " due " + std::to_string(stats.dueToday) + " streak " +
                       std::to_string(streak.current) + "/" + std::to_string(streak.longest) + " " +
                       std::string(nameOf(streak.unit)) + " " + date(streak.from) + " " + date(streak.to);
    for (const Run& run : stats.streaks)
        text += " [" + date(run.from) + " " + date(run.to) + " " + std::to_string(run.length) + " " +
                std::string(nameOf(run.unit)) + "]";
    text += " consistency " + number(stats.consistency) + " strength " + number(stats.strength) + " misses " +
            std::to_string(stats.consecutiveMisses) + " risk " + std::to_string(stats.atRisk) + " failure " +
            number(stats.failureRate);
    return text + " totals " + std::to_string(stats.doneTotal) + " " + std::to_string(stats.skippedTotal) + " " +
           std::to_string(stats.path66) + " " + date(stats.lastDone);
}

/// A random habit from one number, so that a failure names what replays it.
HabitTimeline drawn(RandomFeatures features = {}) {
    Random random(*rc::gen::arbitrary<std::uint64_t>());
    return randomTimeline(random, today, features);
}

} // namespace

TEST_CASE("moving everything by whole weeks moves the results", "[core][analytics][property]") {
    CHECK(rc::check("shift by weeks", [] {
        const HabitTimeline habit = drawn({.months = false});
        const int days = 7 * *rc::gen::inRange(-200, 200);
        RC_ASSERT(told(statsOf(habit, {today})) == told(statsOf(shifted(habit, days), {today + days}), days));
    }));
}

TEST_CASE("adding a rule equal to the one in force changes nothing", "[core][analytics][property]") {
    CHECK(rc::check("split by an equal rule", [] {
        const HabitTimeline habit = drawn();
        const HabitFacts facts = factsOf(habit, {today});
        Date date = today - *rc::gen::inRange(0, 200);
        HabitRule rule = habit.rules[facts.ruleIndexOn(date)];
        // Every N days counts from the rule's first day: a new rule goes on in step only N days later.
        if (const auto* every = std::get_if<EveryNDays>(&rule.schedule))
            while ((date - rule.validFrom) % every->interval != 0) date = date - 1;
        RC_PRE(facts.ruleIndexOn(date) == facts.ruleIndexOn(today) || rule.validFrom < date);
        RC_PRE(rule.validFrom < date);
        rule.validFrom = date;
        HabitTimeline split = habit;
        const auto after = std::find_if(split.rules.begin(), split.rules.end(),
                                        [date](const HabitRule& other) { return other.validFrom > date; });
        split.rules.insert(after, rule);
        RC_ASSERT(told(statsOf(habit, {today})) == told(statsOf(split, {today})));
    }));
}

TEST_CASE("a pause outside of the counting days changes nothing", "[core][analytics][property]") {
    CHECK(rc::check("pauses elsewhere", [] {
        HabitTimeline habit = drawn();
        habit.startDate = habit.startDate.value_or(habit.madeOn);
        const std::string before = told(statsOf(habit, {today}));
        const int length = *rc::gen::inRange(0, 40);
        habit.pauses.push_back({*habit.startDate - 1 - length, *habit.startDate - 1});
        habit.pauses.push_back({today + 40, today + 40 + length});
        RC_ASSERT(before == told(statsOf(habit, {today})));
    }));
}

TEST_CASE("what is recorded after today or on a day that does not count changes nothing",
          "[core][analytics][property]") {
    CHECK(rc::check("records elsewhere", [] {
        HabitTimeline habit = drawn();
        habit.startDate = habit.startDate.value_or(habit.madeOn);
        const HabitFacts facts = factsOf(habit, {today});
        const std::string before = told(statsOf(facts));
        const auto mark = *rc::gen::element(Mark::none, Mark::done, Mark::skipped, Mark::missed);
        for (Date date = facts.start - 10; date <= today + 10; ++date)
            if (date > today || (!facts.counts(date) && date != habit.archivedOn)) habit.history.set(date, mark);
        RC_ASSERT(before == told(statsOf(habit, {today})));
    }));
}

TEST_CASE("the numbers lie in their ranges", "[core][analytics][property]") {
    CHECK(rc::check("ranges", [] {
        const HabitTimeline habit = drawn();
        const HabitStats stats = statsOf(habit, {today, *rc::gen::element(Weekday::monday, Weekday::sunday)});
        RC_ASSERT(stats.strength >= 0 && stats.strength <= 1);
        RC_ASSERT(stats.consistency.value_or(50) >= 0 && stats.consistency.value_or(50) <= 100);
        RC_ASSERT(stats.failureRate.value_or(0.5) >= 0 && stats.failureRate.value_or(0.5) <= 1);
        RC_ASSERT(stats.streak.current <= stats.streak.longest);
        RC_ASSERT(stats.streak.from.has_value() == (stats.streak.current > 0));
        RC_ASSERT(stats.streak.to.value_or(today) <= today);
        RC_ASSERT(stats.doneTotal >= stats.path66);
        for (std::size_t i = 0; i < stats.streaks.size(); ++i) {
            RC_ASSERT(stats.streaks[i].from <= stats.streaks[i].to && stats.streaks[i].length > 0);
            if (i > 0) RC_ASSERT(stats.streaks[i - 1].to < stats.streaks[i].from);
        }
    }));
}

TEST_CASE("an ended habit shows the same numbers on every later day", "[core][analytics][property]") {
    CHECK(rc::check("frozen numbers", [] {
        HabitTimeline habit = drawn();
        habit.endDate = today - *rc::gen::inRange(1, 100);
        const int days = *rc::gen::inRange(1, 400);
        HabitStats now = statsOf(habit, {today});
        HabitStats later = statsOf(habit, {today + days});
        // What is recorded between today and the end of the history lies after the end either way, and the rule in
        // force is told of the day that asks.
        later.schedule = now.schedule;
        RC_PRE(!habit.archivedOn);
        RC_ASSERT(told(now) == told(later));
    }));
}

namespace {

/// Strength of a daily or rolling yes/no habit as its formula reads, day by day over every window.
double naiveStrength(const HabitTimeline& habit, int times, int days, Date first) {
    const double frequency = static_cast<double>(times) / days;
    const double m = std::pow(0.5, std::sqrt(frequency) / 13);
    const int factor = frequency < 1 ? 2 : 1;
    double strength = 0;
    for (Date date = first; date <= today; ++date) {
        if (habit.history.mark(date) == Mark::skipped) continue;
        int done = 0;
        for (Date back = std::max(first, date - (factor * days - 1)); back <= date; ++back)
            done += habit.history.mark(back) == Mark::done ? 1 : 0;
        const double value = std::min(1.0, static_cast<double>(done) / (factor * times));
        strength = strength * m + value * (1 - m);
    }
    return strength;
}

} // namespace

TEST_CASE("strength is the smoothing of every window, looked at one by one", "[core][strength][property]") {
    CHECK(rc::check("naive strength", [] {
        const int days = *rc::gen::inRange(1, 32);
        const int times = days == 1 ? 1 : *rc::gen::inRange(1, days);
        HabitTimeline habit;
        habit.imported = true;
        habit.madeOn = today;
        HabitRule rule;
        const int length = *rc::gen::inRange(1, 200);
        const Date first = today - length;
        rule.validFrom = first;
        rule.schedule = TimesInDays{times, days};
        habit.rules.push_back(rule);
        habit.history.set(first, Mark::done);
        for (Date date = first + 1; date <= today; ++date)
            habit.history.set(date, *rc::gen::element(Mark::none, Mark::done, Mark::skipped, Mark::missed));
        const double strength = strengthOf(factsOf(habit, {today}));
        RC_ASSERT(std::abs(strength - naiveStrength(habit, times, days, first)) < 1e-9);
    }));
}

TEST_CASE("every day of a heatmap has a state that fits its record", "[core][heatmap][property]") {
    CHECK(rc::check("heatmap", [] {
        const HabitTimeline habit = drawn();
        for (const HeatmapDay& shown : heatmapOf(habit, {today}, {today - 320, today + 20})) {
            const bool recorded =
                shown.state != DayState::none && shown.state != DayState::notRequired && shown.state != DayState::kept;
            RC_ASSERT(recorded == habit.history.isRecorded(shown.date));
            RC_ASSERT(shown.level >= 0 && shown.level <= 4);
            if (shown.amount) RC_ASSERT(habit.measure == Measure::measured);
            if (shown.state == DayState::skipped || shown.state == DayState::none) RC_ASSERT(shown.level == 0);
        }
    }));
}
