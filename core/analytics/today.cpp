#include "core/analytics/today.h"

#include <algorithm>

#include "core/analytics/due.h"

namespace cairn::core {

namespace {

double fractionOf(const HabitFacts& facts, const TodayCell& cell) {
    if (cell.state == DayState::done || cell.state == DayState::kept) return 1;
    if (cell.state != DayState::partial) return 0;
    const double target = dayShareOfTarget(facts.ruleOn(cell.date), cell.date);
    return target > 0 ? std::clamp(cell.amount.value_or(0) / target, 0.0, 1.0) : 0;
}

TodayCell cellOf(const HabitFacts& facts, Date date) {
    TodayCell cell{.date = date, .state = stateOn(facts, date), .amount = amountOn(facts, date)};
    cell.open = date == facts.today && isOpen(facts);
    cell.fraction = fractionOf(facts, cell);
    return cell;
}

PeriodProgress progressIn(const Period& period) {
    const double asked = period.bySum ? 0 : period.dueBase - period.skipped;
    return {.span = period.calendar,
            .done = period.progress(),
            .expected = std::max(period.quota, asked),
            .bySum = period.bySum,
            .atMost = period.atMost};
}

PeriodProgress progressInWindow(const HabitFacts& facts, const RuleTerms& terms) {
    PeriodProgress progress{.span = {facts.day - (terms.days - 1), facts.day},
                            .bySum = isBySum(terms.kind),
                            .atMost = isBySum(terms.kind) && terms.isAtMost()};
    progress.expected = progress.bySum ? terms.target : terms.times;
    const DateSpan known = facts.known(progress.span);
    for (Date date = std::max(known.first, facts.segment().span.first); date <= known.last; ++date) {
        const DayFact& fact = facts.at(date);
        progress.done += progress.bySum ? fact.amount : isDone(fact.outcome) ? 1 : 0;
    }
    return progress;
}

std::optional<PeriodProgress> progressOf(const HabitFacts& facts) {
    if (!facts.covers(facts.day)) return std::nullopt;
    const RuleTerms& terms = facts.ruleOn(facts.day);
    if (isQuota(terms.kind)) return progressIn(*periodOn(facts, facts.day));
    if (isRolling(terms.kind)) return progressInWindow(facts, terms);
    return std::nullopt;
}

} // namespace

HabitToday todayOf(const HabitTimeline& timeline, AsOf asOf) {
    return todayOf(factsOf(timeline, asOf));
}

HabitToday todayOf(const HabitFacts& facts) {
    HabitToday today;
    const auto count = static_cast<int>(today.days.size());
    for (int i = 0; i < count; ++i)
        today.days[static_cast<std::size_t>(i)] = cellOf(facts, facts.today - (count - 1 - i));
    const RuleTerms& terms = facts.ruleOn(facts.today);
    today.dueToday = isDue(facts);
    today.openToday = isOpen(facts);
    today.progress = progressOf(facts);
    today.amountToday = amountOn(facts, facts.today);
    if (terms.measured) today.targetToday = terms.target;
    return today;
}

} // namespace cairn::core
