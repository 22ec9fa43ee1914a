#include "core/base/calendar_day.h"

#include <chrono>
#include <cstdlib>
#include <date/tz.h>
#include <filesystem>
#include <fstream>

#include "core/base/posix_zone.h"

namespace cairn::core {

namespace {

constexpr std::int64_t millisecondsAMinute = 60'000;
constexpr std::int64_t minutesADay = 24 * 60;

// The zone library reads transitions up to 2037 and forgets the rule behind them, so from 2037 on the rule is asked.
constexpr date::sys_seconds ruleBegins = date::sys_days{date::year{2037} / 1 / 1};

std::int64_t floorDivide(std::int64_t value, std::int64_t by) {
    return value / by - (value % by < 0 ? 1 : 0);
}

std::string trailingRule(std::string_view zone) {
    const char* const folder = std::getenv("TZDIR");
    std::ifstream file(std::filesystem::path(folder != nullptr ? folder : "/usr/share/zoneinfo") / zone,
                       std::ios::binary);
    std::string line, last;
    while (std::getline(file, line)) last = line;
    return last;
}

int offsetOf(const date::time_zone& zone, date::sys_seconds time) {
    if (time >= ruleBegins) {
        const std::string rule = trailingRule(zone.name());
        if (!rule.empty()) return posixOffsetMinutes(rule, time.time_since_epoch().count());
    }
    return static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(zone.get_info(time).offset).count());
}

} // namespace

bool isKnownZone(std::string_view zone) {
    return utcOffsetMinutes(zone, Instant{}).has_value();
}

Result<int> utcOffsetMinutes(std::string_view zone, Instant instant) {
    const date::sys_seconds time{std::chrono::seconds{floorDivide(instant.milliseconds, 1000)}};
    try {
        return offsetOf(*date::locate_zone(std::string(zone)), time);
    } catch (const std::exception&) {
        return failure(ErrorCode::notFound, "no such time zone");
    }
}

Result<Date> calendarDay(Instant instant, std::string_view zone, int dayBeginHour) {
    const Result<int> offset = utcOffsetMinutes(zone, instant);
    if (!offset) return tl::unexpected(offset.error());
    const std::int64_t local = floorDivide(instant.milliseconds, millisecondsAMinute) + *offset - dayBeginHour * 60;
    return Date{static_cast<std::int32_t>(floorDivide(local, minutesADay))};
}

DayKeeper::DayKeeper(std::string zone, int dayBeginHour, std::optional<Date> lastKnown)
    : m_zone(std::move(zone)), m_dayBeginHour(dayBeginHour), m_lastKnown(lastKnown) {}

Result<Date> DayKeeper::today(Instant now) {
    Result<Date> day = calendarDay(now, m_zone, m_dayBeginHour);
    if (!day) return day;
    const auto isSetRight = [&] { return *m_lastKnown - *day > longestFall && *day >= earliestPlausibleDay; };
    if (!m_lastKnown || *m_lastKnown < *day || isSetRight()) m_lastKnown = *day;
    return *m_lastKnown;
}

} // namespace cairn::core
