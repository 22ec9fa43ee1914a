#pragma once

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include "core/base/system_clock.h"
#include "core/store/store.h"
#include "sync/client/engine.h"
#include "sync/client/qt_timers.h"
#include "sync/client/qt_transport.h"
#include "tests/bench/bench_server.h"

namespace cairn::bench {

/// What a Result holds; ends the program with the Error where it holds none.
template<class T>
T required(core::Result<T> result) {
    if (result) return std::move(*result);
    std::fprintf(stderr, "%s\n", result.error().detail.c_str());
    std::exit(1);
}

/// One device of a person: a store and all that brings it in step with the server. One thread with an event loop.
class Device {
public:
    /// Opens the store, which is made where it is not there, and joins the account.
    Device(const std::filesystem::path& file, const BenchServer& server, const sync::SignIn& signIn);
    ~Device();
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;

    /// One round; ends the program where it fails or leaves the store different from the server.
    sync::SyncReport sync();
    /// Runs the event loop until nothing is under way.
    void rest();
    /// Milliseconds from the beginning of the last `sync` until the last answer to a push was in the store.
    [[nodiscard]] double pushTime() const { return m_pushTime; }

    [[nodiscard]] core::Store& store() { return *m_store; }
    [[nodiscard]] sync::Engine& engine() { return *m_engine; }
    [[nodiscard]] sync::Access& access() { return *m_access; }
    [[nodiscard]] sync::Timers& timers() { return m_timers; }
    [[nodiscard]] core::Random& random() { return m_random; }

private:
    class Desk;
    class Vault;
    core::SystemClock m_clock;
    core::Random m_random;
    sync::QtTimers m_timers;
    std::unique_ptr<core::Store> m_store;
    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<Vault> m_vault;
    std::unique_ptr<sync::QtTransport> m_transport;
    std::unique_ptr<sync::Access> m_access;
    std::unique_ptr<sync::Engine> m_engine;
    double m_pushTime = 0;
};

} // namespace cairn::bench
