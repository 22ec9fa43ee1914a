#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace cairn::sync {

enum class Coding : std::uint8_t { identity, gzip, zstd };

/// Which coding a Content-Encoding names. Errors: unknownFormat.
core::Result<Coding> codingNamed(std::string_view name);

/// Unpacks a body. Memory stays near `limit`, whatever the input says of itself. Errors: tooLarge over `limit` bytes,
/// invalidSyntax for what is cut or no such coding.
core::Result<std::string> unpack(Coding coding, std::string_view bytes, std::size_t limit);

/// Whether an Accept-Encoding takes zstd (RFC 9110, 12.5.3): named, or by a star, with a weight above 0.
bool acceptsZstd(std::string_view acceptEncoding);

} // namespace cairn::sync
