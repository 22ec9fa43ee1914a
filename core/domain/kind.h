#pragma once

#include "core/domain/enum_names.h"

namespace cairn::core {

/// The kinds of record. Each is described once, in descriptions.cpp.
enum class Kind : std::uint8_t {
    section,
    habit,
    habitRule,
    pause,
    tag,
    habitTag,
    habitLog,
    reminder,
    dismissal,
    goal,
    goalLink,
    goalEntry,
    milestone,
    setting,
};
template<>
inline constexpr std::array<std::string_view, 14> enumNames<Kind>{
    "section",  "habit",     "habit_rule", "pause",     "tag",        "habit_tag", "habit_log",
    "reminder", "dismissal", "goal",       "goal_link", "goal_entry", "milestone", "setting"};

inline constexpr std::size_t kindCount = enumNames<Kind>.size();

} // namespace cairn::core
