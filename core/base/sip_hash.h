#pragma once

#include <cstdint>
#include <string_view>

namespace cairn::core {

/// SipHash-2-4 of the bytes with a key of 16 zero bytes, read as a little-endian number (Aumasson and Bernstein, 2012;
/// libsodium). For noticing damage and differences, not against somebody who makes them.
std::uint64_t sipHash(std::string_view bytes);

} // namespace cairn::core
