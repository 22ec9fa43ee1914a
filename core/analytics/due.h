#pragma once

#include "core/analytics/facts.h"

namespace cairn::core {

/// Whether the habit is due on `facts.day`, done or not: by the calendar; on quota schedules while the period's other
/// days are under the quota; by sum at most always; on rolling ones while the day is not satisfied without its own
/// mark. Never unless active. Source: spec.md 2 "Due". Example: 3/week with two other done days this week: due.
bool isDue(const HabitFacts& facts);

/// Due, and neither done, skipped, marked missed nor over an at-most target. An amount toward the sum of D days leaves
/// today open until the sum is met.
bool isOpen(const HabitFacts& facts);

/// Whether a day among the facts asks nothing though nothing is recorded: not due, not counting, the quota met without
/// it, or inside a satisfied interval. Source: spec.md 2 "Not required".
bool isNotRequired(const HabitFacts& facts, Date date);

/// The running period of a quota schedule, or that of an earlier day; nothing under other kinds.
const Period* periodOn(const HabitFacts& facts, Date date);

} // namespace cairn::core
