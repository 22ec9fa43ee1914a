#include "core/store/begun_day.h"

#include <fmt/format.h>

#include "core/base/calendar_day.h"
#include "core/base/system_clock.h"
#include "core/store/reader_impl.h"

namespace cairn::core {

namespace {

std::string textOf(const DayRule& rule) {
    return fmt::format("{} {}", rule.dayBegin, rule.zone);
}

} // namespace

std::optional<Date> begunDay(Database& database, const DayRule& rule) {
    Query query = database.query("SELECT d.value FROM meta d JOIN meta r ON r.name = 'begun_day_rule'"
                                 " WHERE d.name = 'begun_day' AND r.value = ?");
    if (!query.with(textOf(rule)).step()) return std::nullopt;
    return Date{static_cast<std::int32_t>(query.integer(0))};
}

void keepBegunDay(Database& database, const DayRule& rule, Date day) {
    const std::string sql = "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)";
    database.query(sql).with("begun_day", day.days).run();
    database.query(sql).with("begun_day_rule", textOf(rule)).run();
}

Result<DayRule> Reader::dayRule() const {
    const auto settings = profile();
    if (!settings) return tl::unexpected(settings.error());
    return DayRule{settings->zone.empty() ? systemZoneName() : settings->zone, settings->dayBegin};
}

Result<Date> Reader::today(Instant now) const {
    const auto rule = dayRule();
    if (!rule) return tl::unexpected(rule.error());
    return attempt([&]() -> Result<Date> {
        return DayKeeper(rule->zone, rule->dayBegin, begunDay(*m_impl->database, *rule)).today(now);
    });
}

} // namespace cairn::core
