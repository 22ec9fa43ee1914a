#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/domain/enum_names.h"

namespace cairn::core {

/// How a day is shown. `none` is a day that asks for something (or did) and on which nothing is recorded.
enum class DayState : std::uint8_t { none, done, partial, skipped, missed, kept, notRequired };
template<>
inline constexpr std::array<std::string_view, 7> enumNames<DayState>{"none",   "done", "partial",     "skipped",
                                                                     "missed", "kept", "not_required"};

} // namespace cairn::core
