#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace cairn::core {

/// The names of an enumeration's values as documents write them, in the order of the values, which begin at 0.
/// Specialised beside each enumeration.
template<class Enum>
inline constexpr std::array<std::string_view, 0> enumNames{};

template<class Enum>
constexpr std::string_view nameOf(Enum value) {
    return enumNames<Enum>[static_cast<std::size_t>(value)];
}

template<class Enum>
constexpr std::optional<Enum> enumNamed(std::string_view name) {
    for (std::size_t i = 0; i < enumNames<Enum>.size(); ++i)
        if (enumNames<Enum>[i] == name) return static_cast<Enum>(i);
    return std::nullopt;
}

} // namespace cairn::core
