#pragma once

#include <filesystem>
#include <functional>
#include <span>

#include "core/store/database.h"

namespace cairn::core {

/// One kind of database file: what its header says, and how it came to look as it does.
struct DatabaseFormat {
    std::int64_t applicationId;                   ///< in the header of each such file
    std::span<const std::string_view> migrations; ///< SQL; entry i turns version i into version i + 1
    std::string_view foreign;                     ///< what a database of anything else is told to be, in plain words

    /// The version that this program writes: the number of its last migration.
    [[nodiscard]] int version() const { return static_cast<int>(migrations.size()); }
};

/// A closer look at a file that is of the format; it changes nothing.
using CloserLook = std::function<Result<void>(Database&)>;

/// Looks at an existing file without changing it, and says its version; 0 for an empty file. Errors: newerFile,
/// storeDamaged (no database, or not of this format), ioFailure, and those of `look`.
Result<int> inspectDatabase(const std::filesystem::path& file, const DatabaseFormat& format, const CloserLook& look);

/// Brings the owner's connection from `version` to format.version(), each step in a transaction of its own;
/// `beforeCommit` is called within each with the version it began at. Throws SQLite::Exception; what was brought up
/// stays.
void migrateDatabase(Database& database, int version, const DatabaseFormat& format,
                     const std::function<void(int from)>& beforeCommit);

} // namespace cairn::core
