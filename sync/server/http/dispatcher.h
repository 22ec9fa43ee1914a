#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "sync/server/http/access_log.h"
#include "sync/server/http/coding.h"
#include "sync/server/http/gate.h"
#include "sync/server/http/metrics.h"
#include "sync/server/http/rate_limit.h"
#include "sync/server/http/request_head.h"
#include "sync/server/http/route_table.h"
#include "sync/server/http/web_socket_hub.h"
#include "sync/server/http/worker_pool.h"

namespace cairn::sync {

/// What the administrator decides about requests.
struct DispatchOptions {
    int accountPerMinute = 600;
    int addressPerMinute = 1'200;
    std::vector<std::string> corsOrigins;
    std::vector<std::string> trustedProxies;
    std::string metricsToken;
};

/// One request on its way, from its head to its line in the log.
struct Visit {
    AccessRecord record;
    std::chrono::steady_clock::time_point began;
    RequestHead head;
    const Route* route = nullptr;
    std::vector<std::string> parameters;
    std::optional<Claims> claims;
    Coding coding = Coding::identity;
    bool isLocal = false; ///< asked from this computer, through no proxy
};

/// Between transport and handlers, without a socket: admits a request by its head (route, token, limits), runs its
/// handler on the workers of its lane, and finishes the answer (request id, packing, log, metrics). Any thread. The
/// parts that it is given outlive it.
class Dispatcher {
public:
    using Reply = std::function<void(Response)>;

    struct Parts {
        const RouteTable& routes;
        Gate& gate;
        WebSocketHub& hub;
        WorkerPool& database;
        WorkerPool& passwords;
        Metrics& metrics;
        AccessLog& log;
        const core::Clock& clock;
    };

    Dispatcher(Parts parts, DispatchOptions options, std::uint64_t seed);

    /// A visit for a head that was read; `peer` is the address of the socket.
    [[nodiscard]] std::shared_ptr<Visit> begin(RequestHead head, const std::string& peer);
    /// The refusal that the head alone is worth; nothing where the body may come.
    [[nodiscard]] std::optional<Response> admit(Visit& visit);
    /// The same for an upgrade at /ws. Without claims afterwards, a ticket must come as the first message.
    [[nodiscard]] std::optional<Response> admitSocket(Visit& visit);
    /// Unpacks the body and runs the handler; `reply` is called once, on any thread, with the finished answer.
    void serve(const std::shared_ptr<Visit>& visit, std::string body, const Reply& reply);
    /// What makes an answer complete; exactly once for each visit.
    [[nodiscard]] Response finish(Visit& visit, Response response);
    /// The answer to bytes that are no request.
    [[nodiscard]] Response answerTo(const Fault& fault, const std::string& peer);

    /// Finds the caller behind the claims on a worker and passes it on, or nothing.
    void findCaller(const Claims& claims, const std::function<void(std::optional<Caller>)>& found);
    /// Lets a worker answer a message of a socket.
    void hear(const Caller& caller, std::string text, const std::function<void(std::optional<std::string>)>& answer);

    [[nodiscard]] WebSocketHub& hub() { return m_parts.hub; }
    [[nodiscard]] Gate& gate() { return m_parts.gate; }
    [[nodiscard]] AccessLog& log() { return m_parts.log; }

    /// Counts bytes of bodies that wait in memory (or, negative, no longer do); refused over 128 MiB in all.
    Posted holdBytes(std::ptrdiff_t bytes);

private:
    [[nodiscard]] std::optional<Response> checkLimits(Visit& visit);
    [[nodiscard]] std::optional<Response> checkToken(Visit& visit, Audience audience);
    [[nodiscard]] std::optional<Response> checkBody(Visit& visit) const;
    [[nodiscard]] Response respond(Visit& visit, std::string body);
    [[nodiscard]] Response handle(Visit& visit, std::string body, const Caller& caller);
    [[nodiscard]] Response preflight(const Visit& visit) const;
    [[nodiscard]] bool isCorsOrigin(std::string_view origin) const;
    [[nodiscard]] std::string clientAddress(const RequestHead& head, const std::string& peer) const;
    [[nodiscard]] std::string newId();

    Parts m_parts;
    DispatchOptions m_options;
    RateLimit m_byAccount;
    RateLimit m_byAddress;
    std::mutex m_randomMutex;
    core::Random m_random;
    std::atomic<std::ptrdiff_t> m_heldBytes = 0;
};

} // namespace cairn::sync
