#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "core/exchange/imported_data.h"
#include "core/exchange/source.h"

namespace cairn::core {

/// One format that can be imported. Adding one: a file pair with these two functions, and a line in the table of
/// import_format.cpp.
struct ImportFormat {
    std::string_view name; ///< as reports name it: "loop-db"
    bool (*detects)(const Source& source);
    /// Everything that the source says. Rows that can't be taken are problems; errors are for the whole of it:
    /// damagedFile, newerFile, unknownFormat, tooLarge, cancelled.
    Result<ImportedData> (*read)(const Source& source, const ImportOptions& options);
};

/// All formats, the most particular first.
std::span<const ImportFormat> importFormats();

/// Reads a source in the first format that recognises it. Errors: unknownFormat, and those of the format.
Result<ImportedData> readSource(const Source& source, const ImportOptions& options);

} // namespace cairn::core
