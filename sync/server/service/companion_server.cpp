#include "sync/server/service/companion_server.h"

#include <condition_variable>
#include <filesystem>
#include <fmt/format.h>
#include <thread>

#include "core/base/system_clock.h"
#include "sync/server/auth/account_service.h"
#include "sync/server/auth/auth_routes.h"
#include "sync/server/net/http_server.h"
#include "sync/server/service/system_routes.h"

namespace cairn::sync {

using core::ErrorCode;
using core::failure;
using core::Result;

namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr int passwordThreads = 2;
constexpr int sweepsAnHour = 3'600;

Result<void> prepareFolder(const std::string& folder) {
    std::error_code error;
    const bool isNew = fs::create_directories(folder, error);
    if (!fs::is_directory(folder, error)) return failure(ErrorCode::ioFailure, "data: the folder can't be made");
    if (isNew) fs::permissions(folder, fs::perms::owner_all, error);
    return {};
}

Result<std::vector<TokenKey>> tokenKeys(const Config& config) {
    std::vector<TokenKey> keys;
    const auto key =
        config.tokenKey.empty() ? tokenKeyFile(fs::path(config.data) / "token.key") : parseTokenKey(config.tokenKey);
    if (!key) return tl::unexpected(key.error());
    keys.push_back(*key);
    if (config.tokenKeyPrevious.empty()) return keys;
    const auto previous = parseTokenKey(config.tokenKeyPrevious);
    if (!previous) return tl::unexpected(previous.error());
    keys.push_back(*previous);
    return keys;
}

milliseconds timeOf(milliseconds tuned, int seconds) {
    return tuned.count() > 0 ? tuned : milliseconds(seconds * 1000LL);
}

TransportOptions transportOf(const Config& config, const ListenAddress& listen, const ServerTuning& tuning) {
    TransportOptions options;
    options.address = listen.address;
    options.port = static_cast<std::uint16_t>(listen.port);
    options.certificate = config.tlsCertificate;
    options.key = config.tlsKey;
    options.threads = config.ioThreads;
    options.mostConnections = static_cast<std::size_t>(config.mostConnections);
    options.headTime = timeOf(tuning.headTime, config.headSeconds);
    options.bodyTime = timeOf(tuning.bodyTime, config.bodySeconds);
    options.idleTime = timeOf(tuning.idleTime, config.idleSeconds);
    if (tuning.writeTime.count() > 0) options.writeTime = tuning.writeTime;
    if (tuning.ticketTime.count() > 0) options.ticketTime = tuning.ticketTime;
    return options;
}

AccountOptions accountsOf(const Config& config, const ServerTuning& tuning) {
    return {{tuning.hashPasses, tuning.hashMemory},
            config.sessionDays,
            config.signInPerMinute,
            config.openRegistration ? Registration::open : Registration::closed};
}

} // namespace

class CompanionServer::Impl {
public:
    Impl(const Config& config, const core::Clock& clock, AccessLog::Sink sink, const ServerTuning& tuning,
         std::unique_ptr<Storage> storage, std::vector<TokenKey> keys)
        : m_config(config), m_storage(std::move(storage)), m_log(std::move(sink), clock),
          m_accounts(*m_storage, m_hub,
                     AccessTokens(std::move(keys), {config.tokenIssuer, config.tokenAudience, config.tokenSeconds}),
                     accountsOf(config, tuning), clock, core::entropySeed()),
          m_began(std::chrono::steady_clock::now()), m_database(config.workers, tuning.databaseQueue),
          m_passwords(passwordThreads, tuning.passwordQueue),
          m_dispatcher({m_routes, m_accounts, m_hub, m_database, m_passwords, m_metrics, m_log, clock},
                       {config.accountPerMinute, config.addressPerMinute, config.corsOrigins, config.trustedProxies,
                        config.metricsToken},
                       core::entropySeed()) {
        addSystemRoutes(m_routes, *m_storage, m_metrics, m_isStopping);
        addAuthRoutes(m_routes, m_accounts);
        if (tuning.extend) m_extension = tuning.extend({*m_storage, m_hub, m_routes, m_log, clock});
        m_metrics.gauge("cairn_uptime_seconds", "Since the server started.", [this] {
            return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_began).count();
        });
        m_metrics.gauge("cairn_sockets", "WebSockets of signed-in clients that are open.",
                        [this] { return static_cast<double>(m_hub.count()); });
    }

    ~Impl() { stop(milliseconds(0)); }

    Result<void> listen(const TransportOptions& options) {
        auto server = HttpServer::start(options, m_dispatcher);
        if (!server) return tl::unexpected(server.error());
        m_server = std::move(*server);
        m_sweeper = std::thread([this] { sweepOn(); });
        return {};
    }

    void stop(milliseconds limit) {
        m_isStopping = true;
        {
            const std::scoped_lock lock(m_sweepMutex);
            m_sweepingEnds = true;
        }
        m_sweepChanged.notify_all();
        if (m_sweeper.joinable()) m_sweeper.join();
        if (m_server) m_server->drain(limit);
        // Answers of jobs go to the transport: it ends after them.
        m_database.finish();
        m_passwords.finish();
        m_server = nullptr;
    }

    [[nodiscard]] int port() const { return m_server ? m_server->port() : 0; }
    [[nodiscard]] const Config& config() const { return m_config; }
    [[nodiscard]] const RouteTable& routes() const { return m_routes; }
    [[nodiscard]] Storage& storage() { return *m_storage; }
    [[nodiscard]] WebSocketHub& hub() { return m_hub; }
    [[nodiscard]] AccessLog& log() { return m_log; }
    Result<void> reload() { return m_server->reloadCertificate(); }
    void sweep() { m_accounts.closeEndedSockets(); }

