#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace cairn::sync::net {

/// What can be asked to end when the server stops. Any thread.
class Ending {
public:
    virtual ~Ending() = default;
    /// Ends soon: at once where nothing is going on, else after what is.
    virtual void endSoon() = 0;
};

/// The connections that are open. Any thread.
class LiveSet {
public:
    void add(const std::shared_ptr<Ending>& ending) {
        const std::scoped_lock lock(m_mutex);
        m_all.emplace(ending.get(), ending);
    }
    void remove(Ending* ending) {
        {
            const std::scoped_lock lock(m_mutex);
            m_all.erase(ending);
        }
        m_changed.notify_all();
    }
    [[nodiscard]] std::size_t size() const {
        const std::scoped_lock lock(m_mutex);
        return m_all.size();
    }
    void endAllSoon() {
        // They are let go of outside of the lock: the last owner of one takes it out of the set.
        std::vector<std::shared_ptr<Ending>> all;
        {
            const std::scoped_lock lock(m_mutex);
            for (const auto& [key, weak] : m_all) all.push_back(weak.lock());
        }
        for (const auto& ending : all)
            if (ending) ending->endSoon();
    }
    /// Waits until all are gone, at most `limit`.
    void awaitEmpty(std::chrono::milliseconds limit) {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, limit, [this] { return m_all.empty(); });
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::unordered_map<Ending*, std::weak_ptr<Ending>> m_all;
};

} // namespace cairn::sync::net
