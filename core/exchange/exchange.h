#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/base/date.h"
#include "core/base/error.h"
#include "core/domain/change.h"
#include "core/store/reader.h"

namespace cairn::core {

/// One thing that an import could not take, or took in another way: where it stood, and why. `line` counts from 1 (a
/// row number in a database); 0 where there is none. The message is a plain English clause without private text.
struct ImportProblem {
    std::size_t line = 0;
    std::string field;
    std::string message;
};

/// What an import does or would do, counted in rows.
struct ImportReport {
    std::string format;     ///< "loop-db", "loop-csv", "cairn-json", "cairn-csv"
    std::size_t habits = 0; ///< habits in the file
    std::size_t goals = 0;
    std::size_t logs = 0;    ///< recorded days in the file
    std::size_t created = 0; ///< rows that are new here, of every kind
    std::size_t updated = 0; ///< rows that change here
    std::size_t skipped = 0; ///< rows that are here already, were edited here since, or lie in the trash
    std::size_t inTrash = 0; ///< of those skipped: rows that were removed here
    std::vector<ImportProblem> problems;
};

/// A file that has been read and compared with the store: the report, and the one undoable change that takes it over.
struct ImportPlan {
    ImportReport report;
    Edit edit;
};

enum class TrashedRows : std::uint8_t { leave, restore };

struct ImportOptions {
    Date today; ///< the day of import, in the profile's calendar
    TrashedRows trashed = TrashedRows::leave;
    std::function<bool(double)> progress = {}; ///< told the done share, 0–1; returning false cancels
};

/// Detects the format of a file or folder, reads it and compares it with what the store holds; writes nothing.
/// Runs on any thread with a Reader of its own. Errors: unknownFormat, damagedFile, newerFile, tooLarge, notFound,
/// ioFailure, cancelled; a file of which nothing can be read is damagedFile.
Result<ImportPlan> planImport(const std::filesystem::path& file, const Reader& reader, const ImportOptions& options);

enum class ExportFormat : std::uint8_t { json, csv, loop };

/// What an export wrote, and what its format could not hold; lossless formats (json, csv) have no problems.
struct ExportReport {
    std::size_t habits = 0;
    std::size_t goals = 0;
    std::size_t logs = 0;
    std::vector<ImportProblem> problems;
};

/// Writes everything: json to one file, csv and loop as a zip (or into `destination` when that is a folder), complete
/// or not at all. "-" writes to standard output. Errors: ioFailure, diskFull, cancelled and those of reading.
Result<ExportReport> exportAll(ExportFormat format, const std::filesystem::path& destination, const Reader& reader,
                               const ImportOptions& options);

} // namespace cairn::core
