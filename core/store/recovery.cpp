#include "core/store/recovery.h"

#include <array>

#include "core/base/real_path.h"
#include "core/store/backup_files.h"
#include "core/store/file_lock.h"
#include "core/store/schema.h"

namespace cairn::core {

namespace {

namespace fs = std::filesystem;

/// What SQLite keeps beside a database.
constexpr std::array<const char*, 2> companions{"-wal", "-shm"};

fs::path beside(const fs::path& file, const std::string& ending) {
    return fs::path(file) += ending;
}

fs::path asideName(const fs::path& file, Instant now) {
    return beside(file, ".aside-" + instantInName(now));
}

Error errorOf(const std::error_code& error) {
    if (error == std::errc::no_space_on_device) return {ErrorCode::diskFull, "no space is left"};
    const bool isRefused = error == std::errc::permission_denied || error == std::errc::read_only_file_system ||
                           error == std::errc::operation_not_permitted;
    return {isRefused ? ErrorCode::storeReadOnly : ErrorCode::ioFailure, error.message()};
}

/// Gives what belongs to the store its old name again.
void moveBack(const fs::path& file, const fs::path& aside) {
    std::error_code ignored;
    for (const char* ending : companions)
        if (!fs::exists(beside(file, ending), ignored))
            fs::rename(beside(aside, ending), beside(file, ending), ignored);
}

/// Renames what belongs to the store, all or nothing; the database itself is the caller's.
std::error_code moveCompanions(const fs::path& file, const fs::path& aside) {
    std::error_code error;
    for (const char* ending : companions)
        if (exists(beside(file, ending))) {
            fs::rename(beside(file, ending), beside(aside, ending), error);
            if (!error) continue;
            moveBack(file, aside);
            return error;
        }
    return {};
}

/// A second name for the file, or a copy where the disk knows no second names.
std::error_code keep(const fs::path& file, const fs::path& aside) {
    std::error_code error;
    fs::create_hard_link(file, aside, error);
    if (!error || error == std::errc::file_exists) return error;
    fs::copy_file(file, aside, error);
    std::error_code ignored;
    if (error) fs::remove(aside, ignored);
    return error;
}

/// Puts the staged file in the place of the store, whose own file keeps the name `aside`; on an error all is as before.
std::error_code replace(const fs::path& file, const fs::path& staged, const fs::path& aside) {
    std::error_code error;
    const bool isThere = fs::exists(file);
    if (isThere) error = keep(file, aside);
    if (error) return error;
    error = moveCompanions(file, aside);
    if (!error) {
        fs::rename(staged, file, error);
        if (error) moveBack(file, aside);
    }
    std::error_code ignored;
    if (error && isThere) fs::remove(aside, ignored);
    return error;
}

/// Copies the backup beside the store and makes it durable there.
Result<void> stage(const fs::path& backup, const fs::path& staged) {
    std::error_code error;
    fs::copy_file(backup, staged, fs::copy_options::overwrite_existing, error);
    if (!error) fs::permissions(staged, fs::perms::owner_read | fs::perms::owner_write, error);
    if (error) return tl::unexpected(errorOf(error));
    if (!syncFile(staged)) return failure(ErrorCode::ioFailure, "the copy can't be made durable");
    return {};
}

Result<int> inspectWhole(const fs::path& backup) {
    return attempt([&]() -> Result<int> {
        Database database(backup, Database::Access::frozen);
        if (database.number("PRAGMA application_id") != applicationId)
            return failure(ErrorCode::storeDamaged, "not a store of Cairn");
        const auto version = static_cast<int>(database.number("PRAGMA user_version"));
        if (version > schemaVersion()) return failure(ErrorCode::newerFile, "written by a newer program");
        Query check = database.query("PRAGMA integrity_check(1)");
        if (!check.step() || check.bytes(0) != "ok")
            return failure(ErrorCode::storeDamaged, "the integrity check found damage");
        return version;
    });
}

} // namespace

Result<fs::path> moveAside(const fs::path& path, Instant now) {
    const fs::path file = realPath(path);
    if (!fs::exists(file)) return failure(ErrorCode::notFound, "there is no store");
    const auto lock = FileLock::take(beside(file, ".lock"));
    if (!lock) return tl::unexpected(lock.error());
    const fs::path aside = asideName(file, now);
    if (const auto error = moveCompanions(file, aside)) return tl::unexpected(errorOf(error));
    std::error_code error;
    fs::rename(file, aside, error);
    if (error) {
        moveBack(file, aside);
        return tl::unexpected(errorOf(error));
    }
    syncFolder(file.parent_path());
    return aside;
}

std::vector<Backup> goodBackups(const fs::path& file) {
    std::vector<Backup> good;
    for (Backup& backup : listBackups(file))
        if (inspectWhole(backup.file)) good.push_back(std::move(backup));
    return good;
}

Result<fs::path> restoreBackup(const fs::path& path, const fs::path& backup, Instant now) {
    const fs::path file = realPath(path);
    const auto lock = FileLock::take(beside(file, ".lock"));
    if (!lock) return tl::unexpected(lock.error());
    if (const auto version = inspectWhole(backup); !version) return tl::unexpected(version.error());
    const fs::path staged = beside(file, ".restoring");
    const fs::path aside = fs::exists(file) ? asideName(file, now) : fs::path{};
    auto done = stage(backup, staged);
    if (done)
        if (const auto error = replace(file, staged, asideName(file, now))) done = tl::unexpected(errorOf(error));
    if (!done) {
        std::error_code ignored;
        fs::remove(staged, ignored);
        return tl::unexpected(done.error());
    }
    syncFolder(file.parent_path());
    return aside;
}

} // namespace cairn::core
