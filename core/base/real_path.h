#pragma once

#include <filesystem>

namespace cairn::core {

/// The absolute path of the file that stands behind `path`, the same for every spelling: each symbolic link is
/// followed, also where the file that it names is not there yet. What can't be followed stays as it is.
std::filesystem::path realPath(const std::filesystem::path& path);

} // namespace cairn::core
