#pragma once

#include <span>

#include "core/domain/habit.h"

namespace cairn::core {

/// The rule in force on a day: the latest whose first day is not after it; before the first rule's first day, the first
/// rule. `rules` is not empty and sorted by validFrom.
inline const HabitRule& ruleInForce(std::span<const HabitRule> rules, Date day) {
    const HabitRule* found = &rules.front();
    for (const HabitRule& rule : rules)
        if (rule.validFrom <= day) found = &rule;
    return *found;
}

} // namespace cairn::core
