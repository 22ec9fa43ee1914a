#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "core/base/error.h"
#include "core/domain/weekdays.h"

namespace cairn::core {

struct Daily {
    friend bool operator==(Daily, Daily) = default;
};
struct OnWeekdays {
    Weekdays days;
    friend bool operator==(OnWeekdays, OnWeekdays) = default;
};
/// Due where (day − the rule's first day) is a multiple of `interval`.
struct EveryNDays {
    int interval = 1;
    friend bool operator==(EveryNDays, EveryNDays) = default;
};
struct TimesAWeek {
    int times = 1; ///< 1–7
    friend bool operator==(TimesAWeek, TimesAWeek) = default;
};
struct TimesAMonth {
    int times = 1; ///< 1–31
    friend bool operator==(TimesAMonth, TimesAMonth) = default;
};
/// Loop's frequency: `times` in any `days` days; 1 ≤ times < days, or 1 in 1.
struct TimesInDays {
    int times = 1;
    int days = 1;
    friend bool operator==(TimesInDays, TimesInDays) = default;
};

/// When a habit is due: one of six schedules.
using Schedule = std::variant<Daily, OnWeekdays, EveryNDays, TimesAWeek, TimesAMonth, TimesInDays>;

/// The longest interval or window that is accepted: a century of days.
inline constexpr int longestInterval = 36'500;

/// Reads the one grammar of schedules: `daily`, `mon,wed,fri`, `every 3 days`, `3/week`, `2/month`, `3 in 10 days`.
/// Case and spaces don't matter; N in N days becomes 1 in 1. Errors: invalidSyntax for all else.
Result<Schedule> parseSchedule(std::string_view text);

/// Writes a schedule in that grammar, in its one canonical form.
std::string formatSchedule(const Schedule& schedule);

/// What a schedule counts in, which decides how its streaks, quotas and scores are computed.
enum class ScheduleKind { day, week, month, rolling };
ScheduleKind kindOf(const Schedule& schedule);

} // namespace cairn::core
