#pragma once

#include "core/store/backup.h"
#include "core/store/database.h"

namespace cairn::core {

/// Makes a backup of the owner's open store and reads it back: the integrity check, and every row of every table
/// compared with the store. Only then it gets its name and counts, and older ones are thinned out. What a backup that
/// was stopped left of this store is removed first.
BackupOutcome makeBackup(Database& database, const std::filesystem::path& file, BackupReason reason, Instant now);

/// The end of a copy's name until it counts.
inline constexpr const char* unfinishedEnding = ".unfinished";

/// The copies of `file` that do not count (yet), and what SQLite keeps beside them.
std::vector<std::filesystem::path> unfinishedBackups(const std::filesystem::path& file);

/// A point in time as file names carry it, such as "20261120T081530125Z".
std::string instantInName(Instant instant);

} // namespace cairn::core
