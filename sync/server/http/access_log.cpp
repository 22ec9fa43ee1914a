#include "sync/server/http/access_log.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace cairn::sync {

namespace {

constexpr std::size_t longestPath = 512;

std::string lineOf(const nlohmann::ordered_json& document) {
    return document.dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace

std::string accessLine(const AccessRecord& record, core::Instant at) {
    nlohmann::ordered_json line{{"time", core::formatInstant(at)},
                                {"level", record.status >= 500 ? "error" : "info"},
                                {"request", record.id},
                                {"method", record.method},
                                {"path", record.path.substr(0, longestPath)},
                                {"status", record.status},
                                {"ms", std::round(record.milliseconds * 1000) / 1000},
                                {"address", record.address},
                                {"in", record.bytesIn},
                                {"out", record.bytesOut}};
    if (!record.user.isNil()) line["user"] = core::formatUuid(record.user);
    if (!record.code.empty()) line["code"] = record.code;
    if (!record.note.empty()) line["note"] = record.note;
    return lineOf(line);
}

std::string eventLine(std::string_view event, std::string_view detail, core::Instant at) {
    return lineOf({{"time", core::formatInstant(at)}, {"level", "info"}, {"event", event}, {"detail", detail}});
}

void AccessLog::write(const AccessRecord& record) {
    const std::scoped_lock lock(m_mutex);
    m_sink(accessLine(record, m_clock.now()));
}

void AccessLog::event(std::string_view event, std::string_view detail) {
    const std::scoped_lock lock(m_mutex);
    m_sink(eventLine(event, detail, m_clock.now()));
}

} // namespace cairn::sync
