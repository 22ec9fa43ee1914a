#include "core/analytics/period.h"

#include <algorithm>
#include <cmath>

#include "core/analytics/facts.h"

namespace cairn::core {

namespace {

DateSpan calendarPeriod(const HabitFacts& facts, RuleKind kind, Date date) {
    if (isMonthly(kind)) return {firstOfMonth(date), lastOfMonth(date)};
    const Date first = startOfWeek(date, facts.firstWeekday);
    return {first, first + 6};
}

/// What the days of a period come to, before it is judged.
struct Tally {
    int length = 0;        ///< of the whole calendar period
    int counting = 0;      ///< days that count, those to come included
    int timesByDay = 0;    ///< Σ N over those days
    double target = 0;     ///< Σ target ÷ length over those days that are not skipped
    int asking = 0;        ///< days that are not skipped
    bool recorded = false; ///< something is
    std::size_t rule = 0;  ///< whose target `pending` days ask
    int pending = 0;

    void count(const RuleTerms& terms) {
        ++counting;
        timesByDay += std::min(terms.times, length);
    }
    /// Days of one rule are taken together, so that a whole period has its target without rounding.
    void flush(const HabitFacts& facts) {
        target += facts.rules[rule].target * (static_cast<double>(pending) / length);
        pending = 0;
    }
    void ask(const HabitFacts& facts, std::size_t ruleIndex) {
        if (ruleIndex != rule) flush(facts);
        rule = ruleIndex;
        ++pending;
        ++asking;
    }
    [[nodiscard]] bool isCut() const { return counting < length; }
};

void addKnownDay(const HabitFacts& facts, Date date, Period& period, Tally& tally) {
    const DayFact& fact = facts.at(date);
    if (!fact.counting) return;
    if (period.counted.length() == 0) period.counted.first = date;
    period.counted.last = date;
    tally.count(facts.rules[fact.rule]);
    tally.recorded = tally.recorded || fact.recorded;
    period.done += isDone(fact.outcome) ? 1 : 0;
    period.sum += fact.amount;
    if (fact.outcome == Outcome::skipped)
        ++period.skipped;
    else
        tally.ask(facts, fact.rule);
}

void addDayToCome(const HabitFacts& facts, Date date, Tally& tally) {
    if (!facts.counts(date)) return;
    const std::size_t rule = facts.ruleIndexOn(date);
    tally.count(facts.rules[rule]);
    tally.ask(facts, rule);
}

/// `base` without the skipped days, but not below what was done.
int lessSkipped(int base, const Period& period) {
    return std::max(base - period.skipped, std::min(base, period.done));
}

void setQuota(Period& period, const Tally& tally) {
    const int share = tally.timesByDay;
    int base = tally.isCut() ? share / tally.length : (2 * share + tally.length) / (2 * tally.length);
    period.dueBase = tally.isCut() ? std::max(base, 1) : base;
    if (tally.isCut() && period.done > 0) base = std::max(base, 1);
    period.quota = lessSkipped(base, period);
}

Standing standingOf(const Period& period, const Tally& tally) {
    if (period.atMost ? period.share == 0 : period.quota == 0) return Standing::passed;
    if (!period.atMost && reaches(period.progress(), period.quota)) return Standing::kept;
    if (period.atMost && !staysWithin(period.sum, period.quota)) return Standing::lost;
    if (!period.isFull) return Standing::open;
    return period.atMost && tally.recorded ? Standing::kept : Standing::lost;
}

/// Over with the last calendar day, or when a rule of another kind begins.
bool isFull(const HabitFacts& facts, const Segment& segment, DateSpan calendar) {
    const Date last = std::min(calendar.last, segment.span.last);
    return last < facts.day || (last == facts.day && facts.isClosed);
}

Period periodOf(const HabitFacts& facts, const Segment& segment, DateSpan calendar) {
    Period period{.calendar = calendar, .bySum = isBySum(segment.kind)};
    Tally tally{.length = calendar.length(), .rule = facts.ruleIndexOn(calendar.first)};
    const Date first = std::max({calendar.first, segment.span.first, facts.start});
    const Date last = std::min(calendar.last, segment.span.last);
    for (Date date = first; date <= last && date <= facts.day; ++date) addKnownDay(facts, date, period, tally);
    for (Date date = std::max(first, facts.day + 1); date <= last; ++date) addDayToCome(facts, date, tally);
    tally.flush(facts);
    period.isFull = isFull(facts, segment, calendar);
    period.share = static_cast<double>(tally.asking) / tally.length;
    if (period.bySum) {
        period.atMost = facts.ruleOn(std::min(last, facts.day)).isAtMost();
        period.quota = tally.target;
    } else {
        setQuota(period, tally);
    }
    period.standing = standingOf(period, tally);
    return period;
}

double rounding(double target) {
    return 1e-9 * std::abs(target);
}

} // namespace

double Period::credit() const {
    if (atMost) return standing == Standing::kept ? quota : 0;
    return std::min(progress(), quota);
}

double Period::metPart() const {
    if (quota > 0) return credit() / quota;
    return standing == Standing::kept ? 1 : 0;
}

std::vector<Period> periodsOf(const HabitFacts& facts, const Segment& segment) {
    std::vector<Period> periods;
    const DateSpan span = facts.known(segment.span);
    for (Date date = span.first; date <= span.last; date = periods.back().calendar.last + 1)
        periods.push_back(periodOf(facts, segment, calendarPeriod(facts, segment.kind, date)));
    return periods;
}

bool reaches(double sum, double target) {
    return sum >= target - rounding(target);
}

bool staysWithin(double sum, double target) {
    return sum <= target + rounding(target);
}

} // namespace cairn::core
