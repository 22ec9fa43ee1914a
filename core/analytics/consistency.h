#pragma once

#include <optional>

#include "core/analytics/facts.h"

namespace cairn::core {

/// How much of what was expected was done.
struct Fulfilment {
    double done = 0;      ///< days or, by sum, amounts; never above `expected`
    double expected = 0;  ///< likewise; 0 where the target for a span is 0
    double timesDone = 0; ///< the same in times: days or, by sum, whole spans and parts of them
    double times = 0;     ///< 0 where nothing was expected

    /// 0–1; nothing where nothing was expected.
    [[nodiscard]] std::optional<double> ratio() const;
};

/// What consistency is made of: 30 days that end on `facts.day`, or the last four full weeks (three full months) and
/// the current one once kept. After a change of kind that of the day before, until the new kind expects something.
/// Source: spec.md 2 "Consistency".
Fulfilment fulfilmentOf(const HabitFacts& facts);

/// Consistency, 0–100; nothing where nothing was expected.
/// Example: daily, 24 of the last 30 days done, none skipped: 80.
std::optional<double> consistencyOf(const HabitFacts& facts);

/// Consistency as if `date` were today and over. Source: spec.md 2 "Statistics: trend at d".
std::optional<double> trendAt(const HabitTimeline& timeline, AsOf date);

/// The last full periods (four weeks, three months) of a quota segment as it stands on `facts.day`.
Fulfilment fullPeriodsOf(const HabitFacts& facts, const Segment& segment);

/// Days of a rolling segment that count and are not skipped, and those of them that are satisfied.
Fulfilment satisfiedIn(const HabitFacts& facts, DateSpan span);

/// Due days of day schedules that are not skipped, and those of them that are done.
Fulfilment doneDueIn(const HabitFacts& facts, DateSpan span);

} // namespace cairn::core
