#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/store/store.h"
#include "sync/client/access.h"
#include "sync/client/engine.h"
#include "sync/client/live_socket.h"
#include "sync/client/replica_desk.h"
#include "sync/client/timers.h"
#include "sync/protocol/pull.h"
#include "sync/protocol/push.h"
#include "tests/support/temporary_folder.h"

namespace cairn::test {

/// What is to be called later, in order; the event loop of these tests.
class Later {
public:
    void add(std::function<void()> work) { m_work.push_back(std::move(work)); }
    void run();

private:
    std::deque<std::function<void()>> m_work;
};

/// Timers whose time the test moves.
class FakeTimers final : public sync::Timers {
public:
    explicit FakeTimers(Later& later) : m_later(later) {}

    Id after(std::chrono::milliseconds delay, std::function<void()> then) override;
    void cancel(Id id) override { m_due.erase(id); }
    [[nodiscard]] std::chrono::milliseconds elapsed() const override { return m_now; }

    /// Lets time pass; everything that is due is called, and what follows from it, in order.
    void pass(std::chrono::milliseconds time);
    [[nodiscard]] std::size_t pending() const { return m_due.size(); }
    /// How long until the next one.
    [[nodiscard]] std::chrono::milliseconds next() const;

private:
    struct Due {
        std::chrono::milliseconds at;
        std::function<void()> then;
    };
    Later& m_later;
    Id m_last = 0;
    std::chrono::milliseconds m_now{0};
    std::map<Id, Due> m_due;
};

/// A server in memory, for one account: merges, numbers, epoch, tokens. It knows no refusals by itself.
class FakeServer {
public:
    FakeServer();

    [[nodiscard]] sync::HttpAnswer answer(const sync::HttpRequest& request);
    /// Every access token becomes bad; refresh tokens stay good.
    void expireAccess();
    /// Ends all sessions.
    void endSessions();
    /// Another epoch, and nothing of what was pushed since `number`.
    void restore(std::int64_t number);
    /// The first refresh token of a new session.
    [[nodiscard]] std::string newSession();

    std::vector<std::string> pushIds; ///< of all pushes that arrived, again and again
    std::vector<std::string> replicas;
    std::size_t refreshes = 0;
    std::size_t pulls = 0;
    bool sendsWrongDigest = false;
    std::optional<std::string> refusedKind;  ///< rows of this kind are refused
    std::optional<core::Uuid> forkedReplica; ///< pushes of this one are answered `forked`
    [[nodiscard]] std::size_t rowCount() const { return m_rows.size(); }
    [[nodiscard]] std::int64_t head() const { return m_head; }
    [[nodiscard]] core::Uuid epoch() const { return m_epoch; }
    [[nodiscard]] core::SyncedRow row(const core::RowName& name) const { return m_rows.at(name).row; }

private:
    struct Kept {
        core::SyncedRow row;
        std::int64_t number = 0;
    };
    [[nodiscard]] sync::HttpAnswer refresh(const std::string& body);
    [[nodiscard]] sync::HttpAnswer push(const std::string& body);
    [[nodiscard]] sync::HttpAnswer pull(const std::string& path);
    [[nodiscard]] core::RowDigest digest() const;
    std::string issue(const char* what);

    std::map<core::RowName, Kept> m_rows;
    std::int64_t m_head = 0;
    core::Random m_random{11};
    core::Uuid m_epoch;
    int m_issued = 0;
    struct Session {
        std::string access;
        std::string refresh;
        std::string previous; ///< refresh token that gives its successor again while that is unused
    };
    std::vector<Session> m_sessions;
};

/// Carries to a FakeServer what no script says otherwise.
class ScriptedTransport final : public sync::Transport {
public:
    ScriptedTransport(FakeServer& server, Later& later) : m_server(server), m_later(later) {}

    void send(sync::HttpRequest request, Then then) override;

    using Answer = std::function<sync::Asked<sync::HttpAnswer>(const sync::HttpRequest&)>;
    /// What answers the next request, in the place of the server.
    void next(Answer answer) { m_script.push_back(std::move(answer)); }
    /// What answers every request from now on, until an empty function is given.
    void always(Answer answer) { m_always = std::move(answer); }
    /// The next request arrives and its answer is lost.
    void loseAnswer();

    std::vector<sync::HttpRequest> sent;

private:
    FakeServer& m_server;
    Later& m_later;
    std::deque<Answer> m_script;
    Answer m_always;
};

sync::HttpAnswer json(int status, std::string body);

/// A vault in memory.
class MemoryVault final : public sync::TokenVault {
public:
    void load(std::function<void(sync::Asked<sync::SignIn>)> then) override;
    void save(const sync::SignIn& signIn, std::function<void(sync::Asked<void>)> then) override;
    void clear(std::function<void(sync::Asked<void>)> then) override;

    std::optional<sync::SignIn> kept;
    std::vector<sync::SignIn> saves;
    bool isBroken = false;
};

/// The sync of a store in this process, answered later.
class DeskStore final : public sync::SyncStore {
public:
    DeskStore(sync::Replica& replica, Later& later) : m_replica(replica), m_later(later) {}

    void ask(sync::SyncRequest question, Then then) override;
    std::vector<std::string> asked;

private:
    sync::Replica& m_replica;
    Later& m_later;
};

/// A socket that the test plays the server of.
class FakeSocket final : public sync::LiveSocket {
public:
    void open(const std::string& accessToken) override { tokens.push_back(accessToken); }
    void close() override { ++closes; }

    std::vector<std::string> tokens; ///< of all openings
    int closes = 0;
};

/// One computer: a store with one habit, and an engine with everything faked around it.
class Device {
public:
    Device(FakeServer& server, std::uint64_t seed, const sync::EngineOptions& options = {});

    /// Runs until nothing happens any more.
    void settle() { later.run(); }
    /// One round, to its end; the last report.
    sync::SyncReport sync();
    core::Uuid addHabit(const std::string& name);
    void rename(const core::Uuid& habit, const std::string& name);
    [[nodiscard]] std::string nameOf(const core::Uuid& habit) const;
    sync::Replica::Status status();

    support::TemporaryFolder folder;
    core::FixedClock clock{core::Instant{1'795'000'000'000}};
    core::Random random;
    std::unique_ptr<core::Store> store;
    std::unique_ptr<sync::Replica> replica;
    Later later;
    FakeTimers timers{later};
    ScriptedTransport transport;
    MemoryVault vault;
    DeskStore desk;
    sync::Access access;
    std::vector<sync::SyncReport> reports;
    std::unique_ptr<sync::Engine> engine;
};

} // namespace cairn::test
