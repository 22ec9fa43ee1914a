#include "core/analytics/facts.h"

#include <algorithm>

#include "core/analytics/rolling.h"

namespace cairn::core {

namespace {

/// Sorted by day, and those that touch joined.
std::vector<DateSpan> joined(std::vector<DateSpan> spans) {
    std::erase_if(spans, [](DateSpan span) { return span.length() == 0; });
    std::sort(spans.begin(), spans.end(), [](DateSpan a, DateSpan b) { return a.first < b.first; });
    std::vector<DateSpan> result;
    for (const DateSpan span : spans) {
        if (!result.empty() && span.first <= result.back().last + 1)
            result.back().last = std::max(result.back().last, span.last);
        else
            result.push_back(span);
    }
    return result;
}

Date startOf(const HabitTimeline& timeline, Date today) {
    if (timeline.startDate) return *timeline.startDate;
    auto first = timeline.history.firstRecorded();
    if (first && *first > today) first.reset();
    if (timeline.imported) return first.value_or(timeline.madeOn);
    return std::min(timeline.madeOn, first.value_or(timeline.madeOn));
}

/// The day of archiving counts only if it is marked, and nothing after today is seen.
Date limitOf(const HabitTimeline& timeline, Date today) {
    Date limit = timeline.endDate.value_or(latestDate);
    if (timeline.archivedOn) {
        const Date archived = *timeline.archivedOn;
        const bool isMarked = archived <= today && timeline.history.isRecorded(archived);
        limit = std::min(limit, isMarked ? archived : archived - 1);
    }
    return limit;
}

bool isOver(const HabitTimeline& timeline, Date today) {
    return (timeline.endDate && *timeline.endDate < today) || (timeline.archivedOn && *timeline.archivedOn <= today);
}

Phase phaseOf(const HabitFacts& facts) {
    if (isOver(*facts.timeline, facts.today)) return Phase::over;
    if (facts.start > facts.today) return Phase::notBegun;
    return facts.isPaused(facts.today) ? Phase::paused : Phase::active;
}

/// The last counting day of a habit that is over; without any the last that could have been one.
Date lastCounting(const HabitFacts& facts) {
    const Date last = std::min(facts.limit, facts.today);
    const auto inPause =
        std::find_if(facts.pauses.begin(), facts.pauses.end(), [last](DateSpan pause) { return pause.contains(last); });
    const Date date = inPause == facts.pauses.end() ? last : inPause->first - 1;
    return date < facts.start ? last : date;
}

std::vector<Segment> segmentsOf(const std::vector<RuleTerms>& rules) {
    std::vector<Segment> segments;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (!segments.empty() && segments.back().kind == rules[i].kind) {
            segments.back().lastRule = i;
            continue;
        }
        if (!segments.empty()) segments.back().span.last = rules[i].first - 1;
        const Date first = segments.empty() ? earliestDate : rules[i].first;
        segments.push_back({.span = {first, latestDate}, .kind = rules[i].kind, .firstRule = i, .lastRule = i});
    }
    return segments;
}

/// The day itself without silence: what is recorded, and what the calendar asks.
DayFact recordedFact(const HabitFacts& facts, Date date, std::size_t rule, bool counting) {
    const RuleTerms& terms = facts.rules[rule];
    const History& history = facts.timeline->history;
    DayFact fact{.counting = counting, .rule = static_cast<std::uint16_t>(rule)};
    if (!counting) return fact;
    const Mark mark = history.mark(date);
    const auto amount = history.amount(date);
    fact.recorded = mark != Mark::none || (terms.measured && amount.has_value());
    fact.due = isDueByCalendar(terms, date);
    fact.outcome = outcomeOf(mark, amount, terms);
    const auto effective = mark == Mark::skipped ? std::nullopt : effectiveAmount(mark, amount, terms);
    fact.hasAmount = effective.has_value();
    fact.amount = effective.value_or(0);
    return fact;
}

bool isKept(const HabitFacts& facts, const DayFact& fact, Date date) {
    const RuleTerms& terms = facts.rules[fact.rule];
    if (!terms.silenceKept || !fact.counting || fact.recorded) return false;
    return (fact.due || terms.kind != RuleKind::day) && (date < facts.day || facts.isClosed);
}

/// One pass over the days, with the rule and the pause in force carried along.
void fillDays(HabitFacts& facts) {
    if (facts.start > facts.day) return;
    facts.days.reserve(static_cast<std::size_t>(DateSpan{facts.start, facts.day}.length()));
    auto pause = facts.pauses.begin();
    std::size_t rule = facts.ruleIndexOn(facts.start);
    for (Date date = facts.start; date <= facts.day; ++date) {
        while (rule + 1 < facts.rules.size() && facts.rules[rule + 1].first <= date) ++rule;
        while (pause != facts.pauses.end() && pause->last < date) ++pause;
        const bool isInPause = pause != facts.pauses.end() && pause->contains(date);
        DayFact fact = recordedFact(facts, date, rule, !isInPause && date <= facts.limit);
        if (isKept(facts, fact, date)) fact.outcome = Outcome::kept;
        facts.days.push_back(fact);
    }
}

void addSegment(HabitFacts& facts, Segment& segment) {
    if (facts.known(segment.span).length() == 0) return;
    if (isRolling(segment.kind)) markSatisfied(facts, segment);
    if (!isQuota(segment.kind)) return;
    const std::vector<Period> periods = periodsOf(facts, segment);
    segment.firstPeriod = facts.periods.size();
    segment.periodCount = periods.size();
    facts.periods.insert(facts.periods.end(), periods.begin(), periods.end());
}

} // namespace

