#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "core/base/uuid.h"

namespace cairn::core {

/// A field's value without its type: nothing, a number, a text, or a reference to another record.
/// Booleans, dates (days since 1970-01-01), instants (ms), choices and sets of weekdays are integers here.
using Value = std::variant<std::monostate, std::int64_t, double, std::string, Uuid>;

inline bool isNull(const Value& value) {
    return std::holds_alternative<std::monostate>(value);
}

} // namespace cairn::core
