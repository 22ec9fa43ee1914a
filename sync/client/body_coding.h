#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cairn::sync {

/// Bodies below this many bytes are sent as they are.
inline constexpr std::size_t smallestPackedBody = 1'024;

/// A body in zstd; empty where that saves nothing.
std::string packBody(std::string_view body);
/// The whole body; nothing where it is no zstd, is cut off, or is longer than `limit` unpacked.
std::optional<std::string> unpackBody(std::string_view packed, std::size_t limit);

} // namespace cairn::sync
