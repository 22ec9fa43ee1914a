#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/store/database.h"
#include "core/store/file_lock.h"

namespace cairn::sync {

/// What a write has at hand. On the writer's thread only.
class Writing {
public:
    explicit Writing(core::Database& database) : m_database(database) {}

    [[nodiscard]] core::Database& database() { return m_database; }
    /// Runs once this write is committed, on the writer's thread, in the order of the commits. Must not throw and
    /// should be short: publishing to sockets is what it is for.
    void afterCommit(std::function<void()> action) { m_after.push_back(std::move(action)); }

private:
    friend class Storage;
    core::Database& m_database;
    std::vector<std::function<void()>> m_after;
};

/// The server's database: one SQLite file, WAL and synchronous=FULL, one thread with the one connection that writes,
/// and connections that only read. Any thread.
class Storage {
public:
    /// Makes the folder (0700) and the file (0600) where they are missing, takes the lock beside it and brings its
    /// schema up. Errors: storeBusy where another process has it, newerFile, storeDamaged, ioFailure, ….
    static core::Result<std::unique_ptr<Storage>> open(const std::filesystem::path& file, const core::Clock& clock,
                                                       std::uint64_t seed);
    ~Storage();
    Storage(const Storage&) = delete;
    Storage& operator=(const Storage&) = delete;

    /// Runs `action` (Writing& → Result<T>) on the writer's thread and waits until what it did is durable. It is
    /// atomic: an error or exception takes all of it back. Writes that wait together share one commit, in their order.
    template<class Action>
    auto write(const Action& action) -> decltype(action(std::declval<Writing&>())) {
        using Outcome = decltype(action(std::declval<Writing&>()));
        std::optional<Outcome> outcome;
        const auto attempted = [&](Writing& writing) -> core::Result<void> {
            outcome = core::attempt([&] { return action(writing); });
            return outcome->has_value() ? core::Result<void>() : tl::unexpected(outcome->error());
        };
        const core::Result<void> written = enqueue(attempted);
        if (!written) return tl::unexpected(written.error());
        return std::move(*outcome);
    }

    /// Runs `action` (Database& → Result<T>) on this thread with a connection that reads, in one snapshot.
    template<class Action>
    auto read(const Action& action) -> decltype(action(std::declval<core::Database&>())) {
        return core::attempt([&]() -> decltype(action(std::declval<core::Database&>())) {
            const Borrowed borrowed(*this);
            core::Transaction snapshot(borrowed.database(), core::Transaction::Purpose::read);
            auto outcome = action(borrowed.database());
            snapshot.commit();
            return outcome;
        });
    }

    [[nodiscard]] const core::Uuid& epoch() const { return m_epoch; }
    [[nodiscard]] const std::filesystem::path& file() const { return m_file; }

private:
    using Action = std::function<core::Result<void>(Writing&)>;
    struct Job {
        const Action* action;
        std::optional<core::Result<void>> outcome;
        std::vector<std::function<void()>> after;
        bool isDone = false;
    };
    /// A reader that goes back when it is no longer used.
    class Borrowed {
    public:
        explicit Borrowed(Storage& storage) : m_storage(storage), m_database(storage.takeReader()) {}
        ~Borrowed() { m_storage.giveBack(std::move(m_database)); }
        Borrowed(const Borrowed&) = delete;
        Borrowed& operator=(const Borrowed&) = delete;
        [[nodiscard]] core::Database& database() const { return *m_database; }

    private:
        Storage& m_storage;
        std::unique_ptr<core::Database> m_database;
    };

    Storage(std::filesystem::path file, core::FileLock lock, std::unique_ptr<core::Database> writer, core::Uuid epoch);
    core::Result<void> enqueue(const Action& action);
    std::unique_ptr<core::Database> takeReader();
    void giveBack(std::unique_ptr<core::Database> reader);
    void run();
    void commitTogether(std::vector<Job*>& jobs);
    void attemptJob(Job& job);

    std::filesystem::path m_file;
    core::FileLock m_lock;
    core::Uuid m_epoch;
    std::unique_ptr<core::Database> m_writer;
    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::condition_variable m_finished;
    std::deque<Job*> m_jobs;
    bool m_isEnding = false;
    std::mutex m_readersMutex;
    std::vector<std::unique_ptr<core::Database>> m_readers;
    std::thread m_thread;
};

} // namespace cairn::sync
