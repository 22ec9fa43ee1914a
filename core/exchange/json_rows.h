#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/error.h"

namespace cairn::core {

/// One object of a JSON document, without the objects within: its members are scalars and lists of scalars.
struct JsonRow {
    std::size_t line = 0; ///< where it begins, from 1
    std::vector<std::pair<std::string, nlohmann::json>> members;

    /// The first member with this name, or nothing.
    [[nodiscard]] const nlohmann::json* find(std::string_view name) const;
};

/// Gets each object when it is complete, inner ones before the one that they belong to. `path` names the members that
/// lead to it ("habits/logs"), and is empty for the outermost. Returning false cancels.
using JsonRowSink = std::function<bool(std::string_view path, JsonRow row)>;

inline constexpr std::size_t deepestJson = 16;

/// Reads a document row by row, so that a large file costs little memory. Strict JSON in UTF-8; a byte-order mark is
/// passed over. Errors: damagedFile, the detail naming the line; cancelled.
Result<void> readJsonRows(std::string_view text, const JsonRowSink& sink);

} // namespace cairn::core
