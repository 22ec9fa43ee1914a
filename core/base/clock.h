#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "core/base/date.h"

namespace cairn::core {

/// A point in time in UTC, in milliseconds since 1970-01-01T00:00Z.
struct Instant {
    std::int64_t milliseconds = 0;

    friend constexpr auto operator<=>(Instant, Instant) = default;
};

/// Where the core learns the time from. Owned by whoever wires the program; one implementation reads the computer's
/// clock (system_clock.h), tests bring their own. Calls come from the thread that owns the store.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

/// A clock that stands where it was put: for tests and for `--today`.
class FixedClock : public Clock {
public:
    explicit FixedClock(Instant instant) : m_instant(instant) {}
    [[nodiscard]] Instant now() const override { return m_instant; }
    void set(Instant instant) { m_instant = instant; }
    void advance(std::int64_t milliseconds) { m_instant.milliseconds += milliseconds; }

private:
    Instant m_instant;
};

/// Reads and writes "2026-11-20T08:15:30.125Z". Errors: invalidSyntax.
Result<Instant> parseInstant(std::string_view text);
std::string formatInstant(Instant instant);

} // namespace cairn::core
