#include "sync/server/service/system_routes.h"

#include <nlohmann/json.hpp>

#include "sync/server/http/answers.h"
#include "sync/server/storage/schema.h"

namespace cairn::sync {

namespace {

/// Whether the database answers.
Response ready(Storage& storage, const std::atomic<bool>& isStopping) {
    if (isStopping) return tryAgain(503, "STOPPING", "the server is stopping", 5);
    const auto version = storage.read(
        [](core::Database& database) -> core::Result<std::int64_t> { return database.number("PRAGMA user_version"); });
    if (!version || *version != serverSchemaVersion()) {
        Response response = tryAgain(503, "NOT_READY", "the database does not answer", 5);
        if (!version) response.note = version.error().detail;
        return response;
    }
    return success(200, {{"status", "ready"}});
}

} // namespace

void addSystemRoutes(RouteTable& routes, Storage& storage, const Metrics& metrics,
                     const std::atomic<bool>& isStopping) {
    constexpr std::size_t none = 0;
    routes.add({"GET", "/health", Audience::anyone,
                [](const Request&, const Caller&) {
                    return success(200, {{"status", "ok"}});
                },
                Lane::database, none});
    routes.add({"GET", "/ready", Audience::anyone,
                [&](const Request&, const Caller&) { return ready(storage, isStopping); }, Lane::database, none});
    routes.add({"GET", "/metrics", Audience::operators,
                [&](const Request&, const Caller&) {
                    return Response{.body = metrics.text(), .contentType = "text/plain; version=0.0.4; charset=utf-8"};
                },
                Lane::database, none});
}

} // namespace cairn::sync
