#pragma once

#include <cstdint>
#include <string>

namespace cairn::core {

/// Minutes ahead of UTC that a POSIX rule such as "CET-1CEST,M3.5.0,M10.5.0/3" gives at a second since 1970.
/// Throws std::exception on a rule that can't be read. Kept apart because the header behind it is C++17 only.
int posixOffsetMinutes(const std::string& rule, std::int64_t secondsSinceEpoch);

} // namespace cairn::core