private:
    void beTidy() {
        m_accounts.prune();
        if (m_extension.everyHour) m_extension.everyHour();
    }

    void sweepOn() {
        std::unique_lock lock(m_sweepMutex);
        for (int count = 0; !m_sweepingEnds; ++count) {
            lock.unlock();
            sweep();
            if (count % sweepsAnHour == 0) (void)m_database.post([this] { beTidy(); });
            lock.lock();
            m_sweepChanged.wait_for(lock, std::chrono::seconds(1), [this] { return m_sweepingEnds; });
        }
    }

    Config m_config;
    std::unique_ptr<Storage> m_storage;
    WebSocketHub m_hub;
    RouteTable m_routes;
    Metrics m_metrics;
    AccessLog m_log;
    AccountService m_accounts;
    Extension m_extension;
    std::chrono::steady_clock::time_point m_began;
    std::atomic<bool> m_isStopping = false;
    WorkerPool m_database;
    WorkerPool m_passwords;
    Dispatcher m_dispatcher;
    std::unique_ptr<HttpServer> m_server;
    std::mutex m_sweepMutex;
    std::condition_variable m_sweepChanged;
    bool m_sweepingEnds = false;
    std::thread m_sweeper;
};

CompanionServer::CompanionServer(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

CompanionServer::~CompanionServer() = default;

Result<void> CompanionServer::examine(const Config& config) {
    for (const std::string& key : {config.tokenKey, config.tokenKeyPrevious}) {
        if (key.empty()) continue;
        if (const auto good = parseTokenKey(key); !good) return tl::unexpected(good.error());
    }
    return parseListen(config.listen).map([](const ListenAddress&) {});
}

Result<std::unique_ptr<CompanionServer>> CompanionServer::start(const Config& config, const core::Clock& clock,
                                                                AccessLog::Sink sink, const ServerTuning& tuning) {
    const auto listen = parseListen(config.listen);
    if (!listen) return tl::unexpected(listen.error());
    const auto folder = prepareFolder(config.data);
    if (!folder) return tl::unexpected(folder.error());
    auto storage = Storage::open(databaseFile(config), clock, core::entropySeed());
    if (!storage) return tl::unexpected(storage.error());
    auto keys = tokenKeys(config);
    if (!keys) return tl::unexpected(keys.error());
    auto impl = std::make_unique<Impl>(config, clock, std::move(sink), tuning, std::move(*storage), std::move(*keys));
    const auto listening = impl->listen(transportOf(config, *listen, tuning));
    if (!listening) return tl::unexpected(listening.error());
    return std::unique_ptr<CompanionServer>(new CompanionServer(std::move(impl)));
}

int CompanionServer::port() const {
    return m_impl->port();
}

std::string CompanionServer::url() const {
    const Config& config = m_impl->config();
    const auto listen = parseListen(config.listen);
    const std::string address = listen ? listen->address : "";
    const bool isSixth = address.find(':') != std::string::npos;
    return fmt::format("{}://{}:{}", config.tlsCertificate.empty() ? "http" : "https",
                       isSixth ? "[" + address + "]" : address, port());
}

const RouteTable& CompanionServer::routes() const {
    return m_impl->routes();
}

Storage& CompanionServer::storage() {
    return m_impl->storage();
}

WebSocketHub& CompanionServer::hub() {
    return m_impl->hub();
}

Result<void> CompanionServer::reload() {
    if (m_impl->config().tlsCertificate.empty()) return {};
    auto reloaded = m_impl->reload();
    m_impl->log().event("certificate-reload", reloaded ? "done" : reloaded.error().detail);
    return reloaded;
}

void CompanionServer::stop(milliseconds limit) {
    m_impl->stop(limit);
}

void CompanionServer::sweep() {
    m_impl->sweep();
}

std::string databaseFile(const Config& config) {
    return (fs::path(config.data) / "cairn-server.db").string();
}

} // namespace cairn::sync
