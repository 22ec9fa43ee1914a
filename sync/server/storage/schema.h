#pragma once

#include <filesystem>

#include "core/base/random.h"
#include "core/base/uuid.h"
#include "core/store/database.h"

namespace cairn::sync {

/// What stands in the header of every database of this server: "CaSv".
inline constexpr std::int64_t serverApplicationId = 0x43615376;

/// The version that this program writes: the number of its last migration.
int serverSchemaVersion();

/// Which of two depths of looking: the header alone, or every page and reference.
enum class Examination : std::uint8_t { header, everything };

/// Looks at a database without changing it and says its version; 0 for an empty file. Errors: newerFile, storeDamaged,
/// ioFailure.
core::Result<int> examine(const std::filesystem::path& file, Examination examination);

/// Brings the owner's connection up to serverSchemaVersion(), each step in a transaction of its own, and gives a new
/// database its epoch. Throws SQLite::Exception.
void bringUp(core::Database& database, core::Random& random, core::Instant now);

/// The epoch: renewed when a backup is restored, so that clients notice. Throws SQLite::Exception.
core::Uuid epochOf(core::Database& database);
void setEpoch(core::Database& database, const core::Uuid& epoch);

} // namespace cairn::sync
