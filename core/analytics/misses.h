#pragma once

#include <optional>

#include "core/analytics/consistency.h"
#include "core/analytics/facts.h"

namespace cairn::core {

/// Misses since the last success: days; full periods on quota schedules; days ÷ D, rounded down, on rolling ones.
/// Source: spec.md 2 "Misses". Example: daily, done on Monday, asked on Thursday with nothing since: 2.
int consecutiveMissesOf(const HabitFacts& facts);

/// Active, and missed twice or more in a row.
bool isAtRisk(const HabitFacts& facts);

/// How much of the 30 days before today was missed (quota schedules: of the last full periods), 0–1; nothing where
/// nothing was due.
std::optional<double> failureRateOf(const HabitFacts& facts);

/// What the failure rate is made of: what was expected and done in those 30 days or full periods.
Fulfilment expectedBeforeToday(const HabitFacts& facts);

} // namespace cairn::core
