#pragma once

#include <cstdint>
#include <vector>

#include "core/analytics/period.h"
#include "core/analytics/rule_terms.h"
#include "core/analytics/timeline.h"

namespace cairn::core {

/// What became of a day, by what is recorded (and silence). `partial` is an at-least amount below the day's target;
/// `missed` is marked so, or over an at-most target.
enum class Outcome : std::uint8_t { none, done, partial, skipped, missed, kept };

constexpr bool isDone(Outcome outcome) {
    return outcome == Outcome::done || outcome == Outcome::kept;
}
/// Nothing of today's is settled yet: not recorded, or partial.
constexpr bool isUnsettled(Outcome outcome) {
    return outcome == Outcome::none || outcome == Outcome::partial;
}

/// One calendar day of a habit. Of a day that does not count only `recorded` and `rule` mean anything.
struct DayFact {
    Outcome outcome = Outcome::none;
    bool counting = false;
    bool recorded = false;
    bool due = false;       ///< by the calendar of a day schedule
    bool satisfied = false; ///< on rolling schedules: done, or inside a satisfied interval
    bool hasAmount = false; ///< an amount that adds to sums; a skip never has one
    std::uint16_t rule = 0; ///< index of the rule in force
    double amount = 0;      ///< "done" alone counts as the target (at most: 0)
};

/// The days under successive rules of one kind.
struct Segment {
    DateSpan span; ///< the first begins on earliestDate, the last ends on latestDate
    RuleKind kind = RuleKind::day;
    std::size_t firstRule = 0;
    std::size_t lastRule = 0;
    std::size_t firstPeriod = 0; ///< in HabitFacts::periods
    std::size_t periodCount = 0;
};

/// Where a habit stands in its life on the day asked for.
enum class Phase : std::uint8_t { notBegun, active, paused, over };

/// Whether the day asked for can still change.
enum class Closing : std::uint8_t { open, closed };

/// What every number of a habit is computed from: made in one pass over its counting days, up to `day`. Borrows the
/// timeline, which must outlive it. A plain value; any thread.
struct HabitFacts {
    const HabitTimeline* timeline = nullptr;
    Weekday firstWeekday = Weekday::monday;
    Date today; ///< the day asked for
    Phase phase = Phase::active;
    Date start;            ///< the first day that can count
    Date limit;            ///< the last day that can count, by end and archiving; latestDate without
    Date day;              ///< today; of a habit that is over its last counting day
    bool isClosed = false; ///< `day` is taken as over

    std::vector<RuleTerms> rules;
    std::vector<Segment> segments;
    std::vector<DateSpan> pauses; ///< by date, apart from each other
    std::vector<DayFact> days;    ///< from `start` to `day`; empty when nothing counts
    std::vector<Period> periods;  ///< of the quota segments, oldest first
    Date coveredFrom;             ///< first day of the rolling intervals that reach before `start`, else `start`
    Date coveredTo;               ///< last day of those that reach beyond `day` (at most 30 days), else `day`

    [[nodiscard]] bool isEmpty() const { return days.empty(); }
    [[nodiscard]] bool covers(Date date) const { return !days.empty() && start <= date && date <= day; }
    [[nodiscard]] const DayFact& at(Date date) const { return days[static_cast<std::size_t>(date - start)]; }
    [[nodiscard]] DayFact& at(Date date) { return days[static_cast<std::size_t>(date - start)]; }
    /// Whether `date` is a counting day, or will be one as things are planned.
    [[nodiscard]] bool counts(Date date) const;
    [[nodiscard]] bool isPaused(Date date) const;
    [[nodiscard]] std::size_t ruleIndexOn(Date date) const;
    [[nodiscard]] const RuleTerms& ruleOn(Date date) const { return rules[ruleIndexOn(date)]; }
    [[nodiscard]] std::size_t segmentIndexOn(Date date) const;
    /// The segment of the kind in force on `day`.
    [[nodiscard]] const Segment& segment() const { return segments[segmentIndexOn(day)]; }
    /// The part of a span that has day facts; empty when there is none.
    [[nodiscard]] DateSpan known(DateSpan span) const;
    /// Whether `date` is today and can still become done.
    [[nodiscard]] bool isStillOpen(Date date) const {
        return date == day && !isClosed && isUnsettled(at(date).outcome);
    }
};

/// Source: spec.md 2 "Days", "Outcome of a day", "Silence". Linear in the days since the habit's start. `closing`
/// closed takes the day as over, as a trend does; a habit that is ended or archived always is.
HabitFacts factsOf(const HabitTimeline& timeline, AsOf asOf, Closing closing = Closing::open);

/// What a recorded mark and amount come to under a rule, silence aside. Example: at least 30, amount 20: partial.
Outcome outcomeOf(Mark mark, std::optional<double> amount, const RuleTerms& terms);

/// The amount that a day adds to sums and shows: what is recorded; "done" alone counts as the target (at most: 0).
std::optional<double> effectiveAmount(Mark mark, std::optional<double> amount, const RuleTerms& terms);

} // namespace cairn::core
