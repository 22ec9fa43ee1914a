#pragma once

#include <vector>

#include "core/base/date.h"

namespace cairn::core {

struct HabitFacts;
struct Segment;

/// How a period of a quota schedule stands. `passed` has nothing to ask: its quota is 0.
enum class Standing : std::uint8_t { passed, open, kept, lost };

/// A calendar week or month under one kind of quota rules, as far as it counts.
struct Period {
    DateSpan calendar;          ///< the whole week or month
    DateSpan counted{{1}, {0}}; ///< from its first to its last counting day so far; empty when there is none
    int done = 0;
    int skipped = 0;
    double sum = 0;
    double quota = 0; ///< done days, or an amount when `bySum`
    int dueBase = 0;  ///< the quota before skips, in a cut period at least 1: what decides whether today is due
    double share = 0; ///< how much of the whole span is asked, 0–1: days that count and are not skipped ÷ its length
    bool bySum = false;
    bool atMost = false; ///< only ever by sum: the quota is a limit
    bool isFull = false; ///< it is over
    Standing standing = Standing::passed;

    [[nodiscard]] double progress() const { return bySum ? sum : done; }
    /// What it adds to consistency: min(done, quota); an at-most span its whole quota or nothing.
    [[nodiscard]] double credit() const;
    /// What part of the quota is met, 0–1; an at-most span wholly or not at all.
    [[nodiscard]] double metPart() const;
};

/// The periods of one quota segment that touch the days of `facts`, oldest first. Source: spec.md 2 "Quota of a
/// period". Example: 3/week begun on a Friday: quota floor(9 ÷ 7) = 1.
std::vector<Period> periodsOf(const HabitFacts& facts, const Segment& segment);

/// Whether `sum` reaches `target`, or stays within it, with room for the rounding of sums (1e-9 of the target).
bool reaches(double sum, double target);
bool staysWithin(double sum, double target);

} // namespace cairn::core
