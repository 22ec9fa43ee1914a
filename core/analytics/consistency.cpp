#include "core/analytics/consistency.h"

#include <algorithm>

namespace cairn::core {

namespace {

constexpr int windowDays = 30;

void addDay(Fulfilment& sum, bool succeeded) {
    const double done = succeeded ? 1 : 0;
    sum.done += done;
    sum.timesDone += done;
    ++sum.expected;
    ++sum.times;
}

void addPeriod(Fulfilment& sum, const Period& period) {
    const double times = period.bySum ? period.share : period.quota;
    sum.done += period.credit();
    sum.expected += period.quota;
    sum.timesDone += times * period.metPart();
    sum.times += times;
}

DateSpan intersection(DateSpan a, DateSpan b) {
    return {std::max(a.first, b.first), std::min(a.last, b.last)};
}

/// Today is part of it once it is settled (day schedules) or satisfied (rolling ones).
bool isTaken(const HabitFacts& facts, const Segment& segment, Date date) {
    if (date < facts.day || facts.isClosed) return true;
    return isRolling(segment.kind) ? facts.at(date).satisfied : !isUnsettled(facts.at(date).outcome);
}

/// The days of a segment that `last` closes, today only if it is taken.
DateSpan takenDays(const HabitFacts& facts, const Segment& segment, DateSpan span) {
    span = facts.known(intersection(span, segment.span));
    if (span.length() > 0 && !isTaken(facts, segment, span.last)) span.last = span.last - 1;
    return span;
}

Fulfilment inDays(const HabitFacts& facts, const Segment& segment, DateSpan span) {
    span = takenDays(facts, segment, span);
    return isRolling(segment.kind) ? satisfiedIn(facts, span) : doneDueIn(facts, span);
}

/// The newest `count` full periods that ask for something, and the current one when `current` asks for it and it is
/// kept.
enum class Current { left, taken };
Fulfilment inPeriods(const HabitFacts& facts, const Segment& segment, std::size_t count, Current current) {
    Fulfilment sum;
    std::size_t full = 0;
    for (std::size_t i = segment.periodCount; i-- > 0 && full < count;) {
        const Period& period = facts.periods[segment.firstPeriod + i];
        if (period.standing == Standing::passed) continue;
        if (period.isFull) ++full;
        if (period.isFull || (current == Current::taken && period.standing == Standing::kept)) addPeriod(sum, period);
    }
    return sum;
}

std::size_t periodsLookedAt(const Segment& segment) {
    return isMonthly(segment.kind) ? 3 : 4;
}

Fulfilment inWindow(const HabitFacts& facts, const Segment& segment) {
    if (isQuota(segment.kind)) return inPeriods(facts, segment, periodsLookedAt(segment), Current::taken);
    const Date last = std::min(segment.span.last, facts.day);
    return inDays(facts, segment, {last - (windowDays - 1), last});
}

bool everExpected(const HabitFacts& facts, const Segment& segment) {
    if (isQuota(segment.kind)) return inPeriods(facts, segment, segment.periodCount + 1, Current::taken).times > 0;
    return inDays(facts, segment, segment.span).times > 0;
}

} // namespace

std::optional<double> Fulfilment::ratio() const {
    if (times <= 0) return std::nullopt;
    return expected > 0 ? done / expected : timesDone / times;
}

Fulfilment satisfiedIn(const HabitFacts& facts, DateSpan span) {
    Fulfilment sum;
    for (Date date = span.first; date <= span.last; ++date) {
        const DayFact& fact = facts.at(date);
        if (fact.counting && fact.outcome != Outcome::skipped) addDay(sum, fact.satisfied);
    }
    return sum;
}

Fulfilment doneDueIn(const HabitFacts& facts, DateSpan span) {
    Fulfilment sum;
    for (Date date = span.first; date <= span.last; ++date) {
        const DayFact& fact = facts.at(date);
        if (fact.counting && fact.due && fact.outcome != Outcome::skipped) addDay(sum, isDone(fact.outcome));
    }
    return sum;
}

Fulfilment fullPeriodsOf(const HabitFacts& facts, const Segment& segment) {
    return inPeriods(facts, segment, periodsLookedAt(segment), Current::left);
}

Fulfilment fulfilmentOf(const HabitFacts& facts) {
    if (facts.isEmpty()) return {};
    for (std::size_t i = facts.segmentIndexOn(facts.day) + 1; i-- > 0;) {
        const Segment& segment = facts.segments[i];
        if (facts.known(segment.span).length() == 0) return {};
        const Fulfilment sum = inWindow(facts, segment);
        if (sum.times > 0 || everExpected(facts, segment)) return sum;
    }
    return {};
}

std::optional<double> consistencyOf(const HabitFacts& facts) {
    const auto ratio = fulfilmentOf(facts).ratio();
    if (!ratio) return std::nullopt;
    return *ratio * 100;
}

std::optional<double> trendAt(const HabitTimeline& timeline, AsOf date) {
    return consistencyOf(factsOf(timeline, date, Closing::closed));
}

} // namespace cairn::core
