#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace cairn::sync {

enum class Posted : std::uint8_t { taken, refused };

/// Threads that take jobs from one bounded queue, in order. Jobs must not throw. The destructor runs what was taken and
/// waits for it. All functions: any thread.
class WorkerPool {
public:
    WorkerPool(int threads, std::size_t longestQueue);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    /// refused: the queue is full, or the pool is ending.
    [[nodiscard]] Posted post(std::function<void()> job);
    [[nodiscard]] std::size_t waiting() const;
    /// Takes no more, runs what was taken, and ends the threads.
    void finish();

private:
    void run();

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::function<void()>> m_jobs;
    std::size_t m_longestQueue;
    bool m_isEnding = false;
    std::vector<std::thread> m_threads;
};

} // namespace cairn::sync
