#include <QTimer>
#include <cstdio>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/command_line.h"
#include "app/cli/online.h"
#include "app/cli/sync_sentence.h"
#include "sync/client/live_link.h"
#include "sync/client/qt_socket.h"
#include "sync/client/qt_timers.h"
#include "sync/client/qt_transport.h"
#include "sync/client/store_watch.h"

namespace cairn::app {

namespace {

using nlohmann::ordered_json;

struct SyncOptions {
    std::filesystem::path tokenFile;
    bool isWatching = false;
};

constexpr std::chrono::milliseconds restBeforeRelease{200};
constexpr std::chrono::minutes lookAnyway{5};

ordered_json toJson(const sync::SyncReport& report) {
    ordered_json document{{"pushed", report.pushed},          {"pulled", report.pulled},
                          {"refused", report.status.refused}, {"waiting", report.status.waiting},
                          {"cursor", report.status.cursor},   {"epoch", report.status.epoch}};
    if (report.status.epoch.empty()) document["epoch"] = nullptr;
    if (report.status.held > 0) document["held"] = report.status.held;
    if (report.problem) document["problem"] = nameOf(report.problem->trouble);
    return document;
}

std::string textOf(const sync::SyncReport& report) {
    std::string text = fmt::format("{} pushed, {} pulled", report.pushed, report.pulled);
    if (report.status.waiting > 0) text += fmt::format(", {} waiting", report.status.waiting);
    if (report.status.refused > 0) text += fmt::format(", {} refused (`cairn conflicts`)", report.status.refused);
    if (report.status.held > 0)
        text += fmt::format(", {} removals wait for your decision (`cairn conflicts`)", report.status.held);
    return text;
}

sync::EngineOptions engineOptions(const SyncOptions& options) {
    if (options.isWatching) return {};
    sync::EngineOptions once;
    once.attempts = 4;
    once.firstWait = std::chrono::milliseconds(250);
    return once;
}

/// The engine with all that it needs, for one sign-in.
class Syncing {
public:
    Syncing(Online& online, const sync::SignIn& signIn, const sync::ServerAddress& server, const SyncOptions& options)
        : m_online(online), m_transport(server, sync::CertificateTrust(signIn.trustedCertificate)),
          m_access(m_transport, *online.vault),
          m_engine(online.store, m_access, m_timers, online.random, engineOptions(options)),
          m_socket(server, sync::CertificateTrust(signIn.trustedCertificate)) {}

    /// One round; what passes by itself is tried again a few times.
    sync::SyncReport once() {
        return resultOf<sync::SyncReport>([&](auto then) {
            m_engine.finished = [then](const sync::SyncReport& report) {
                if (!report.nextTry) then(report);
            };
            m_engine.syncNow();
        });
    }

    /// Rounds whenever something changes here or there, until something does not pass by itself. While nothing is to be
    /// done the store is free for others to own.
    sync::SyncReport watch(const std::filesystem::path& file,
                           const std::function<void(const sync::SyncReport&)>& tell) {
        sync::StoreWatch watch(file, [this] {
            m_engine.mayHaveChanged();
            rest();
        });
        m_online.store.changed = [this] { m_engine.changed(); };
        m_engine.received = [this] { rest(); };
        QTimer anyway;
        QObject::connect(&anyway, &QTimer::timeout, &anyway, [this] { m_engine.changed(); });
        anyway.start(lookAnyway);
        m_rest.setSingleShot(true);
        QObject::connect(&m_rest, &QTimer::timeout, &m_rest,
                         [this] { m_engine.isIdle() ? m_online.store.release() : rest(); });
        sync::LiveLink link(m_socket, m_access, m_engine, m_timers, m_online.random);
        return resultOf<sync::SyncReport>([&](auto then) {
            m_engine.finished = [this, then, tell](const sync::SyncReport& report) {
                rest();
                const bool isOver = report.problem && !report.nextTry;
                isOver ? then(report) : tell(report);
            };
            m_engine.syncNow();
            link.start();
        });
    }

private:
    void rest() { m_rest.start(restBeforeRelease); }

    Online& m_online;
    sync::QtTimers m_timers;
    sync::QtTransport m_transport;
    sync::Access m_access;
    sync::Engine m_engine;
    sync::QtSocket m_socket;
    QTimer m_rest;
};

/// A store that belongs to nobody yet joins the account: signing in was broken off after the sign-in was kept.
std::optional<sync::Problem> checkAccount(Online& online, const sync::SignIn& signIn) {
    const auto status = online.status();
    if (!status) return sync::troubled(status.error()).value();
    if (status->account) {
        if (sync::isSameAccount(*status->account, signIn)) return std::nullopt;
        return sync::Problem{sync::Trouble::otherAccount, sync::nameOfAccount(*status->account)};
    }
    const auto joined = resultOf<core::Result<std::size_t>>(
        [&](auto then) { online.questions.join(sync::accountTextOf(signIn), then); });
    if (!joined) return sync::troubled(joined.error()).value();
    return std::nullopt;
}

Output outputOf(const sync::SyncReport& report) {
    Output result = output(report.problem ? std::string() : textOf(report), toJson(report));
    if (report.problem) result.complaint = sentenceFor(*report.problem);
    return result;
}

/// What stood in the way before a round could begin.
Outcome stopped(Online& online, const sync::Problem& problem) {
    auto status = online.status();
    if (!status) return Output{{}, {}, sentenceFor(problem)};
    sync::SyncReport report;
    report.status = std::move(*status);
    report.problem = problem;
    // A keychain that has nothing to keep yet is not what stands in the way.
    const bool isNeverSignedIn = problem.trouble == sync::Trouble::keychain && !report.status.account;
    if (isNeverSignedIn) report.problem = sync::Problem{sync::Trouble::signedOut};
    return outputOf(report);
}

Outcome synced(const std::filesystem::path& store, const SyncOptions& options, const CommonOptions& common) {
    Online online(store, vaultFor(store, options.tokenFile));
    const auto signIn = online.signIn();
    if (!signIn) return stopped(online, signIn.error());
    if (const auto problem = checkAccount(online, *signIn)) return stopped(online, *problem);
    const auto server = sync::ServerAddress::parse(signIn->server);
    if (!server) return tl::unexpected(server.error());
    Syncing syncing(online, *signIn, *server, options);
    if (!options.isWatching) return outputOf(syncing.once());
    return outputOf(syncing.watch(store, [&](const sync::SyncReport& report) {
        const std::string line = report.problem ? sentenceFor(*report.problem) : textOf(report);
        fmt::print("{}\n", common.json ? toJson(report).dump() : line);
        std::fflush(stdout);
    }));
}

} // namespace

void addSyncCommands(Grammar& grammar) {
    const auto options = std::make_shared<SyncOptions>();
    CLI::App* const command = grammar.addOnFile(
        grammar.app, "sync", "Bring this store and its server in step",
        [options, &grammar](const std::filesystem::path& store) { return synced(store, *options, grammar.common); });
    command->add_flag("--watch", options->isWatching, "Go on, as changes come here or there");
    command->add_option("--token-file", options->tokenFile, "Where the sign-in is kept, instead of the keychain");
}

} // namespace cairn::app
