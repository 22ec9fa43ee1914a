#pragma once

#include <filesystem>
#include <functional>

#include "core/store/database.h"

namespace cairn::core {

/// What stands in the header of every store: "Cair".
inline constexpr std::int64_t applicationId = 0x43616972;

/// The version that this program writes: the number of its last migration.
int schemaVersion();

/// How closely to look: at what the file says of itself, or also at its structure, which reads all of it.
enum class Inspection : std::uint8_t { header, quickCheck };

/// Looks at an existing file without changing it, and says its version; 0 for an empty file. Errors: newerFile,
/// storeDamaged (no database, not a store of Cairn, or parts of it are wrong), ioFailure.
Result<int> inspect(const std::filesystem::path& file, Inspection inspection);

/// Reads all of an open store and says whether its structure is whole. Errors: storeDamaged. Throws SQLite::Exception.
Result<void> checkStructure(Database& database);

/// Brings the owner's connection from `version` to schemaVersion(), each step in a transaction of its own. Throws
/// SQLite::Exception; what was brought up stays.
void migrate(Database& database, int version);

} // namespace cairn::core
