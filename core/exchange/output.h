#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace cairn::core {

/// One file of an export that has several.
struct OutputEntry {
    std::string path; ///< with forward slashes, such as "001 Meditate/Checkmarks.csv"
    std::string bytes;
};

/// Writes a file so that it is complete or not there: beside it, to the disk, then renamed. "-" is standard output; a
/// device or pipe is written to as it is. Errors: diskFull, ioFailure.
Result<void> writeOutput(const std::filesystem::path& destination, std::string_view bytes);

/// Writes several files: into `destination` where that is a folder, else as one zip. Into a folder they are first
/// written whole under other names. Errors as above.
Result<void> writeOutputs(const std::filesystem::path& destination, const std::vector<OutputEntry>& entries);

/// The bytes of a zip with these entries. Errors: internal.
Result<std::string> zipped(const std::vector<OutputEntry>& entries);

} // namespace cairn::core
