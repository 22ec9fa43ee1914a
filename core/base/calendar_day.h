#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.h"

namespace cairn::core {

/// Whether `zone` is an IANA zone that this computer knows.
bool isKnownZone(std::string_view zone);

/// Minutes that local time is ahead of UTC in `zone` at `instant`. After 2037 the rule at the end of the zone file
/// applies, so daylight saving goes on. Errors: notFound for an unknown zone.
Result<int> utcOffsetMinutes(std::string_view zone, Instant instant);

/// The calendar day at `instant`: the date of the zone's civil time minus `dayBeginHour` hours (0–23), in civil
/// arithmetic. Errors: notFound for an unknown zone.
Result<Date> calendarDay(Instant instant, std::string_view zone, int dayBeginHour);

/// No clock that is right shows a day before this one: Cairn was made after it.
constexpr Date earliestPlausibleDay{20454}; // 2026-01-01

/// Days that a clock may fall back and still be the one that is wrong, though what it shows is plausible.
constexpr int longestFall = 7;

/// Says which day it is on one device. A day that has begun does not end again because a clock falls back: `today`
/// never goes below what it said before, unless zone or day-begin changed. But where a clock that was far ahead is set
/// right, by more than `longestFall` days to a plausible one, the day that it showed has never been, and would hold up
/// today for years: then the clock is followed. A value. Source: spec.md 2 "Days".
/// Example: on 20 November 2026, a clock that falls to the 19th or to 1970 changes nothing; one that stood in 2056 and
/// falls to 20 November 2026 is followed.
class DayKeeper {
public:
    /// `lastKnown`: the greatest day said before a restart, if any, for this zone and day-begin.
    DayKeeper(std::string zone, int dayBeginHour, std::optional<Date> lastKnown = std::nullopt);

    /// The day at `now`; errors as calendarDay.
    Result<Date> today(Instant now);
    [[nodiscard]] std::optional<Date> lastKnown() const { return m_lastKnown; }

private:
    std::string m_zone;
    int m_dayBeginHour;
    std::optional<Date> m_lastKnown;
};

} // namespace cairn::core
