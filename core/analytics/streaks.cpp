#include "core/analytics/streaks.h"

#include <algorithm>

#include "core/analytics/due.h"

namespace cairn::core {

namespace {

/// Whole calendar weeks or months inside a span.
int wholePeriods(const HabitFacts& facts, DateSpan span, StreakUnit unit) {
    if (span.length() == 0) return 0;
    if (unit == StreakUnit::weeks) {
        const Date monday = startOfWeek(span.first + 6, facts.firstWeekday);
        return std::max(0, (span.last + 1 - monday) / 7);
    }
    const auto monthsUpTo = [](Date date) { return civil(date).year * 12 + civil(date).month; };
    const int first = monthsUpTo(span.first) + (span.first == firstOfMonth(span.first) ? 0 : 1);
    return std::max(0, monthsUpTo(span.last + 1) - first);
}

int doneDaysIn(const HabitFacts& facts, DateSpan span) {
    const DateSpan known = facts.known(span);
    int done = 0;
    for (Date date = known.first; date <= known.last; ++date) done += isDone(facts.at(date).outcome) ? 1 : 0;
    return done;
}

/// A run with the day from which it is restated.
struct OpenRun {
    Run run;
    std::optional<Date> firstDone;

    [[nodiscard]] bool isRunning() const { return run.length > 0; }
};

int restated(const HabitFacts& facts, const OpenRun& open, Date last, StreakUnit unit) {
    if (open.run.unit == unit && unit == StreakUnit::days) return open.run.length;
    if (!open.firstDone) return 0;
    const DateSpan span{*open.firstDone, last};
    return unit == StreakUnit::days ? doneDaysIn(facts, span) : wholePeriods(facts, span, unit);
}

/// Walks through the days and periods of a habit, oldest first, and keeps the run that has not ended yet.
class RunWalk {
public:
    explicit RunWalk(const HabitFacts& facts) : m_facts(facts) {}

    Streaks walk() {
        for (const Segment& segment : m_facts.segments) {
            if (m_facts.known(segment.span).length() == 0) continue;
            if (segment.span.first > m_facts.start) restate(segment);
            m_unit = unitOf(segment.kind);
            if (isQuota(segment.kind))
                walkPeriods(segment);
            else if (isRolling(segment.kind))
                walkRolling(segment);
            else
                walkDays(segment);
        }
        return result();
    }

private:
    const HabitFacts& m_facts;
    StreakUnit m_unit = StreakUnit::days;
    OpenRun m_open;
    std::optional<OpenRun> m_current; ///< the run as `day` shows it, where the walk goes beyond `day`
    std::vector<OpenRun> m_ended;
    std::vector<BrokenStreak> m_broken;

    void extend(Date from, Date to) {
        if (!m_open.isRunning()) m_open.run.from = from;
        m_open.run.to = to;
        m_open.run.unit = m_unit;
        ++m_open.run.length;
    }

    void end() {
        if (m_open.isRunning()) m_ended.push_back(m_open);
        m_open = {};
    }

    void breakOn(Date date) {
        if (!m_open.isRunning()) return;
        m_broken.push_back({m_open.run, date});
        end();
    }

    void noteDone(Date date) {
        if (m_open.isRunning() && !m_open.firstDone) m_open.firstDone = date;
    }

    /// Carries an unbroken run over to rules of another kind.
    void restate(const Segment& segment) {
        if (!m_open.isRunning()) return;
        const StreakUnit unit = unitOf(segment.kind);
        const int length = restated(m_facts, m_open, segment.span.first - 1, unit);
        if (length == 0) return end();
        m_open.run.length = length;
        m_open.run.unit = unit;
    }

    void walkDays(const Segment& segment) {
        const DateSpan span = m_facts.known(segment.span);
        for (Date date = span.first; date <= span.last; ++date) {
            const DayFact& fact = m_facts.at(date);
            if (!fact.counting) continue;
            if (isDone(fact.outcome)) {
                extend(date, date);
                noteDone(date);
            } else if (fact.due && fact.outcome != Outcome::skipped && !m_facts.isStillOpen(date)) {
                breakOn(date);
            }
        }
    }

    void walkPeriods(const Segment& segment) {
        for (std::size_t i = 0; i < segment.periodCount; ++i) {
            const Period& period = m_facts.periods[segment.firstPeriod + i];
            if (period.standing == Standing::lost) breakOn(std::min(period.calendar.last, m_facts.day));
            if (period.standing != Standing::kept) continue;
            extend(period.counted.first, period.counted.last);
            for (Date date = period.counted.first; !m_open.firstDone && date <= period.counted.last; ++date)
                if (isDone(m_facts.at(date).outcome)) noteDone(date);
        }
    }

    void walkRolling(const Segment& segment) {
        const Date first = segment.span.first > m_facts.start ? segment.span.first : m_facts.coveredFrom;
        const Date last = segment.span.last < m_facts.day ? segment.span.last : m_facts.coveredTo;
        for (Date date = first; date <= last; ++date) {
            if (date > m_facts.day && !m_current) m_current = m_open;
            if (m_facts.isPaused(date)) continue;
            if (!m_facts.covers(date))
                extend(date, date);
            else
                walkRollingDay(date);
        }
    }

    void walkRollingDay(Date date) {
        const DayFact& fact = m_facts.at(date);
        if (!fact.counting || (date == m_facts.day && isOpen(m_facts))) return;
        if (fact.satisfied || fact.outcome == Outcome::skipped) {
            extend(date, date);
            if (isDone(fact.outcome)) noteDone(date);
        } else {
            breakOn(date);
        }
    }

    Streaks result() {
        const OpenRun current = m_current.value_or(m_open);
        Streaks streaks;
        streaks.broken = m_broken;
        if (m_open.isRunning()) m_ended.push_back(m_open);
        streaks.streak.unit = unitOf(m_facts.ruleOn(m_facts.day).kind);
        streaks.streak.current = current.run.length;
        if (current.isRunning()) {
            streaks.streak.from = current.run.from;
            streaks.streak.to = current.run.to;
        }
        for (const OpenRun& ended : m_ended) {
            streaks.runs.push_back(ended.run);
            const bool isSameUnit = ended.run.unit == streaks.streak.unit;
            const int length =
                isSameUnit ? ended.run.length : restated(m_facts, ended, ended.run.to, streaks.streak.unit);
            streaks.streak.longest = std::max(streaks.streak.longest, length);
        }
        return streaks;
    }
};

} // namespace

StreakUnit unitOf(RuleKind kind) {
    if (isWeekly(kind)) return StreakUnit::weeks;
    return isMonthly(kind) ? StreakUnit::months : StreakUnit::days;
}

Streaks streaksOf(const HabitFacts& facts) {
    return RunWalk(facts).walk();
}

} // namespace cairn::core
