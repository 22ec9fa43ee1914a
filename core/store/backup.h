#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/domain/enum_names.h"

namespace cairn::core {

/// Why a backup was made. Daily ones are thinned out (7 days, 4 weeks, 12 months), of those before a migration or an
/// import the last 7 stay; what a person asked for is never deleted.
enum class BackupReason : std::uint8_t { daily, request, beforeMigration, beforeImport };
template<>
inline constexpr std::array<std::string_view, 4> enumNames<BackupReason>{"daily", "request", "before-migration",
                                                                         "before-import"};

/// A copy of a store in the folder `backups` beside it: a whole store of its own.
struct Backup {
    std::filesystem::path file;
    Instant madeAt;
    BackupReason reason = BackupReason::daily;
    std::uintmax_t size = 0;

    friend bool operator==(const Backup&, const Backup&) = default;
};

/// What became of a backup that was due.
struct BackupOutcome {
    enum class Kind : std::uint8_t {
        made,
        notDue,  ///< there is one of this day already, or nothing to save yet
        noSpace, ///< less than three times the file's size is free
        failed,  ///< it could not be written, or read back as what it should be
    };
    Kind kind = Kind::notDue;
    std::optional<Backup> backup; ///< where it was made
    std::optional<Error> error;   ///< where it failed
};

/// The backup that was made, or why there is none. Errors: diskFull, notFound where nothing is to be saved yet, and
/// what the outcome holds.
Result<Backup> backupOf(const BackupOutcome& outcome);

/// The backups of the store at `file`, the newest first, without looking into them. An absent folder has none.
std::vector<Backup> listBackups(const std::filesystem::path& file);

/// The backups that the rules of BackupReason let go. Pure; any order.
std::vector<Backup> superfluous(std::vector<Backup> backups);

} // namespace cairn::core
