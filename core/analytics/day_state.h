#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/analytics/facts.h"
#include "core/domain/enum_names.h"

namespace cairn::core {

/// How a day is shown. `none` is a day that asks for something (or did) and on which nothing is recorded; `missed` is
/// marked so, or over an at-most target.
enum class DayState : std::uint8_t { none, done, partial, skipped, missed, kept, notRequired };
template<>
inline constexpr std::array<std::string_view, 7> enumNames<DayState>{"none",   "done", "partial",     "skipped",
                                                                     "missed", "kept", "not_required"};

/// The state of any day: what is recorded, also where it does not count; else what was or will be asked.
/// Source: spec.md 2 "Heatmap", "Not required", "Silence". Example: daily, a past day without a row: none.
DayState stateOn(const HabitFacts& facts, Date date);

/// The amount that a day of a measured habit shows; nothing of a yes/no habit.
std::optional<double> amountOn(const HabitFacts& facts, Date date);

/// What a target comes to for one day: a target for a span counts by the day's share of it (its length in days).
double dayShareOfTarget(const RuleTerms& terms, Date date);

} // namespace cairn::core
