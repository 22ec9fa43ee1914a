#pragma once

#include <span>
#include <vector>

#include "core/base/date.h"

namespace cairn::core {

struct HabitFacts;
struct Segment;

/// A satisfied interval of a "N times in D days" rule; `center` is the last of its N done days.
struct Interval {
    Date begin;
    Date center;
    Date end;

    friend bool operator==(Interval, Interval) = default;
};

/// The intervals that `done` (by date) makes, slid together as Loop does, oldest first.
/// Source: formulas.md "N times in any D days"; Loop Habit Tracker 2.3.1, EntryList.kt.
/// Example: 1 in 7, done on 1 and 5 January: [29 December, 4 January] and [5, 11 January].
std::vector<Interval> intervalsOf(std::span<const Date> done, int times, int days);

/// Marks the satisfied days of a rolling segment, and sets coveredFrom and coveredTo.
void markSatisfied(HabitFacts& facts, const Segment& segment);

/// Whether `facts.day`, under a rolling rule, is satisfied without its own mark.
bool isSatisfiedWithoutMark(const HabitFacts& facts);

/// Whether the amounts of the D days that end on `facts.day`, under a rolling rule by sum, stay within the target.
bool isWithinWindow(const HabitFacts& facts);

/// For each value the sum of the `length` values that end there (fewer at the front). Linear, and without
/// subtraction, so that a large value leaves no error behind.
std::vector<double> windowSums(std::span<const double> values, int length);

} // namespace cairn::core
