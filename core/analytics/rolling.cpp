#include "core/analytics/rolling.h"

#include <algorithm>

#include "core/analytics/facts.h"

namespace cairn::core {

namespace {

/// Loop shows this many days after today.
constexpr int daysAhead = 30;

/// 30 and 31 days mean the length of the first done day's month, or of the next one on the last day of a month.
int lengthFrom(Date first, int days) {
    if (days != 30 && days != 31) return days;
    return daysInMonth(first == lastOfMonth(first) ? first + 1 : first);
}

void slideTogether(std::vector<Interval>& intervals) {
    for (std::size_t i = intervals.size(); i-- > 1;) {
        const Interval& newer = intervals[i];
        Interval& older = intervals[i - 1];
        const int overlap = older.end - newer.begin + 1;
        if (overlap <= 0) continue;
        const int shift = std::min(older.end - older.center, overlap);
        older.begin = older.begin - shift;
        older.end = older.end - shift;
    }
}

/// The days done while the rules from `first` to `last`, which ask the same, are in force.
std::vector<Date> doneDays(const HabitFacts& facts, DateSpan span) {
    std::vector<Date> done;
    for (Date date = span.first; date <= span.last; ++date)
        if (isDone(facts.at(date).outcome)) done.push_back(date);
    return done;
}

/// Marks the days of one interval, which the rule's end and a chosen start cut.
void cover(HabitFacts& facts, DateSpan span) {
    const DateSpan inside = facts.known(span);
    for (Date date = inside.first; date <= inside.last; ++date) facts.at(date).satisfied = true;
    if (span.first < facts.coveredFrom) facts.coveredFrom = span.first;
    if (span.last > facts.coveredTo) facts.coveredTo = span.last;
}

/// The span in which one rule is in force, with neighbours that ask the same taken as one.
DateSpan spanOfRules(const HabitFacts& facts, const Segment& segment, std::size_t first, std::size_t last) {
    return {first == segment.firstRule ? segment.span.first : facts.rules[first].first,
            last == segment.lastRule ? segment.span.last : facts.rules[last + 1].first - 1};
}

std::size_t lastAlike(const HabitFacts& facts, const Segment& segment, std::size_t first) {
    std::size_t last = first;
    while (last < segment.lastRule && asksTheSame(facts.rules[first], facts.rules[last + 1])) ++last;
    return last;
}

void coverByIntervals(HabitFacts& facts, const Segment& segment) {
    for (std::size_t first = segment.firstRule; first <= segment.lastRule;) {
        const std::size_t last = lastAlike(facts, segment, first);
        const DateSpan rules = spanOfRules(facts, segment, first, last);
        const Date cutBefore = facts.timeline->startDate ? std::max(facts.start, rules.first) : rules.first;
        const Date cutAfter = std::min(rules.last, facts.day + daysAhead);
        const RuleTerms& terms = facts.rules[first];
        for (const Interval& interval : intervalsOf(doneDays(facts, facts.known(rules)), terms.times, terms.days))
            cover(facts, {std::max(interval.begin, cutBefore), std::min(interval.end, cutAfter)});
        first = last + 1;
    }
}

/// Where nothing is recorded nothing is met.
bool meets(const RuleTerms& terms, double sum, double recorded) {
    return recorded > 0 && (terms.isAtMost() ? staysWithin(sum, terms.target) : reaches(sum, terms.target));
}

/// By the amounts of the D days that end on each day of the segment.
void markBySums(HabitFacts& facts, const Segment& segment) {
    const DateSpan span = facts.known(segment.span);
    std::vector<double> amounts;
    std::vector<double> recorded;
    for (Date date = span.first; date <= span.last; ++date) {
        amounts.push_back(facts.at(date).amount);
        recorded.push_back(facts.at(date).recorded ? 1 : 0);
    }
    for (std::size_t rule = segment.firstRule; rule <= segment.lastRule; ++rule) {
        const DateSpan days = facts.known(spanOfRules(facts, segment, rule, rule));
        if (days.length() == 0) continue;
        const RuleTerms& terms = facts.rules[rule];
        const Date from = std::max(span.first, days.first - (terms.days - 1));
        const auto offset = static_cast<std::size_t>(from - span.first);
        const auto length = static_cast<std::size_t>(DateSpan{from, days.last}.length());
        const auto sums = windowSums(std::span(amounts).subspan(offset, length), terms.days);
        const auto given = windowSums(std::span(recorded).subspan(offset, length), terms.days);
        for (Date date = days.first; date <= days.last; ++date) {
            const auto i = static_cast<std::size_t>(date - from);
            facts.at(date).satisfied = meets(terms, sums[i], given[i]);
        }
    }
}

struct Window {
    double sum = 0;
    int recorded = 0;
};

/// The part up to `last` of the D days that end on `facts.day`.
Window windowUpTo(const HabitFacts& facts, Date last) {
    const Date first = facts.day - (facts.ruleOn(facts.day).days - 1);
    const DateSpan span = facts.known({std::max(facts.segment().span.first, first), last});
    Window window;
    for (Date date = span.first; date <= span.last; ++date) {
        window.sum += facts.at(date).amount;
        window.recorded += facts.at(date).recorded ? 1 : 0;
    }
    return window;
}

bool meetsWithoutToday(const HabitFacts& facts, const RuleTerms& terms) {
    const Window window = windowUpTo(facts, facts.day - 1);
    return meets(terms, window.sum, window.recorded);
}

} // namespace

std::vector<Interval> intervalsOf(std::span<const Date> done, int times, int days) {
    std::vector<Interval> intervals;
    const auto count = static_cast<std::size_t>(times);
    for (std::size_t i = 0; i + count <= done.size(); ++i) {
        const Date first = done[i];
        const Date center = done[i + count - 1];
        const int length = lengthFrom(first, days);
        if (center - first < length) intervals.push_back({first, center, first + (length - 1)});
    }
    slideTogether(intervals);
    return intervals;
}

void markSatisfied(HabitFacts& facts, const Segment& segment) {
    if (isBySum(segment.kind)) {
        markBySums(facts, segment);
        return;
    }
    const DateSpan span = facts.known(segment.span);
    for (Date date = span.first; date <= span.last; ++date) facts.at(date).satisfied = isDone(facts.at(date).outcome);
    coverByIntervals(facts, segment);
}

bool isSatisfiedWithoutMark(const HabitFacts& facts) {
    const DayFact& today = facts.at(facts.day);
    const RuleTerms& terms = facts.rules[today.rule];
    if (isBySum(terms.kind)) return meetsWithoutToday(facts, terms);
    if (!isDone(today.outcome)) return today.satisfied;
    const Segment& segment = facts.segment();
    std::size_t first = today.rule;
    while (first > segment.firstRule && asksTheSame(facts.rules[first - 1], terms)) --first;
    const DateSpan rules = spanOfRules(facts, segment, first, lastAlike(facts, segment, first));
    const auto intervals =
        intervalsOf(doneDays(facts, facts.known({rules.first, facts.day - 1})), terms.times, terms.days);
    return std::any_of(intervals.begin(), intervals.end(),
                       [&](const Interval& i) { return i.begin <= facts.day && facts.day <= i.end; });
}

bool isWithinWindow(const HabitFacts& facts) {
    return staysWithin(windowUpTo(facts, facts.day).sum, facts.ruleOn(facts.day).target);
}

std::vector<double> windowSums(std::span<const double> values, int length) {
    const std::size_t window = std::min(static_cast<std::size_t>(length), values.size());
    std::vector<double> sums(values.size());
    std::vector<double> tail(values.size());
    for (std::size_t block = 0; block < values.size(); block += window) {
        const std::size_t end = std::min(block + window, values.size());
        double sum = 0;
        for (std::size_t i = end; i-- > block;) tail[i] = sum += values[i];
        sum = 0;
        for (std::size_t i = block; i < end; ++i) sums[i] = sum += values[i];
    }
    for (std::size_t i = window; i < values.size(); ++i)
        if (i % window != window - 1) sums[i] += tail[i + 1 - window];
    return sums;
}

} // namespace cairn::core
