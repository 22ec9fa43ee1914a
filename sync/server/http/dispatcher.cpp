#include "sync/server/http/dispatcher.h"

#include <algorithm>
#include <fmt/format.h>

#include "sync/protocol/zstd_body.h"
#include "sync/server/http/answers.h"

namespace cairn::sync {

namespace {

constexpr std::ptrdiff_t mostHeldBytes = 128 << 20;

bool isLoopback(std::string_view address) {
    return address.starts_with("127.") || address == "::1" || address.starts_with("::ffff:127.");
}

bool isRequestId(std::string_view id) {
    constexpr std::string_view fit = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.";
    return id.size() >= 8 && id.size() <= 64 && id.find_first_not_of(fit) == std::string_view::npos;
}

/// Whether a query names a token: it would end up in logs and histories.
bool namesToken(std::string_view query) {
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        const auto name = query.substr(0, std::min(query.find('='), end));
        if (name == "token" || name == "access_token" || name == "refresh_token" || name == "ticket") return true;
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return false;
}

/// The token of "Bearer …"; empty for any other form.
std::string_view bearerOf(std::string_view authorization) {
    constexpr std::string_view scheme = "bearer ";
    const auto lowered = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    const auto begin = authorization.substr(0, scheme.size());
    return std::ranges::equal(begin, scheme, {}, lowered) ? authorization.substr(scheme.size()) : std::string_view();
}

Response unauthorised() {
    Response response = refusal(401, "UNAUTHORIZED", "sign in first");
    response.headers.push_back({"WWW-Authenticate", "Bearer"});
    return response;
}

Response overloaded() {
    return tryAgain(503, "OVERLOADED", "the server has too much to do; try again", 1);
}

/// Compares in a time that does not depend on where the texts differ.
bool isSameSecret(std::string_view left, std::string_view right) {
    if (left.size() != right.size()) return false;
    unsigned char difference = 0;
    for (std::size_t i = 0; i < left.size(); ++i)
        difference = static_cast<unsigned char>(difference | (left[i] ^ right[i]));
    return difference == 0;
}

} // namespace

Dispatcher::Dispatcher(Parts parts, DispatchOptions options, std::uint64_t seed)
    : m_parts(parts), m_options(std::move(options)), m_byAccount(m_options.accountPerMinute, parts.clock),
      m_byAddress(m_options.addressPerMinute, parts.clock), m_random(seed) {}

std::string Dispatcher::newId() {
    const std::scoped_lock lock(m_randomMutex);
    return fmt::format("{:016x}", m_random.next());
}

std::string Dispatcher::clientAddress(const RequestHead& head, const std::string& peer) const {
    const auto isProxy = [&](std::string_view address) {
        return std::ranges::find(m_options.trustedProxies, address) != m_options.trustedProxies.end();
    };
    if (!isProxy(peer)) return peer;
    std::string_view list = head.header("x-forwarded-for");
    while (!list.empty()) {
        const auto comma = list.rfind(',');
        auto hop = comma == std::string_view::npos ? list : list.substr(comma + 1);
        hop.remove_prefix(std::min(hop.find_first_not_of(' '), hop.size()));
        if (!hop.empty() && !isProxy(hop)) return std::string(hop.substr(0, 64));
        list = comma == std::string_view::npos ? std::string_view() : list.substr(0, comma);
    }
    return peer;
}

std::shared_ptr<Visit> Dispatcher::begin(RequestHead head, const std::string& peer) {
    auto visit = std::make_shared<Visit>();
    visit->began = std::chrono::steady_clock::now();
    const auto wanted = head.header("x-request-id");
    visit->record = {.id = isRequestId(wanted) ? std::string(wanted) : newId(),
                     .method = head.method,
                     .path = head.path,
                     .address = clientAddress(head, peer),
                     .user = {},
                     .code = {},
                     .note = {}};
    visit->isLocal = isLoopback(peer) && head.header("x-forwarded-for").empty() && head.header("forwarded").empty();
    visit->head = std::move(head);
    return visit;
}

std::optional<Response> Dispatcher::admit(Visit& visit) {
    if (auto refused = checkLimits(visit)) return refused;
    const bool isPreflight = visit.head.method == "OPTIONS" && isCorsOrigin(visit.head.header("origin"));
    if (isPreflight) return preflight(visit);
    auto match = m_parts.routes.find(visit.head.method, visit.head.path);
    if (match.route == nullptr && match.allowed.empty()) return refusal(404, "NOT_FOUND", "there is no such address");
    if (match.route == nullptr) {
        Response refused = refusal(405, "METHOD_NOT_ALLOWED", "this address has no such method");
        refused.headers.push_back({"Allow", match.allowed});
        return refused;
    }
    visit.route = match.route;
    visit.parameters = std::move(match.parameters);
    if (auto refused = checkToken(visit, visit.route->audience)) return refused;
    return checkBody(visit);
}

std::optional<Response> Dispatcher::admitSocket(Visit& visit) {
    if (auto refused = checkLimits(visit)) return refused;
    if (!visit.head.query.empty()) return refusal(400, "MALFORMED_REQUEST", "the socket's address takes no query");
    const auto origin = visit.head.header("origin");
    const auto host = visit.head.header("host");
    const bool isOwn = origin == fmt::format("http://{}", host) || origin == fmt::format("https://{}", host);
    if (!origin.empty() && !isOwn && !isCorsOrigin(origin))
        return refusal(403, "FOREIGN_ORIGIN", "pages of other sites may not open sockets here");
    if (visit.head.header("authorization").empty()) return std::nullopt;
    return checkToken(visit, Audience::signedIn);
}

std::optional<Response> Dispatcher::checkLimits(Visit& visit) {
    if (const int seconds = m_byAddress.take(visit.record.address))
        return tryAgain(429, "TOO_MANY_REQUESTS", "this address asks too often", seconds);
    if (namesToken(visit.head.query))
        return refusal(400, "TOKEN_IN_QUERY", "a token belongs into the Authorization header");
    return std::nullopt;
}

std::optional<Response> Dispatcher::checkToken(Visit& visit, Audience audience) {
    if (audience == Audience::anyone) return std::nullopt;
    const auto token = bearerOf(visit.head.header("authorization"));
    if (audience == Audience::operators) {
        const bool isBearer = !m_options.metricsToken.empty() && isSameSecret(token, m_options.metricsToken);
        if (visit.isLocal || isBearer) return std::nullopt;
        return unauthorised();
    }
    visit.claims = m_parts.gate.verify(token);
    if (!visit.claims) return unauthorised();
    visit.record.user = visit.claims->user;
    if (const int seconds = m_byAccount.take(core::formatUuid(visit.claims->user)))
        return tryAgain(429, "TOO_MANY_REQUESTS", "this account asks too often", seconds);
    return std::nullopt;
}

std::optional<Response> Dispatcher::checkBody(Visit& visit) const {
    const auto coding = codingNamed(visit.head.header("content-encoding"));
    if (!coding) return refusal(coding.error());
    visit.coding = *coding;
    if (visit.head.contentLength > visit.route->longestBody)
        return refusal(413, "TOO_LARGE", "the body is longer than this address takes");
    return std::nullopt;
}

void Dispatcher::serve(const std::shared_ptr<Visit>& visit, std::string body, const Reply& reply) {
    WorkerPool& pool = visit->route->lane == Lane::database ? m_parts.database : m_parts.passwords;
    visit->record.bytesIn = body.size();
    auto job = [this, visit, body = std::move(body), reply]() mutable {
        reply(finish(*visit, respond(*visit, std::move(body))));
    };
    if (pool.post(std::move(job)) == Posted::refused) reply(finish(*visit, overloaded()));
}

Response Dispatcher::respond(Visit& visit, std::string body) {
    if (visit.coding != Coding::identity) {
        auto unpacked = unpack(visit.coding, body, visit.route->longestBody);
        if (!unpacked) return refusal(unpacked.error());
        body = std::move(*unpacked);
    }
    Caller caller;
    if (visit.claims) {
        const auto found = m_parts.gate.callerOf(*visit.claims);
        if (!found) return refusal(found.error());
        if (!*found) return unauthorised();
        caller = **found;
    }
    if (visit.route->audience == Audience::administrator && caller.role != Role::administrator)
        return refusal(403, "FORBIDDEN", "this needs an administrator");
    return handle(visit, std::move(body), caller);
}

Response Dispatcher::handle(Visit& visit, std::string body, const Caller& caller) {
    Request request{.id = visit.record.id,
                    .method = visit.head.method,
                    .path = visit.head.path,
                    .query = visit.head.query,
                    .headers = visit.head.headers,
                    .body = std::move(body),
                    .parameters = visit.parameters,
                    .address = visit.record.address};
    try {
        return visit.route->handle(request, caller);
    } catch (const std::exception& error) {
        return refusal({core::ErrorCode::internal, error.what()});
    }
}

Response Dispatcher::finish(Visit& visit, Response response) {
    if (response.body.size() >= smallestPackedBody && acceptsZstd(visit.head.header("accept-encoding"))) {
        std::string packed = packZstd(response.body);
        if (!packed.empty()) {
            response.body = std::move(packed);
            response.headers.push_back({"Content-Encoding", "zstd"});
        }
        response.headers.push_back({"Vary", "Accept-Encoding"});
    }
    response.headers.push_back({"X-Request-Id", visit.record.id});
    if (const auto origin = visit.head.header("origin"); isCorsOrigin(origin)) {
        response.headers.push_back({"Access-Control-Allow-Origin", std::string(origin)});
        response.headers.push_back({"Vary", "Origin"});
    }
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - visit.began;
    visit.record.status = response.status;
    visit.record.code = response.code;
    visit.record.note = response.note;
    visit.record.milliseconds = passed.count() * 1000;
    visit.record.bytesOut = response.body.size();
    const std::string_view pattern = visit.head.path == "/ws" ? "/ws" : "none";
    m_parts.metrics.request(visit.record.method, visit.route == nullptr ? pattern : visit.route->pattern,
                            response.status, passed.count());
    m_parts.log.write(visit.record);
    return response;
}

Response Dispatcher::answerTo(const Fault& fault, const std::string& peer) {
    const auto visit = begin({}, peer);
    return finish(*visit, refusal(fault.status, fault.code, fault.detail));
}

void Dispatcher::findCaller(const Claims& claims, const std::function<void(std::optional<Caller>)>& found) {
    const auto job = [this, claims, found] {
        const auto caller = m_parts.gate.callerOf(claims);
        found(caller ? *caller : std::nullopt);
    };
    if (m_parts.database.post(job) == Posted::refused) found(std::nullopt);
}

void Dispatcher::hear(const Caller& caller, std::string text,
                      const std::function<void(std::optional<std::string>)>& answer) {
    auto job = [this, caller, text = std::move(text), answer] { answer(m_parts.hub.hear(caller, text)); };
    if (m_parts.database.post(std::move(job)) == Posted::refused) answer(std::nullopt);
}

Posted Dispatcher::holdBytes(std::ptrdiff_t bytes) {
    const auto held = m_heldBytes.fetch_add(bytes) + bytes;
    if (bytes <= 0 || held <= mostHeldBytes) return Posted::taken;
    m_heldBytes.fetch_sub(bytes);
    return Posted::refused;
}

bool Dispatcher::isCorsOrigin(std::string_view origin) const {
    return !origin.empty() && std::ranges::find(m_options.corsOrigins, origin) != m_options.corsOrigins.end();
}

Response Dispatcher::preflight(const Visit& visit) const {
    Response response = nothingToSay();
    const auto match = m_parts.routes.find(visit.head.header("access-control-request-method"), visit.head.path);
    if (match.route == nullptr) return refusal(404, "NOT_FOUND", "there is no such address");
    response.headers.push_back({"Access-Control-Allow-Methods", std::string(match.route->method)});
    response.headers.push_back({"Access-Control-Allow-Headers", "Authorization, Content-Type, X-Request-Id"});
    response.headers.push_back({"Access-Control-Max-Age", "600"});
    return response;
}

} // namespace cairn::sync
