#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <map>
#include <memory>

#include "sync/client/timers.h"

namespace cairn::sync {

/// Timers of Qt's event loop.
class QtTimers final : public QObject, public Timers {
public:
    QtTimers() { m_clock.start(); }

    Id after(std::chrono::milliseconds delay, std::function<void()> then) override {
        const Id id = ++m_last;
        auto& timer = m_timers[id] = std::make_unique<QTimer>();
        timer->setSingleShot(true);
        connect(timer.get(), &QTimer::timeout, this, [this, id, then = std::move(then)] {
            const auto call = then;
            cancel(id);
            call();
        });
        timer->start(delay);
        return id;
    }
    void cancel(Id id) override {
        const auto found = m_timers.find(id);
        if (found == m_timers.end()) return;
        found->second->stop();
        found->second.release()->deleteLater(); // it may be the one that fires
        m_timers.erase(found);
    }
    [[nodiscard]] std::chrono::milliseconds elapsed() const override {
        return std::chrono::milliseconds(m_clock.elapsed());
    }

private:
    QElapsedTimer m_clock;
    Id m_last = 0;
    std::map<Id, std::unique_ptr<QTimer>> m_timers;
};

} // namespace cairn::sync
