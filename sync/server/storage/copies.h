#pragma once

#include <filesystem>

#include "core/base/clock.h"
#include "core/base/error.h"

namespace cairn::sync {

// The server's database as a whole. Blocking.

/// Copies the database, also beside a running server, into a new file (0600), which is examined before it takes its
/// name. Errors: conflict where `to` exists, notFound, storeDamaged, diskFull, ioFailure.
core::Result<void> backUp(const std::filesystem::path& database, const std::filesystem::path& to);

/// Puts a backup in the database's place: under a new epoch and with all sessions ended. The present database stays
/// beside it, under the path that is returned (empty where there was none). Errors: storeBusy while a server runs on
/// it, storeDamaged or newerFile for what is no good backup, ….
core::Result<std::filesystem::path> restore(const std::filesystem::path& database, const std::filesystem::path& from,
                                            core::Instant now, std::uint64_t seed);

/// Examines every page and reference of the database. Errors: notFound, storeDamaged, newerFile.
core::Result<void> verify(const std::filesystem::path& database);

} // namespace cairn::sync
