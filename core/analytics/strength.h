#pragma once

#include "core/analytics/facts.h"

namespace cairn::core {

/// Strength on `facts.day`, 0–1: an exponential smoothing of how well the rule was met, one step for each counting
/// day. Linear in the days. Source: formulas.md "Strength"; Loop Habit Tracker 2.3.1, Score.kt and ScoreList.kt.
/// Example: every day, first done today: 1 − 0.5^(1 ÷ 13) = 0.0519.
double strengthOf(const HabitFacts& facts);

/// Strength on each of `facts.days`, each but the last taken as over; the last is strengthOf. Linear in the days.
std::vector<double> strengthsOf(const HabitFacts& facts);

} // namespace cairn::core
