#pragma once

#include <optional>

#include "core/store/owner_parts.h"

namespace cairn::core {

/// The greatest stamp among all clocks that the file holds: of rows, of rows that are in no table, and of what waits or
/// is under way; where `replica` is given, only among those that it wrote. Reads every row's clock. Throws
/// SQLite::Exception; what is damaged is passed over.
std::int64_t greatestStamp(OwnerParts& parts, std::optional<std::int64_t> replica = std::nullopt);

} // namespace cairn::core
