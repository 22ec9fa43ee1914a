#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/date.h"
#include "core/domain/enum_names.h"

namespace cairn::core {

template<>
inline constexpr std::array<std::string_view, 7> enumNames<Weekday>{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/// A set of weekdays, one bit each from Monday (bit 0) to Sunday (bit 6).
struct Weekdays {
    std::uint8_t bits = 0;

    friend constexpr bool operator==(Weekdays, Weekdays) = default;
    [[nodiscard]] constexpr bool contains(Weekday day) const { return (bits >> static_cast<int>(day) & 1) != 0; }
    [[nodiscard]] constexpr int count() const { return std::popcount(bits); }
    constexpr void insert(Weekday day) { bits = static_cast<std::uint8_t>(bits | 1 << static_cast<int>(day)); }
};

inline constexpr Weekdays allWeekdays{0x7F};

/// Reads "mon,wed,fri": at least one day, none twice, any case. Errors: invalidSyntax.
Result<Weekdays> parseWeekdays(std::string_view text);
/// Writes "mon,wed,fri", Monday first.
std::string formatWeekdays(Weekdays days);

} // namespace cairn::core
