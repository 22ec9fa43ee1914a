#pragma once

#include <span>
#include <string_view>

namespace cairn::sync {

/// Passwords of eight characters or more that everybody tries first, in lower case and sorted: digits and keys in a
/// row, the words of every such list, and the names of this program. Written for Cairn.
std::span<const std::string_view> commonPasswords();

} // namespace cairn::sync
