#include "sync/server/streams/routes/stream_routes.h"

#include <charconv>
#include <simdjson.h>

#include "sync/protocol/row_json.h"
#include "sync/server/http/answers.h"

namespace cairn::sync {

namespace {

using core::ErrorCode;
using core::Result;

constexpr std::string_view ownStream = "user"; ///< how clients call theirs
constexpr std::int64_t rowsUnasked = 1'000;

/// The value of a parameter of a query; nothing where it is missing. Values here need no escapes.
std::optional<std::string_view> parameterOf(std::string_view query, std::string_view name) {
    while (!query.empty()) {
        const std::string_view part = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), part.size() + 1));
        if (part.starts_with(name) && part.size() > name.size() && part[name.size()] == '=')
            return part.substr(name.size() + 1);
    }
    return std::nullopt;
}

Result<std::int64_t> numberIn(std::string_view query, std::string_view name, std::int64_t otherwise) {
    const auto text = parameterOf(query, name);
    if (!text) return otherwise;
    std::int64_t number = 0;
    const auto end = std::from_chars(text->data(), text->data() + text->size(), number);
    if (end.ec != std::errc() || end.ptr != text->data() + text->size() || number < 0)
        return core::failure(ErrorCode::invalidValue, std::string(name) + " is a number from 0 on");
    return number;
}

/// The stream that a request is about, by its full name. Errors: notFound, also for what is another's.
Result<std::string> streamOf(const Request& request, const Caller& caller) {
    if (parameterOf(request.query, "stream") != ownStream)
        return core::failure(ErrorCode::notFound, "there is no such stream");
    return std::string(ownStream) + ':' + core::formatUuid(caller.user);
}

Result<std::int64_t> versionOf(std::string_view body) {
    std::int64_t version = 0;
    const auto read = reading(body, [&](const simdjson::dom::object& members) { version = members["protocol"]; });
    if (!read) return tl::unexpected(read.error());
    return version;
}

Response tooOld() {
    return refusal(426, "PROTOCOL_TOO_OLD",
                   "This program is too old for the server. Nothing is lost: update Cairn, and it will sync again.");
}

} // namespace

StreamRoutes::StreamRoutes(Storage& storage, WebSocketHub& hub, AccessLog& log, const core::Clock& clock,
                           std::uint64_t seed)
    : m_connections(storage), m_streams(m_connections), m_hub(hub), m_log(log), m_clock(clock),
      m_service(m_streams, clock, seed) {
    m_service.onCommit([this](const SocketMessage& message) { publish(message); });
}

void StreamRoutes::addTo(RouteTable& routes) {
    routes.add({"POST", "/api/sync/push", Audience::signedIn,
                [this](const Request& request, const Caller& caller) { return push(request, caller); }, Lane::database,
                maxBodyBytes});
    routes.add({"GET", "/api/sync/pull", Audience::signedIn,
                [this](const Request& request, const Caller& caller) { return pull(request, caller); }, Lane::database,
                0});
}

Response StreamRoutes::push(const Request& request, const Caller& caller) {
    const auto stream = streamOf(request, caller);
    if (!stream) return refusal(stream.error());
    const auto version = versionOf(request.body);
    if (!version) return refusal(version.error());
    if (*version < oldestProtocolVersion) return tooOld();
    auto push = readPush(request.body);
    if (!push) return refusal(push.error());
    const auto answer = m_service.push(*stream, std::move(*push));
    return answer ? Response{.body = sync::write(*answer)} : refusal(answer.error());
}

Response StreamRoutes::pull(const Request& request, const Caller& caller) {
    const auto stream = streamOf(request, caller);
    if (!stream) return refusal(stream.error());
    const auto since = numberIn(request.query, "since", 0);
    if (!since) return refusal(since.error());
    const auto limit = numberIn(request.query, "limit", rowsUnasked);
    if (!limit) return refusal(limit.error());
    auto page = m_service.pull(*stream, *since, static_cast<std::size_t>(*limit));
    return page ? Response{.body = std::move(page->text)} : refusal(page.error());
}

void StreamRoutes::publish(SocketMessage message) {
    const std::size_t colon = message.stream.find(':');
    const auto user = core::parseUuid(std::string_view(message.stream).substr(colon + 1));
    if (colon == std::string::npos || !user) return;
    message.stream.resize(colon);
    m_hub.publish(*user, sync::write(message));
}

void StreamRoutes::tell(const Recounted& recounted) {
    for (const std::string& stream : recounted.corrected) m_log.event("digest-corrected", stream);
    for (const auto& [stream, error] : recounted.failed) m_log.event("recount-failed", stream + ": " + error.detail);
}

void StreamRoutes::runJobs() {
    const core::Instant now = m_clock.now();
    const auto dropped = m_service.dropDisagreements(now);
    if (!dropped) m_log.event("job-failed", "disagreements: " + dropped.error().detail);
    const auto buried = m_service.buryRemoved(now);
    if (!buried) m_log.event("job-failed", "trash: " + buried.error().detail);
    tell(m_service.recountPulled());
    const auto counted = m_service.recountDue(now);
    if (!counted) return m_log.event("job-failed", "digests: " + counted.error().detail);
    tell(*counted);
}

} // namespace cairn::sync
