#include "sync/server/http/worker_pool.h"

namespace cairn::sync {

WorkerPool::WorkerPool(int threads, std::size_t longestQueue) : m_longestQueue(longestQueue) {
    for (int i = 0; i < threads; ++i) m_threads.emplace_back([this] { run(); });
}

WorkerPool::~WorkerPool() {
    finish();
}

Posted WorkerPool::post(std::function<void()> job) {
    {
        const std::scoped_lock lock(m_mutex);
        if (m_isEnding || m_jobs.size() >= m_longestQueue) return Posted::refused;
        m_jobs.push_back(std::move(job));
    }
    m_changed.notify_one();
    return Posted::taken;
}

std::size_t WorkerPool::waiting() const {
    const std::scoped_lock lock(m_mutex);
    return m_jobs.size();
}

void WorkerPool::finish() {
    {
        const std::scoped_lock lock(m_mutex);
        m_isEnding = true;
    }
    m_changed.notify_all();
    for (std::thread& thread : m_threads)
        if (thread.joinable()) thread.join();
}

void WorkerPool::run() {
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_isEnding || !m_jobs.empty(); });
        if (m_jobs.empty()) return;
        const std::function<void()> job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        job();
        lock.lock();
    }
}

} // namespace cairn::sync
