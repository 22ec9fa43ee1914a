#include "tests/fuzz/grammars.h"

#include "core/base/clock.h"
#include "core/base/uuid.h"
#include "core/domain/schedule.h"
#include "tests/fuzz/targets.h"

namespace cairn::fuzz {

using namespace core;

void parseSchedules(std::string_view text) {
    const auto schedule = parseSchedule(text);
    if (schedule) expect(parseSchedule(formatSchedule(*schedule)) == *schedule);
}

std::vector<std::string> scheduleSeeds() {
    return {"daily", "mon,wed,fri", "every 3 days", "3/week", "2/month", "3 in 10 days", "1 in 1 days", ""};
}

void parseDatesAndTimes(std::string_view text) {
    if (const auto date = parseDate(text)) expect(parseDate(formatDate(*date)) == *date);
    if (const auto instant = parseInstant(text)) expect(parseInstant(formatInstant(*instant)) == *instant);
    if (const auto id = parseUuid(text)) expect(parseUuid(formatUuid(*id)) == *id);
    if (const auto days = parseWeekdays(text)) expect(parseWeekdays(formatWeekdays(*days)) == *days);
}

std::vector<std::string> dateTimeSeeds() {
    return {"2026-11-20", "2024-02-29", "2026-11-20T08:15:30.125Z", "018f3c2e-0000-7000-8000-000000000001", "sat,sun"};
}

} // namespace cairn::fuzz