std::optional<double> effectiveAmount(Mark mark, std::optional<double> amount, const RuleTerms& terms) {
    if (!terms.measured) return std::nullopt;
    if (amount || mark != Mark::done) return amount;
    return terms.bound == Bound::atLeast ? terms.target : 0;
}

Outcome outcomeOf(Mark mark, std::optional<double> amount, const RuleTerms& terms) {
    if (mark == Mark::skipped) return Outcome::skipped;
    if (mark == Mark::missed) return Outcome::missed;
    if (mark == Mark::done && (!terms.measured || !amount)) return Outcome::done;
    if (!terms.measured || !amount) return Outcome::none;
    if (terms.bound == Bound::atMost)
        return isBySum(terms.kind) || *amount <= terms.target ? Outcome::done : Outcome::missed;
    const bool isMet = isBySum(terms.kind) ? *amount > 0 : *amount >= terms.target;
    return isMet ? Outcome::done : Outcome::partial;
}

bool HabitFacts::isPaused(Date date) const {
    const auto after =
        std::partition_point(pauses.begin(), pauses.end(), [date](DateSpan pause) { return pause.last < date; });
    return after != pauses.end() && after->contains(date);
}

bool HabitFacts::counts(Date date) const {
    return start <= date && date <= limit && !isPaused(date);
}

std::size_t HabitFacts::ruleIndexOn(Date date) const {
    const auto after = std::partition_point(rules.begin(), rules.end(),
                                            [date](const RuleTerms& terms) { return terms.first <= date; });
    return after == rules.begin() ? 0 : static_cast<std::size_t>(after - rules.begin()) - 1;
}

std::size_t HabitFacts::segmentIndexOn(Date date) const {
    const auto after = std::partition_point(segments.begin(), segments.end(),
                                            [date](const Segment& segment) { return segment.span.first <= date; });
    return after == segments.begin() ? 0 : static_cast<std::size_t>(after - segments.begin()) - 1;
}

DateSpan HabitFacts::known(DateSpan span) const {
    if (days.empty()) return {start, start - 1};
    return {std::max(span.first, start), std::min(span.last, day)};
}

HabitFacts factsOf(const HabitTimeline& timeline, AsOf asOf, Closing closing) {
    HabitFacts facts;
    facts.timeline = &timeline;
    facts.firstWeekday = asOf.firstWeekday;
    facts.today = asOf.today;
    for (const HabitRule& rule : timeline.rules) facts.rules.push_back(termsOf(rule, timeline.measure));
    facts.segments = segmentsOf(facts.rules);
    facts.pauses = joined(timeline.pauses);
    facts.start = startOf(timeline, asOf.today);
    facts.limit = limitOf(timeline, asOf.today);
    facts.phase = phaseOf(facts);
    const bool over = facts.phase == Phase::over;
    facts.day = over ? lastCounting(facts) : asOf.today;
    facts.isClosed = over || closing == Closing::closed;
    facts.coveredFrom = facts.start;
    facts.coveredTo = facts.day;
    fillDays(facts);
    for (Segment& segment : facts.segments) addSegment(facts, segment);
    return facts;
}

} // namespace cairn::core
