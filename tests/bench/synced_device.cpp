#include "tests/bench/synced_device.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTimer>
#include <chrono>

#include "sync/client/replica_desk.h"

namespace cairn::bench {

using Time = std::chrono::steady_clock;

/// Answers the questions of sync on the device's own store, later, as every owner of a store does.
class Device::Desk final : public sync::SyncStore {
public:
    Desk(core::Store& store, const core::Clock& clock, core::Random& random) : m_replica(store, clock, random) {}

    void ask(sync::SyncRequest question, Then then) override {
        auto reply = answer(m_replica, question);
        if (question.operation == "take_push") lastPush = Time::now();
        const auto tell = [then = std::move(then), told = std::move(reply)] { then(told); };
        QMetaObject::invokeMethod(&m_here, tell, Qt::QueuedConnection);
    }

    Time::time_point lastPush;

private:
    QObject m_here;
    sync::Replica m_replica;
};

/// Keeps the sign-in in memory.
class Device::Vault final : public sync::TokenVault {
public:
    explicit Vault(sync::SignIn signIn) : m_signIn(std::move(signIn)) {}
    void load(std::function<void(sync::Asked<sync::SignIn>)> then) override { then(m_signIn); }
    void save(const sync::SignIn& signIn, std::function<void(sync::Asked<void>)> then) override {
        m_signIn = signIn;
        then({});
    }
    void clear(std::function<void(sync::Asked<void>)> then) override { then({}); }

private:
    sync::SignIn m_signIn;
};

Device::Device(const std::filesystem::path& file, const BenchServer& server, const sync::SignIn& signIn)
    : m_random(core::entropySeed()), m_store(required(core::Store::open(file, {m_clock, m_random}))),
      m_desk(std::make_unique<Desk>(*m_store, m_clock, m_random)), m_vault(std::make_unique<Vault>(signIn)),
      m_transport(std::make_unique<sync::QtTransport>(server.address(), server.trust())),
      m_access(std::make_unique<sync::Access>(*m_transport, *m_vault)),
      m_engine(std::make_unique<sync::Engine>(*m_desk, *m_access, m_timers, m_random)) {
    QEventLoop loop;
    sync::StoreQuestions(*m_desk).join(accountTextOf(signIn), [&](const core::Result<std::size_t>& joined) {
        required(joined);
        loop.quit();
    });
    loop.exec();
}

Device::~Device() = default;

sync::SyncReport Device::sync() {
    QEventLoop loop;
    sync::SyncReport result;
    const auto begin = m_desk->lastPush = Time::now();
    m_engine->finished = [&](const sync::SyncReport& report) {
        result = report;
        loop.quit();
    };
    m_engine->syncNow();
    loop.exec();
    m_engine->finished = nullptr;
    m_pushTime = std::chrono::duration<double, std::milli>(m_desk->lastPush - begin).count();
    if (result.problem || result.status.noticed > 0) {
        std::fprintf(stderr, "sync failed: %s\n", result.problem ? result.problem->detail.c_str() : "digests differ");
        std::exit(1);
    }
    return result;
}

void Device::rest() {
    while (!m_engine->isIdle()) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

} // namespace cairn::bench
