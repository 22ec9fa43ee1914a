#pragma once

#include <filesystem>
#include <string>

#include "core/base/error.h"

namespace cairn::core {

/// Whether a write-ahead log with something in it lies beside a database, so that the file alone is not all of it.
bool hasWriteAheadLog(const std::filesystem::path& database);

/// The bytes of a database with what stands in its write-ahead log. Works on a private copy; the files themselves are
/// only read. Errors: damagedFile, ioFailure, diskFull.
Result<std::string> settledBytes(const std::filesystem::path& database);

} // namespace cairn::core
