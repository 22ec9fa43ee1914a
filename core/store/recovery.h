#pragma once

#include <filesystem>
#include <vector>

#include "core/base/clock.h"
#include "core/store/backup.h"

namespace cairn::core {

// What can be done about a store that Store::open found damaged, or that a person wants back as it was. Nothing here
// deletes: the file that was in the place gets another name beside it. No store may be open in this process; another
// process that owns the file is storeBusy.

/// Gives a store's file and what belongs to it (its log of changes not yet taken in) a name with `now` in it, and says
/// that name. Afterwards there is no file in its place; after an error all has its old name. Errors: storeBusy,
/// notFound, storeReadOnly, ioFailure.
Result<std::filesystem::path> moveAside(const std::filesystem::path& file, Instant now);

/// The backups of `file` that pass the integrity check and that this program can read, the newest first. Reads each one
/// whole.
std::vector<Backup> goodBackups(const std::filesystem::path& file);

/// Puts a copy of `backup` in the place of the store at `file`. What was there stays beside it; its name is the result,
/// empty where there was nothing. After an error all is as it was. A power cut in the middle loses nothing either, but
/// the old file may still be in the place while its log lies beside it under the other name, and a file that ends in
/// ".restoring" may stay until the next restore. Errors: storeDamaged and newerFile (of the backup), storeBusy,
/// diskFull, storeReadOnly, ioFailure.
Result<std::filesystem::path> restoreBackup(const std::filesystem::path& file, const std::filesystem::path& backup,
                                            Instant now);

} // namespace cairn::core
