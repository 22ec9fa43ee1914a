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

/// Says which day it is on one device. A day that has begun does not end again because a clock falls back: `today`
/// never goes below what it said before, unless zone or day-begin changed. A value owned by the store's owner.
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
