#include "core/analytics/heatmap.h"

#include <algorithm>
#include <cmath>

#include "core/analytics/due.h"

namespace cairn::core {

namespace {

constexpr int fullLevel = 4;

int quarters(double part) {
    return static_cast<int>(std::floor(fullLevel * std::clamp(part, 0.0, 1.0)));
}

int measuredLevel(const RuleTerms& terms, double amount, double target) {
    if (terms.isAtMost()) {
        if (staysWithin(amount, target)) return fullLevel;
        return target > 0 ? std::min(fullLevel - 1, quarters(2 - amount / target)) : 0;
    }
    if (amount == 0) return 0;
    if (reaches(amount, target)) return fullLevel;
    return std::clamp(quarters(amount / target), 1, fullLevel - 1);
}

int levelOf(const HabitFacts& facts, const HeatmapDay& day) {
    if (day.state == DayState::kept) return fullLevel;
    const Mark mark = facts.timeline->history.mark(day.date);
    if (mark == Mark::skipped || mark == Mark::missed) return 0;
    const RuleTerms& terms = facts.ruleOn(day.date);
    if (!terms.measured) return day.state == DayState::done ? fullLevel : 0;
    return day.amount ? measuredLevel(terms, *day.amount, dayShareOfTarget(terms, day.date)) : 0;
}

bool wasDue(const HabitFacts& facts, Date date) {
    if (!facts.covers(date) || !facts.at(date).counting) return false;
    const DayFact& fact = facts.at(date);
    return facts.rules[fact.rule].kind == RuleKind::day ? fact.due : !isNotRequired(facts, date);
}

void addHabit(const HabitFacts& facts, SharedHeatmapDay& day) {
    if (day.date > facts.today) return;
    const DayState state = stateOn(facts, day.date);
    const bool done = state == DayState::done || state == DayState::kept;
    if (done) ++day.done;
    if (done || wasDue(facts, day.date)) ++day.expected;
}

} // namespace

std::vector<HeatmapDay> heatmapOf(const HabitTimeline& timeline, AsOf asOf, DateSpan span) {
    return heatmapOf(factsOf(timeline, asOf), span);
}

std::vector<HeatmapDay> heatmapOf(const HabitFacts& facts, DateSpan span) {
    std::vector<HeatmapDay> days;
    days.reserve(static_cast<std::size_t>(span.length()));
    for (Date date = span.first; date <= span.last; ++date) {
        HeatmapDay day{.date = date, .state = stateOn(facts, date), .amount = amountOn(facts, date)};
        day.level = levelOf(facts, day);
        days.push_back(day);
    }
    return days;
}

std::vector<SharedHeatmapDay> sharedHeatmapOf(std::span<const HabitFacts> habits, DateSpan span) {
    std::vector<SharedHeatmapDay> days;
    days.reserve(static_cast<std::size_t>(span.length()));
    for (Date date = span.first; date <= span.last; ++date) {
        SharedHeatmapDay day{.date = date, .level = std::nullopt};
        for (const HabitFacts& facts : habits) addHabit(facts, day);
        if (day.expected > 0) day.level = (fullLevel * day.done + day.expected - 1) / day.expected;
        days.push_back(day);
    }
    return days;
}

} // namespace cairn::core
