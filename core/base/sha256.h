#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace cairn::core {

using Sha256 = std::array<std::uint8_t, 32>;

/// SHA-256 of the bytes (libsodium).
Sha256 sha256(std::string_view bytes);

/// The digest in 64 lower-case hexadecimal digits.
std::string toHex(const Sha256& digest);

} // namespace cairn::core
