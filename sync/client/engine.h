#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/base/random.h"
#include "sync/client/access.h"
#include "sync/client/backoff.h"
#include "sync/client/store_questions.h"
#include "sync/client/timers.h"
#include "sync/protocol/version.h"

namespace cairn::sync {

struct EngineOptions {
    std::size_t pushRows = maxPushRows;
    std::size_t pullRows = maxPullRows;
    /// Changes that come within this time of the last round go together in one that begins when it is over.
    std::chrono::milliseconds grouping{250};
    /// After a row that came over the socket the cursor follows in a round this much later.
    std::chrono::milliseconds settling{2'000};
    std::chrono::milliseconds firstWait{1'000}; ///< after a failure
    std::chrono::milliseconds greatestWait{300'000};
    int attempts = 0; ///< in a row before a round is given up; 0: without end
};

/// What one round did, and how it stands with the store afterwards.
struct SyncReport {
    std::size_t pushed = 0;
    std::size_t pulled = 0;
    SyncStatus status;
    std::optional<Problem> problem;
    std::optional<std::chrono::milliseconds> nextTry; ///< after a problem that passes by itself
};

/// Brings a store and its server in step, in rounds: push until nothing waits, then pull to the head. One request is in
/// flight at a time. After a failure it waits, longer each time, and goes on; everything that must outlive a crash is
/// in the store. What it is given outlives it. One thread.
class Engine {
public:
    Engine(SyncStore& store, Access& access, Timers& timers, core::Random& random, const EngineOptions& options = {});
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// After each round that ended or failed.
    std::function<void(const SyncReport&)> finished;
    /// After a row that came over the socket was taken.
    std::function<void()> received;

    /// Something may wait to be pushed: a round soon, unless one is to come anyway.
    void changed();
    /// The store has changed, perhaps by this engine itself: a round soon where something waits.
    void mayHaveChanged();
    /// A round at once, or, where one runs, another after it.
    void syncNow();
    /// A message of the socket's.
    void take(const std::string& message);
    /// Whether neither a round nor a question is under way: nothing needs the store now.
    [[nodiscard]] bool isIdle() const;

private:
    struct Round;
    void runAfter(std::chrono::milliseconds delay);
    void run();
    void push();
    void sendPush(const WaitingPush& push);
    void pushed(const TakenAnswer& taken);
    void pull();
    void sendPull(const WaitingPull& pull);
    void pulled(const TakenAnswer& taken);
    void look();
    void conclude(const SyncStatus& status);
    void fail(const Problem& problem);
    void report(std::optional<Problem> problem, std::optional<std::chrono::milliseconds> nextTry);
    void takeRow(const std::string& message, std::int64_t number);
    template<class Function>
    auto whileAlive(Function function);

    StoreQuestions m_store;
    Access& m_access;
    Timers& m_timers;
    EngineOptions m_options;
    Backoff m_backoff;
    SyncReport m_report;
    std::unique_ptr<Round> m_round; ///< nothing: none runs
    int m_questions = 0;            ///< about rows of the socket
    bool m_isAgain = false;         ///< another round follows
    std::int64_t m_announced = 0;   ///< the greatest number that the socket told of
    Timers::Id m_timer = 0;
    std::chrono::milliseconds m_due{};
    std::optional<std::chrono::milliseconds> m_ended; ///< the last round
    bool m_isWaiting = false;                         ///< after a failure
    std::shared_ptr<int> m_alive = std::make_shared<int>();
};

} // namespace cairn::sync
