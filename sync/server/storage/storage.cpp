#include "sync/server/storage/storage.h"

#include "core/base/failpoint.h"
#include "sync/server/storage/schema.h"

namespace cairn::sync {

namespace fs = std::filesystem;
using core::Database;
using core::ErrorCode;
using core::failure;

namespace {

constexpr std::size_t mostTogether = 64;
constexpr const char* cacheOfWriter = "PRAGMA cache_size = -16384"; // KiB: the indices of large streams, between pushes

} // namespace

core::Result<std::unique_ptr<Storage>> Storage::open(const fs::path& file, const core::Clock& clock,
                                                     std::uint64_t seed) {
    auto lock = core::prepareFile(file);
    if (!lock) return tl::unexpected(lock.error());
    const auto version = examine(file, Examination::header);
    if (!version) return tl::unexpected(version.error());
    return core::attempt([&]() -> core::Result<std::unique_ptr<Storage>> {
        auto writer = std::make_unique<Database>(file, Database::Access::owner);
        writer->run(cacheOfWriter);
        core::Random random(seed);
        bringUp(*writer, random, clock.now());
        const core::Uuid epoch = epochOf(*writer);
        return std::unique_ptr<Storage>(new Storage(file, std::move(*lock), std::move(writer), epoch));
    });
}

Storage::Storage(fs::path file, core::FileLock lock, std::unique_ptr<Database> writer, core::Uuid epoch)
    : m_file(std::move(file)), m_lock(std::move(lock)), m_epoch(epoch), m_writer(std::move(writer)),
      m_thread([this] { run(); }) {}

Storage::~Storage() {
    {
        const std::scoped_lock lock(m_mutex);
        m_isEnding = true;
    }
    m_arrived.notify_all();
    m_thread.join();
    m_readers.clear(); // before the writer, which closes the log as the last one
}

core::Result<void> Storage::enqueue(const Action& action) {
    Job job{&action, std::nullopt, {}};
    std::unique_lock lock(m_mutex);
    if (m_isEnding) return failure(ErrorCode::storeBusy, "the server is stopping");
    m_jobs.push_back(&job);
    m_arrived.notify_one();
    m_finished.wait(lock, [&] { return job.isDone; });
    return *job.outcome;
}

void Storage::run() {
    std::unique_lock lock(m_mutex);
    while (true) {
        m_arrived.wait(lock, [this] { return m_isEnding || !m_jobs.empty(); });
        if (m_jobs.empty()) return;
        std::vector<Job*> together;
        while (!m_jobs.empty() && together.size() < mostTogether) {
            together.push_back(m_jobs.front());
            m_jobs.pop_front();
        }
        lock.unlock();
        commitTogether(together);
        lock.lock();
        for (Job* job : together) job->isDone = true;
        m_finished.notify_all();
    }
}

/// Each job in a savepoint of its own inside one transaction: one that fails takes back only itself.
void Storage::commitTogether(std::vector<Job*>& jobs) {
    const auto committed = core::attempt([&]() -> core::Result<void> {
        core::Transaction transaction(*m_writer, core::Transaction::Purpose::write);
        for (Job* job : jobs) attemptJob(*job);
        core::failpoint("server.before-commit");
        transaction.commit();
        core::failpoint("server.after-commit");
        return {};
    });
    for (Job* job : jobs) {
        if (!committed) job->outcome = tl::unexpected(committed.error());
        if (!*job->outcome) continue;
        for (const auto& action : job->after) action();
    }
}

void Storage::attemptJob(Job& job) {
    Writing writing(*m_writer);
    m_writer->run("SAVEPOINT job");
    try {
        job.outcome = (*job.action)(writing);
    } catch (const std::exception& error) {
        job.outcome = failure(ErrorCode::internal, error.what());
    }
    if (!*job.outcome) m_writer->run("ROLLBACK TO job");
    m_writer->run("RELEASE job");
    job.after = std::move(writing.m_after);
}

std::unique_ptr<Database> Storage::takeReader() {
    {
        const std::scoped_lock lock(m_readersMutex);
        if (!m_readers.empty()) {
            auto reader = std::move(m_readers.back());
            m_readers.pop_back();
            return reader;
        }
    }
    return std::make_unique<Database>(m_file, Database::Access::reader);
}

void Storage::giveBack(std::unique_ptr<Database> reader) {
    const std::scoped_lock lock(m_readersMutex);
    m_readers.push_back(std::move(reader));
}

} // namespace cairn::sync
