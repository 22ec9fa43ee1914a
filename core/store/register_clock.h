#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/clock.h"
#include "core/domain/kind.h"

namespace cairn::core {

/// A register's clock inside the store: a hybrid logical clock (48 bits of milliseconds, 16 of a counter) and the key
/// of the replica that wrote it. Both 0: never written.
struct RegisterClock {
    std::int64_t stamp = 0;
    std::int64_t replica = 0;

    friend bool operator==(const RegisterClock&, const RegisterClock&) = default;
    [[nodiscard]] std::int64_t milliseconds() const { return stamp >> counterBits; }

    static constexpr int counterBits = 16;
};

/// The stamps below this one are those of imports: 1 ms and a counter.
inline constexpr std::int64_t firstPersonalStamp = std::int64_t{2} << RegisterClock::counterBits;
inline constexpr std::int64_t firstImportStamp = std::int64_t{1} << RegisterClock::counterBits;

/// The stamp of a new change: above `greatest`, not below the wall clock and never below 2 ms. A full counter raises
/// the milliseconds.
std::int64_t nextStamp(std::int64_t greatest, Instant wall);

/// The clocks of all registers of one row. Stored as one clock and a blob of those that differ, each by its register's
/// name; registers that this program does not know keep theirs.
class RowClocks {
public:
    /// All registers of a new row at one clock.
    RowClocks(Kind kind, RegisterClock clock);
    /// What a row holds.
    RowClocks(Kind kind, RegisterClock row, std::string_view blob);

    /// The clock of the register at this place of registersOf(kind).
    [[nodiscard]] RegisterClock of(std::size_t place) const { return m_clocks[place]; }
    [[nodiscard]] const std::vector<RegisterClock>& all() const { return m_clocks; }
    void set(std::size_t place, RegisterClock clock) { m_clocks[place] = clock; }

    /// Registers that this program does not know, by name.
    [[nodiscard]] const std::vector<std::pair<std::string, RegisterClock>>& unknown() const { return m_unknown; }
    void setUnknown(std::string_view name, RegisterClock clock);
    void eraseUnknown(std::string_view name);

    /// The clock that most of the registers that were ever written have, and the blob of the others (empty where there
    /// is none).
    [[nodiscard]] RegisterClock row() const;
    [[nodiscard]] std::string blob() const;

private:
    Kind m_kind;
    std::vector<RegisterClock> m_clocks;
    std::vector<std::pair<std::string, RegisterClock>> m_unknown;
};

} // namespace cairn::core
