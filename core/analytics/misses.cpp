#include "core/analytics/misses.h"

#include <algorithm>

namespace cairn::core {

namespace {

/// The days under the kind in force.
DateSpan daysOfKind(const HabitFacts& facts) {
    return facts.known(facts.segment().span);
}

/// Today is a miss only once it is marked missed, or over an at-most target.
bool isSettledMiss(const HabitFacts& facts, Date date) {
    return date < facts.day || facts.isClosed || facts.at(date).outcome == Outcome::missed;
}

int missedDays(const HabitFacts& facts) {
    const DateSpan span = daysOfKind(facts);
    int misses = 0;
    for (Date date = span.last; date >= span.first; date = date - 1) {
        const DayFact& fact = facts.at(date);
        if (!fact.counting || fact.outcome == Outcome::skipped) continue;
        if (isDone(fact.outcome)) break;
        misses += fact.due && isSettledMiss(facts, date) ? 1 : 0;
    }
    return misses;
}

int unsatisfiedWindows(const HabitFacts& facts) {
    const DateSpan span = daysOfKind(facts);
    int days = 0;
    for (Date date = span.last; date >= span.first; date = date - 1) {
        const DayFact& fact = facts.at(date);
        if (!fact.counting) continue;
        if (fact.satisfied) break;
        if (fact.outcome == Outcome::skipped) continue;
        days += isSettledMiss(facts, date) ? 1 : 0;
    }
    return days / facts.ruleOn(facts.day).days;
}

int lostPeriods(const HabitFacts& facts, const Segment& segment) {
    int lost = 0;
    for (std::size_t i = segment.periodCount; i-- > 0;) {
        const Period& period = facts.periods[segment.firstPeriod + i];
        if (period.standing == Standing::kept) break;
        lost += period.standing == Standing::lost && period.isFull ? 1 : 0;
    }
    return lost;
}

} // namespace

int consecutiveMissesOf(const HabitFacts& facts) {
    if (facts.isEmpty()) return 0;
    const Segment& segment = facts.segment();
    if (isQuota(segment.kind)) return lostPeriods(facts, segment);
    return isRolling(segment.kind) ? unsatisfiedWindows(facts) : missedDays(facts);
}

bool isAtRisk(const HabitFacts& facts) {
    return facts.phase == Phase::active && consecutiveMissesOf(facts) >= 2;
}

Fulfilment expectedBeforeToday(const HabitFacts& facts) {
    if (facts.isEmpty()) return {};
    const Segment& segment = facts.segment();
    if (isQuota(segment.kind)) return fullPeriodsOf(facts, segment);
    const Date last = facts.isClosed ? facts.day : facts.day - 1;
    const DateSpan days = daysOfKind(facts);
    const DateSpan span{std::max(days.first, last - 29), std::min(days.last, last)};
    return isRolling(segment.kind) ? satisfiedIn(facts, span) : doneDueIn(facts, span);
}

std::optional<double> failureRateOf(const HabitFacts& facts) {
    const auto ratio = expectedBeforeToday(facts).ratio();
    if (!ratio) return std::nullopt;
    return 1 - *ratio;
}

} // namespace cairn::core
