#include "core/analytics/due.h"

#include <algorithm>

#include "core/analytics/rolling.h"

namespace cairn::core {

namespace {

double sumBeforeToday(const HabitFacts& facts, const Period& period) {
    double sum = 0;
    for (Date date = period.counted.first; date < facts.day; ++date) sum += facts.at(date).amount;
    return sum;
}

/// Today's own mark, done or skipped, is left out: a mark does not change whether the day was due.
bool isDueInPeriod(const HabitFacts& facts) {
    const Period& period = *periodOn(facts, facts.day);
    const DayFact& today = facts.at(facts.day);
    if (period.atMost) return true;
    const bool isSkipped = today.outcome == Outcome::skipped;
    if (period.bySum) {
        const double share = facts.rules[today.rule].target / period.calendar.length();
        return !reaches(sumBeforeToday(facts, period), period.quota + (isSkipped ? share : 0));
    }
    const int done = period.done - (isDone(today.outcome) ? 1 : 0);
    return done < period.dueBase - (period.skipped - (isSkipped ? 1 : 0));
}

bool isDueRolling(const HabitFacts& facts) {
    const RuleTerms& terms = facts.ruleOn(facts.day);
    return (terms.isAtMost() && isBySum(terms.kind)) || !isSatisfiedWithoutMark(facts);
}

/// The period asks nothing more of a day that is not recorded.
bool isMet(const Period& period) {
    if (period.atMost) return false;
    return period.bySum ? reaches(period.sum, period.quota) : period.done >= period.quota;
}

} // namespace

const Period* periodOn(const HabitFacts& facts, Date date) {
    const Segment& segment = facts.segments[facts.segmentIndexOn(date)];
    const auto first = facts.periods.begin() + static_cast<std::ptrdiff_t>(segment.firstPeriod);
    const auto last = first + static_cast<std::ptrdiff_t>(segment.periodCount);
    const auto found =
        std::partition_point(first, last, [date](const Period& period) { return period.calendar.last < date; });
    return found != last && found->calendar.contains(date) ? &*found : nullptr;
}

bool isDue(const HabitFacts& facts) {
    if (facts.phase != Phase::active || !facts.covers(facts.day)) return false;
    const RuleKind kind = facts.ruleOn(facts.day).kind;
    if (isQuota(kind)) return isDueInPeriod(facts);
    if (isRolling(kind)) return isDueRolling(facts);
    return facts.at(facts.day).due;
}

bool isOpen(const HabitFacts& facts) {
    if (facts.isClosed || !isDue(facts)) return false;
    const DayFact& today = facts.at(facts.day);
    const RuleTerms& terms = facts.rules[today.rule];
    if (terms.kind != RuleKind::rollingSum) return isUnsettled(today.outcome);
    if (terms.isAtMost()) return !today.recorded && isWithinWindow(facts);
    return !today.satisfied && today.outcome != Outcome::skipped && today.outcome != Outcome::missed;
}

bool isNotRequired(const HabitFacts& facts, Date date) {
    const DayFact& fact = facts.at(date);
    if (!fact.counting) return true;
    const RuleKind kind = facts.rules[fact.rule].kind;
    if (date == facts.day && !facts.isClosed) return !isDue(facts);
    if (isQuota(kind)) return isMet(*periodOn(facts, date));
    return isRolling(kind) ? fact.satisfied : !fact.due;
}

} // namespace cairn::core
