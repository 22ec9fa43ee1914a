#pragma once

#include <filesystem>

namespace cairn::app {

/// The store that programs use when none is named: cairn/cairn.db in the person's data folder.
std::filesystem::path defaultStoreFile();

} // namespace cairn::app
