#include "sync/client/engine.h"

#include <fmt/format.h>

#include "core/base/failpoint.h"
#include "sync/protocol/socket_message.h"

namespace cairn::sync {

using core::Result;
using std::chrono::milliseconds;

namespace {

constexpr std::string_view ownStream = "user"; ///< as the server calls the caller's own
constexpr int mostPushes = 10'000;
constexpr int mostFruitless = 20; ///< in a row: pushes that are refused or forked, pulls that do not count
constexpr int mostBeginnings = 5; ///< how often a round may pull from the beginning

/// A message of the server that can't be read is none of the server's.
Problem problemOf(const core::Error& error) {
    if (error.code == core::ErrorCode::invalidSyntax || error.code == core::ErrorCode::tooLarge)
        return {Trouble::notOurServer, error.detail};
    return {Trouble::store, error.detail, {}, error};
}

} // namespace

struct Engine::Round {
    int pushes = 0;
    int fruitlessPushes = 0;
    int beginnings = 0;
    int outrunPulls = 0;
};

/// A function of the engine that does nothing once the engine is gone.
template<class Function>
auto Engine::whileAlive(Function function) {
    return [weak = std::weak_ptr(m_alive), function](auto&&... arguments) {
        if (!weak.expired()) function(std::forward<decltype(arguments)>(arguments)...);
    };
}

Engine::Engine(SyncStore& store, Access& access, Timers& timers, core::Random& random, const EngineOptions& options)
    : m_store(store), m_access(access), m_timers(timers), m_options(options),
      m_backoff(options.firstWait, options.greatestWait, random) {}

Engine::~Engine() {
    m_timers.cancel(m_timer);
}

bool Engine::isIdle() const {
    return !m_round && m_questions == 0;
}

void Engine::changed() {
    if (m_isWaiting) return;
    if (m_round) {
        m_isAgain = true;
        return;
    }
    const milliseconds since = m_ended ? m_timers.elapsed() - *m_ended : m_options.grouping;
    runAfter(std::max(milliseconds(0), m_options.grouping - since));
}

void Engine::mayHaveChanged() {
    if (m_isWaiting) return;
    if (m_round) return changed();
    ++m_questions;
    m_store.status(whileAlive([this](const Result<SyncStatus>& status) {
        --m_questions;
        if (!status || status->waiting > 0) changed();
    }));
}

void Engine::syncNow() {
    m_isWaiting = false;
    m_isAgain = m_round != nullptr;
    if (!m_round) run();
}

/// A round in this time, or when one is due anyway if that is sooner.
void Engine::runAfter(milliseconds delay) {
    const milliseconds due = m_timers.elapsed() + delay;
    if (m_timer != 0 && m_due <= due) return;
    m_timers.cancel(m_timer);
    m_due = due;
    m_timer = m_timers.after(delay, [this] { run(); });
}

void Engine::run() {
    m_timers.cancel(m_timer);
    m_timer = 0;
    m_isWaiting = false;
    m_isAgain = false;
    m_round = std::make_unique<Round>();
    push();
}

void Engine::push() {
    if (++m_round->pushes > mostPushes || m_round->fruitlessPushes > mostFruitless)
        return fail({Trouble::differs, "pushes come to no end"});
    m_store.nextPush(m_options.pushRows, whileAlive([this](const Result<std::optional<WaitingPush>>& next) {
                         if (!next) return fail(problemOf(next.error()));
                         *next ? sendPush(**next) : pull();
                     }));
}

void Engine::sendPush(const WaitingPush& push) {
    core::failpoint("sync.before-push");
    m_access.send({"POST", "/api/sync/push?stream=user", push.body},
                  whileAlive([this, ticket = push.ticket](const Asked<std::string>& answer) {
                      core::failpoint("sync.after-push");
                      if (!answer) return fail(answer.error());
                      m_store.takePush(ticket, *answer, whileAlive([this](const Result<TakenAnswer>& taken) {
                                           taken ? pushed(*taken) : fail(problemOf(taken.error()));
                                       }));
                  }));
}

void Engine::pushed(const TakenAnswer& taken) {
    core::failpoint("sync.after-push-taken");
    m_report.pushed += taken.rows;
    m_round->fruitlessPushes = taken.rows > 0 ? 0 : m_round->fruitlessPushes + 1;
    taken.hasMore ? pull() : push();
}

void Engine::pull() {
    m_store.nextPull(whileAlive([this](const Result<WaitingPull>& next) {
        if (!next) return fail(problemOf(next.error()));
        if (next->since == 0 && ++m_round->beginnings > mostBeginnings)
            return fail({Trouble::differs, "the digests differ after everything was pulled"});
        sendPull(*next);
    }));
}

void Engine::sendPull(const WaitingPull& pull) {
    core::failpoint("sync.before-pull");
    const std::string path =
        fmt::format("/api/sync/pull?stream=user&since={}&limit={}", pull.since, m_options.pullRows);
    m_access.send({"GET", path}, whileAlive([this, ticket = pull.ticket](const Asked<std::string>& answer) {
                      core::failpoint("sync.after-pull");
                      if (!answer) return fail(answer.error());
                      m_store.takePull(ticket, *answer, whileAlive([this](const Result<TakenAnswer>& taken) {
                                           taken ? pulled(*taken) : fail(problemOf(taken.error()));
                                       }));
                  }));
}

void Engine::pulled(const TakenAnswer& taken) {
    core::failpoint("sync.after-pull-taken");
    m_report.pulled += taken.rows;
    // Another program asked the store meanwhile: this answer did not count.
    if (!taken.isCurrent && ++m_round->outrunPulls > mostFruitless) return fail({Trouble::busy, "pulls are outrun"});
    taken.hasMore || !taken.isCurrent ? pull() : look();
}

/// What came to wait while the round ran, for example what a repair sends, is pushed in the same round.
void Engine::look() {
    m_store.status(whileAlive([this](const Result<SyncStatus>& status) {
        if (!status) return fail(problemOf(status.error()));
        status->waiting > 0 ? push() : conclude(*status);
    }));
}

void Engine::conclude(const SyncStatus& status) {
    m_report.status = status;
    m_backoff.reset();
    m_round.reset();
    m_ended = m_timers.elapsed();
    const bool isAgain = m_isAgain || m_announced > status.cursor;
    m_announced = 0;
    report(std::nullopt, std::nullopt);
    if (isAgain && !m_round) runAfter(milliseconds(0));
}

void Engine::fail(const Problem& problem) {
    m_round.reset();
    m_ended = m_timers.elapsed();
    std::optional<milliseconds> wait;
    const bool mayTry = m_options.attempts == 0 || m_backoff.failures() + 1 < m_options.attempts;
    if (passesByItself(problem.trouble) && mayTry) {
        wait = m_backoff.next(problem.retryAfter.value_or(std::chrono::seconds(0)));
        m_isWaiting = true;
        runAfter(*wait);
    }
    m_store.status(whileAlive([this, problem, wait](const Result<SyncStatus>& status) {
        if (status) m_report.status = *status;
        report(problem, wait);
    }));
}

/// A round that goes on later keeps its counts.
void Engine::report(std::optional<Problem> problem, std::optional<milliseconds> nextTry) {
    m_report.problem = std::move(problem);
    m_report.nextTry = nextTry;
    const SyncReport told = m_report;
    if (!nextTry) m_report = {};
    if (finished) finished(told);
}

void Engine::take(const std::string& message) {
    const auto read = readSocketMessage(message);
    if (!read) return syncNow(); // the greeting, or something of a newer server: look what there is
    if (read->stream != ownStream) return;
    if (m_round || m_isWaiting) {
        m_announced = std::max(m_announced, read->number);
        return;
    }
    read->row ? takeRow(message, read->number) : changed();
}

void Engine::takeRow(const std::string& message, std::int64_t number) {
    ++m_questions;
    m_store.takeMessage(message, whileAlive([this, number](const Result<TakenAnswer>& taken) {
                            --m_questions;
                            if (m_round) m_announced = std::max(m_announced, number);
                            if (!taken) return;
                            m_report.pulled += taken->rows;
                            if (received && taken->rows > 0) received();
                            if (!m_round) runAfter(taken->isCurrent ? m_options.settling : milliseconds(0));
                        }));
}

} // namespace cairn::sync
