#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "core/analytics/facts.h"
#include "core/analytics/streaks.h"
#include "core/analytics/timeline.h"

namespace cairn::core {

/// A habit over a week, a month or any other span.
struct SpanStatistics {
    double done = 0;     ///< done days; satisfied ones on rolling schedules; by sum, whole spans and parts of them
    double expected = 0; ///< due days, satisfiable days or the quota, skipped ones taken off; by sum likewise in spans
    std::optional<double> rate; ///< 0–1: done ÷ expected, done capped at expected; nothing where nothing was expected
    double sum = 0;             ///< of the amounts
};

/// Source: spec.md 2 "Statistics". A period that lies in the span in part counts by that part of its counting days.
/// Pure; linear in the span. Example: daily, a week with 5 done days and 1 skipped: 5 of 6.
SpanStatistics statisticsOf(const HabitFacts& facts, DateSpan span);

struct WeekdayRate {
    int done = 0;
    int expected = 0;           ///< due days; on quota and rolling schedules counting days; skipped ones taken off
    std::optional<double> rate; ///< 0–1; nothing under 4 expected
};

/// Monday first, over the last `days` days. Source: spec.md 2 "Statistics: by weekday".
std::array<WeekdayRate, 7> weekdayRatesOf(const HabitFacts& facts, int days = 365);

struct TrendPoint {
    Date date;
    std::optional<double> consistency; ///< 0–100
};

/// Consistency as if each day in turn, `step` days apart up to `span.last`, were today and over.
std::vector<TrendPoint> trendOf(const HabitTimeline& timeline, AsOf asOf, DateSpan span, int step);

/// Σ done ÷ Σ expected over habits that are not over, each capped at its expected, 0–100; nothing where nothing was
/// expected. Source: spec.md 2 "Statistics: all habits".
std::optional<double> sharedConsistencyOf(std::span<const HabitFacts> habits);

/// The arrow beside it: the difference to 30 days earlier, in points; nothing where either is missing.
std::optional<double> arrowOf(std::span<const HabitTimeline* const> habits, AsOf asOf);

/// The numbers on top of Today and Insights.
struct Dashboard {
    int open = 0; ///< habits open today
    int done = 0; ///< habits done today
    int atRisk = 0;
    std::optional<double> consistency; ///< 0–100, over all habits
    std::optional<std::size_t> best;   ///< index of the habit whose current streak spans the most days
    Streak bestStreak;
};
Dashboard dashboardOf(std::span<const HabitFacts> habits);

} // namespace cairn::core
