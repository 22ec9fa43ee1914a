#pragma once

#include <chrono>
#include <cstdint>
#include <functional>

namespace cairn::sync {

/// Where the client learns that time has passed. Calls back on the same thread.
class Timers {
public:
    using Id = std::uint64_t; ///< 0: none

    virtual ~Timers() = default;
    virtual Id after(std::chrono::milliseconds delay, std::function<void()> then) = 0;
    /// Does nothing for one that has fired or never was.
    virtual void cancel(Id id) = 0;
    /// Since some moment; never goes back.
    [[nodiscard]] virtual std::chrono::milliseconds elapsed() const = 0;
};

} // namespace cairn::sync
