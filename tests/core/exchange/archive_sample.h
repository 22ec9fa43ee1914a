#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/domain/change.h"

namespace cairn::support {

/// Changes that fill a store with every kind of record: random fields within their descriptions, odd texts, some rows
/// in the trash. The same seed makes the same rows.
std::vector<core::Change> randomContent(std::uint64_t seed, std::size_t habits, std::size_t logs);

} // namespace cairn::support
