#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "core/domain/kind.h"

namespace cairn::core {

/// What is written and merged as one: a field, several that mean something only together, or a row's removal.
struct Register {
    std::string_view name;
    std::uint64_t fields = 0; ///< bit i: field i of the description; none for the removal

    [[nodiscard]] bool isRemoval() const { return fields == 0; }
};

/// The registers of a kind, in the order of its fields, the removal last; a log has no removal.
std::span<const Register> registersOf(Kind kind);

/// The place of the register called `name`.
std::optional<std::size_t> registerNamed(Kind kind, std::string_view name);

/// The place of the removal, for every kind but logs.
std::optional<std::size_t> removalOf(Kind kind);

/// The removal register's name, and its column.
inline constexpr std::string_view removalName = "removed_at";

} // namespace cairn::core
