#pragma once

#include <cstddef>

namespace cairn::sync {

/// The version that this program speaks, and the oldest that it still understands. PROTOCOL.md says what changed.
inline constexpr int protocolVersion = 1;
inline constexpr int oldestProtocolVersion = 1;

/// The most rows in one push, and in one answer to a pull; the most bytes of a body, unpacked.
inline constexpr std::size_t maxPushRows = 5'000;
inline constexpr std::size_t maxPullRows = 20'000;
inline constexpr std::size_t maxBodyBytes = std::size_t{64} << 20;

} // namespace cairn::sync
