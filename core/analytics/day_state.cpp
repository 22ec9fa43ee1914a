#include "core/analytics/day_state.h"

#include "core/analytics/due.h"

namespace cairn::core {

namespace {

DayState shown(Outcome outcome) {
    switch (outcome) {
    case Outcome::done: return DayState::done;
    case Outcome::partial: return DayState::partial;
    case Outcome::skipped: return DayState::skipped;
    case Outcome::missed: return DayState::missed;
    case Outcome::kept: return DayState::kept;
    case Outcome::none: break;
    }
    return DayState::none;
}

DayState stateToCome(const HabitFacts& facts, Date date) {
    return facts.counts(date) && isDueByCalendar(facts.ruleOn(date), date) ? DayState::none : DayState::notRequired;
}

} // namespace

DayState stateOn(const HabitFacts& facts, Date date) {
    const History& history = facts.timeline->history;
    const Outcome recorded = outcomeOf(history.mark(date), history.amount(date), facts.ruleOn(date));
    if (recorded != Outcome::none) return shown(recorded);
    if (date > facts.today) return stateToCome(facts, date);
    if (!facts.covers(date)) return DayState::notRequired;
    if (facts.at(date).outcome == Outcome::kept) return DayState::kept;
    return isNotRequired(facts, date) ? DayState::notRequired : DayState::none;
}

std::optional<double> amountOn(const HabitFacts& facts, Date date) {
    const History& history = facts.timeline->history;
    return effectiveAmount(history.mark(date), history.amount(date), facts.ruleOn(date));
}

double dayShareOfTarget(const RuleTerms& terms, Date date) {
    if (!isBySum(terms.kind)) return terms.target;
    return terms.target / (isMonthly(terms.kind) ? daysInMonth(date) : terms.days);
}

} // namespace cairn::core
