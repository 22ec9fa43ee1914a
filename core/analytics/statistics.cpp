#include "core/analytics/statistics.h"

#include <algorithm>

#include "core/analytics/consistency.h"
#include "core/analytics/due.h"
#include "core/analytics/misses.h"

namespace cairn::core {

namespace {

constexpr int fewestForRate = 4;
constexpr int arrowDays = 30;

/// The counting days of a period that lie in `span`, those to come included, among all of its counting days.
double partIn(const HabitFacts& facts, const Segment& segment, const Period& period, DateSpan span) {
    int inside = 0;
    int all = 0;
    const Date last = std::min(period.calendar.last, segment.span.last);
    for (Date date = std::max(period.calendar.first, segment.span.first); date <= last; ++date) {
        if (!facts.counts(date)) continue;
        ++all;
        inside += span.contains(date) ? 1 : 0;
    }
    return all == 0 ? 0 : static_cast<double>(inside) / all;
}

void addPeriods(const HabitFacts& facts, const Segment& segment, DateSpan span, SpanStatistics& sum) {
    for (std::size_t i = 0; i < segment.periodCount; ++i) {
        const Period& period = facts.periods[segment.firstPeriod + i];
        if (period.calendar.last < span.first || span.last < period.calendar.first) continue;
        const double part = partIn(facts, segment, period, span);
        if (period.bySum) {
            sum.expected += period.share * part;
            sum.done += period.share * part * period.metPart();
            continue;
        }
        sum.expected += period.quota * part;
        for (Date date = std::max(period.counted.first, span.first); date <= std::min(period.counted.last, span.last);
             ++date)
            sum.done += isDone(facts.at(date).outcome) ? 1 : 0;
    }
}

void addDays(const HabitFacts& facts, const Segment& segment, DateSpan span, SpanStatistics& sum) {
    const bool rolling = isRolling(segment.kind);
    for (Date date = span.first; date <= span.last; ++date) {
        const DayFact& fact = facts.at(date);
        const bool isMet = rolling ? fact.satisfied : isDone(fact.outcome);
        const bool isOpenToday = date == facts.day && !facts.isClosed && !isMet && isUnsettled(fact.outcome);
        if (!fact.counting || fact.outcome == Outcome::skipped || isOpenToday) continue;
        sum.done += isMet ? 1 : 0;
        sum.expected += rolling || fact.due ? 1 : 0;
    }
}

DateSpan intersection(DateSpan a, DateSpan b) {
    return {std::max(a.first, b.first), std::min(a.last, b.last)};
}

void addToRate(const HabitFacts& facts, Date date, WeekdayRate& rate) {
    const DayFact& fact = facts.at(date);
    if (!fact.counting || fact.outcome == Outcome::skipped || facts.isStillOpen(date)) return;
    if (facts.rules[fact.rule].kind == RuleKind::day && !fact.due) return;
    ++rate.expected;
    rate.done += isDone(fact.outcome) ? 1 : 0;
}

int daysOf(const Streak& streak) {
    if (streak.unit == StreakUnit::days || !streak.from) return streak.current;
    return *streak.to - *streak.from + 1;
}

} // namespace

SpanStatistics statisticsOf(const HabitFacts& facts, DateSpan span) {
    SpanStatistics sum;
    for (const Segment& segment : facts.segments) {
        const DateSpan days = facts.known(intersection(segment.span, span));
        if (isQuota(segment.kind))
            addPeriods(facts, segment, span, sum);
        else
            addDays(facts, segment, days, sum);
        for (Date date = days.first; date <= days.last; ++date) sum.sum += facts.at(date).amount;
    }
    if (sum.expected > 0) sum.rate = std::min(1.0, sum.done / sum.expected);
    return sum;
}

std::array<WeekdayRate, 7> weekdayRatesOf(const HabitFacts& facts, int days) {
    std::array<WeekdayRate, 7> rates{};
    const DateSpan span = facts.known({facts.day - (days - 1), facts.day});
    for (Date date = span.first; date <= span.last; ++date)
        addToRate(facts, date, rates[static_cast<std::size_t>(weekdayOf(date))]);
    for (WeekdayRate& rate : rates)
        if (rate.expected >= fewestForRate) rate.rate = static_cast<double>(rate.done) / rate.expected;
    return rates;
}

std::vector<TrendPoint> trendOf(const HabitTimeline& timeline, AsOf asOf, DateSpan span, int step) {
    std::vector<TrendPoint> points;
    if (span.length() == 0) return points;
    for (Date date = span.last - (span.length() - 1) / step * step; date <= span.last; date = date + step)
        points.push_back({date, trendAt(timeline, {date, asOf.firstWeekday})});
    return points;
}

std::optional<double> sharedConsistencyOf(std::span<const HabitFacts> habits) {
    Fulfilment sum;
    for (const HabitFacts& facts : habits) {
        if (facts.phase == Phase::over) continue;
        const Fulfilment one = fulfilmentOf(facts);
        sum.timesDone += one.timesDone;
        sum.times += one.times;
    }
    if (sum.times <= 0) return std::nullopt;
    return 100 * sum.timesDone / sum.times;
}

std::optional<double> arrowOf(std::span<const HabitTimeline* const> habits, AsOf asOf) {
    std::vector<HabitFacts> now;
    std::vector<HabitFacts> earlier;
    for (const HabitTimeline* timeline : habits) {
        now.push_back(factsOf(*timeline, asOf));
        earlier.push_back(factsOf(*timeline, {asOf.today - arrowDays, asOf.firstWeekday}, Closing::closed));
    }
    const auto today = sharedConsistencyOf(now);
    const auto before = sharedConsistencyOf(earlier);
    if (!today || !before) return std::nullopt;
    return *today - *before;
}

Dashboard dashboardOf(std::span<const HabitFacts> habits) {
    Dashboard board;
    board.consistency = sharedConsistencyOf(habits);
    for (std::size_t i = 0; i < habits.size(); ++i) {
        const HabitFacts& facts = habits[i];
        if (facts.phase != Phase::active) continue;
        board.open += isOpen(facts) ? 1 : 0;
        board.done += isDone(facts.at(facts.day).outcome) ? 1 : 0;
        board.atRisk += isAtRisk(facts) ? 1 : 0;
        const Streak streak = streaksOf(facts).streak;
        if (streak.current == 0 || (board.best && daysOf(streak) <= daysOf(board.bestStreak))) continue;
        board.best = i;
        board.bestStreak = streak;
    }
    return board;
}

} // namespace cairn::core
