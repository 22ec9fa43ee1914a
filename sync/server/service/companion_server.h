#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/base/clock.h"
#include "sync/server/config/config.h"
#include "sync/server/http/access_log.h"
#include "sync/server/http/route_table.h"

namespace cairn::sync {

/// The parts of a server that a service of its own, such as the streams, is made of.
struct ServerParts {
    class Storage& storage;
    class WebSocketHub& hub;
    class RouteTable& routes;
    AccessLog& log;
    const core::Clock& clock;
};

/// A service of its own beside the accounts.
struct Extension {
    std::shared_ptr<void> kept;      ///< lives as long as the server
    std::function<void()> everyHour; ///< blocking; not called any more once the server stops
};

/// What may differ from a server as people run it, for tests.
struct ServerTuning {
    unsigned long long hashPasses = 3;
    std::size_t hashMemory = std::size_t{32} << 20;
    std::size_t databaseQueue = 1'024;
    std::size_t passwordQueue = 32;
    std::chrono::milliseconds headTime{0}; ///< 0: what the configuration says
    std::chrono::milliseconds bodyTime{0};
    std::chrono::milliseconds writeTime{0};
    std::chrono::milliseconds idleTime{0};
    std::chrono::milliseconds ticketTime{0};
    /// Adds a service; called once, before the server listens.
    std::function<Extension(const ServerParts&)> extend;
};

/// The whole server in one process: storage, accounts, routes, threads and the transport. Functions: from the thread
/// that owns it.
class CompanionServer {
public:
    /// Whether start() would take the keys and addresses of a configuration; opens and makes nothing.
    static core::Result<void> examine(const Config& config);
    /// Opens the data folder and listens. The clock may be asked from any thread and outlives the server, like the
    /// sink. Errors: those of Storage::open, of keys, of addresses.
    static core::Result<std::unique_ptr<CompanionServer>> start(const Config& config, const core::Clock& clock,
                                                                AccessLog::Sink sink, const ServerTuning& tuning = {});
    /// Stops as stop(0) does.
    ~CompanionServer();
    CompanionServer(const CompanionServer&) = delete;
    CompanionServer& operator=(const CompanionServer&) = delete;

    [[nodiscard]] int port() const;
    /// Such as "http://127.0.0.1:8080".
    [[nodiscard]] std::string url() const;
    [[nodiscard]] const RouteTable& routes() const;
    [[nodiscard]] Storage& storage();
    [[nodiscard]] WebSocketHub& hub();

    /// Reads the certificate again. Errors: invalidValue; the old one stays.
    core::Result<void> reload();
    /// Takes no more, lets what is under way end, at most `limit`; safe to call twice.
    void stop(std::chrono::milliseconds limit);
    /// Does now what is done every second: closes sockets of sessions that ended elsewhere.
    void sweep();

private:
    class Impl;
    explicit CompanionServer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// The file of the database in a data folder.
std::string databaseFile(const Config& config);

} // namespace cairn::sync
