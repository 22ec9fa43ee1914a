#include "sync/server/storage/copies.h"

#include <SQLiteCpp/Backup.h>
#include <algorithm>

#include "core/base/failpoint.h"
#include "core/store/file_lock.h"
#include "sync/server/storage/schema.h"

namespace cairn::sync {

namespace fs = std::filesystem;
using core::Database;
using core::ErrorCode;
using core::failure;
using core::Result;

namespace {

constexpr auto ownerOnly = fs::perms::owner_read | fs::perms::owner_write;

fs::path beside(const fs::path& file, const std::string& ending) {
    return fs::path(file) += ending;
}

void removeWithLog(const fs::path& file) {
    std::error_code ignored;
    for (const char* ending : {"", "-wal", "-shm", "-journal"}) fs::remove(beside(file, ending), ignored);
}

/// One snapshot of `from`, page by page. Throws SQLite::Exception.
void copyPages(const fs::path& from, const fs::path& to) {
    const auto source = core::openForReading(from);
    SQLite::Database target(to.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    std::error_code ignored;
    fs::permissions(to, ownerOnly, ignored);
    SQLite::Backup copying(target, source->connection());
    copying.executeStep(-1);
    target.exec("PRAGMA journal_mode = DELETE"); // a backup is one file, and leaves nothing beside it when it is read
}

/// Copies into a temporary file next to `to`, then gives it its name.
Result<void> copyWhole(const fs::path& from, const fs::path& to) {
    const fs::path part = beside(to, ".part");
    removeWithLog(part);
    auto copied = core::attempt([&]() -> Result<void> {
        copyPages(from, part);
        const auto version = examine(part, Examination::everything);
        if (!version) return tl::unexpected(version.error());
        return {};
    });
    std::error_code error;
    if (copied && core::syncFile(part)) fs::rename(part, to, error);
    if (!copied || error) {
        removeWithLog(part);
        return copied ? failure(ErrorCode::ioFailure, "the copy can't be put in its place") : copied;
    }
    core::syncFolder(fs::absolute(to).parent_path());
    return {};
}

/// Makes of a copied backup what this server may go on with. Throws SQLite::Exception.
void renew(const fs::path& file, core::Instant now, std::uint64_t seed) {
    core::Random random(seed);
    Database database(file, Database::Access::owner);
    bringUp(database, random, now);
    core::Transaction transaction(database, core::Transaction::Purpose::write);
    setEpoch(database, core::newUuid(now, random));
    database.query("UPDATE sessions SET ended_at = ? WHERE ended_at IS NULL").with(now.milliseconds).run();
    transaction.commit();
    database.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

/// Moves all that waits in the log of a database into its file, so that the file alone is the whole of it.
void foldLog(const fs::path& file) {
    Database database(file, Database::Access::owner);
    database.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

/// Keeps the present database under another name. Nothing is renamed: there is no moment without a database.
Result<fs::path> keepPresent(const fs::path& database, core::Instant now) {
    std::error_code error;
    if (fs::file_size(database, error) == 0 || error) return fs::path();
    std::string moment = core::formatInstant(now);
    std::ranges::replace(moment, ':', '-');
    const fs::path kept = beside(database, ".before-" + moment);
    // A damaged one that SQLite can't open is kept as it stands.
    (void)core::attempt([&]() -> Result<void> {
        foldLog(database);
        return {};
    });
    for (const char* ending : {"", "-wal"}) {
        if (!exists(beside(database, ending), error)) continue;
        if (!fs::copy_file(beside(database, ending), beside(kept, ending), error))
            return failure(ErrorCode::ioFailure, "the present database can't be kept");
        core::syncFile(beside(kept, ending));
    }
    return kept;
}

} // namespace

Result<void> backUp(const fs::path& database, const fs::path& to) {
    std::error_code error;
    if (exists(to, error)) return failure(ErrorCode::conflict, "the file exists already");
    if (!exists(database, error)) return failure(ErrorCode::notFound, "there is no database here");
    return copyWhole(database, to);
}

Result<fs::path> restore(const fs::path& database, const fs::path& from, core::Instant now, std::uint64_t seed) {
    const auto version = examine(from, Examination::everything);
    if (!version) return tl::unexpected(version.error());
    if (*version == 0) return failure(ErrorCode::storeDamaged, "the backup is empty");
    const auto lock = core::prepareFile(database);
    if (!lock && lock.error().code == ErrorCode::storeBusy)
        return failure(ErrorCode::storeBusy, "a server runs on this database; stop it first");
    if (!lock) return tl::unexpected(lock.error());
    const fs::path coming = beside(database, ".coming");
    removeWithLog(coming);
    const auto copied = copyWhole(from, coming);
    if (!copied) return tl::unexpected(copied.error());
    return core::attempt([&]() -> Result<fs::path> {
        renew(coming, now, seed);
        core::syncFile(coming);
        auto kept = keepPresent(database, now);
        if (!kept) return kept;
        core::failpoint("server.mid-restore");
        std::error_code error;
        for (const char* ending : {"-wal", "-shm"}) fs::remove(beside(database, ending), error);
        fs::rename(coming, database, error);
        if (error) return failure(ErrorCode::ioFailure, "the backup can't be put in its place");
        core::syncFolder(fs::absolute(database).parent_path());
        return kept;
    });
}

Result<void> verify(const fs::path& database) {
    std::error_code error;
    if (!exists(database, error)) return failure(ErrorCode::notFound, "there is no database here");
    const auto version = examine(database, Examination::everything);
    if (!version) return tl::unexpected(version.error());
    return {};
}

} // namespace cairn::sync
