#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace cairn::support {

/// An entry of a zip as it is written, true or not.
struct ZipEntry {
    std::string path;
    std::string bytes;
    std::uint32_t claimedSize = 0; ///< size that the directory states; 0: the true one
};

/// A zip without compression, entry by entry as told: doubled names and false sizes too, which no library would write.
std::string zipOf(const std::vector<ZipEntry>& entries);

} // namespace cairn::support
