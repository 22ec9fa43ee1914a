#pragma once

#include <string>
#include <string_view>

#include "core/base/error.h"

namespace cairn::sync {

/// Bodies below this many bytes are sent as they are.
inline constexpr std::size_t smallestPackedBody = 1'024;

/// Packs with zstd at its fastest ordinary level; nothing where that saves nothing.
std::string packZstd(std::string_view bytes);

/// The whole body. Memory stays near `limit`, whatever the input says of itself. Errors: tooLarge over `limit` bytes,
/// invalidSyntax for what is cut, no zstd, or wants a window of more than 8 MiB.
core::Result<std::string> unpackZstd(std::string_view bytes, std::size_t limit);

} // namespace cairn::sync
