#include "core/store/backup_files.h"

#include <SQLiteCpp/Backup.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include "core/base/failpoint.h"
#include "core/store/file_lock.h"
#include "core/store/schema.h"

namespace cairn::core {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t freeTimes = 3;

std::vector<std::string> namesIn(Database& database, const std::string& sql) {
    std::vector<std::string> names;
    Query query = database.query(sql);
    while (query.step()) names.emplace_back(query.bytes(0));
    return names;
}

/// Whether both tables hold the same rows. Those with a rowid are walked side by side.
bool isSameTable(Database& database, const std::string& table) {
    const std::string count = "SELECT (SELECT count(*) FROM main.{0}) - (SELECT count(*) FROM copy.{0})";
    if (database.number(fmt::format(fmt::runtime(count), table)) != 0) return false;
    const auto columns = namesIn(database, fmt::format("SELECT name FROM pragma_table_info('{}')", table));
    const bool hasRowid = database.number(fmt::format("SELECT count(*) FROM main.sqlite_master WHERE name = '{}'"
                                                      " AND sql LIKE '%WITHOUT ROWID%'",
                                                      table)) == 0;
    const std::string mine = "m." + fmt::format("{}", fmt::join(columns, ", m."));
    const std::string copied = "c." + fmt::format("{}", fmt::join(columns, ", c."));
    const std::string differing =
        hasRowid
            ? fmt::format("SELECT 1 FROM main.{0} m LEFT JOIN copy.{0} c ON c.rowid = m.rowid WHERE ({1}) IS NOT ({2})",
                          table, mine, copied)
            : fmt::format("SELECT * FROM main.{0} EXCEPT SELECT * FROM copy.{0}", table);
    return database.number("SELECT EXISTS (" + differing + ")") == 0;
}

Result<void> compare(Database& database, const fs::path& copy) {
    database.attachFrozen(copy, "copy");
    bool isSame = true;
    {
        const Transaction transaction(database, Transaction::Purpose::read);
        for (const std::string& table : namesIn(database, "SELECT name FROM main.sqlite_master WHERE type = 'table'"))
            isSame = isSame && isSameTable(database, table);
    }
    database.run("DETACH copy");
    if (!isSame) return failure(ErrorCode::storeDamaged, "the backup differs from the store");
    return {};
}

/// Copies the store page by page, from one state.
void copyTo(Database& database, const fs::path& copy) {
    SQLite::Database target(copy.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    onConnection(target.getHandle(), [&] {
        target.exec("PRAGMA synchronous = FULL");
        SQLite::Backup backup(target, database.connection());
        backup.executeStep(-1);
    });
    failpoint("store.mid-backup");
}

Result<void> write(Database& database, const fs::path& copy) {
    return attempt([&]() -> Result<void> {
        std::error_code ignored;
        fs::remove(copy, ignored);
        copyTo(database, copy);
        fs::permissions(copy, fs::perms::owner_read | fs::perms::owner_write, ignored);
        return {};
    });
}

Result<void> readBack(const fs::path& file, const fs::path& copy) {
    return attempt([&]() -> Result<void> {
        Database check(copy, Database::Access::frozen);
        Query integrity = check.query("PRAGMA integrity_check(1)");
        if (!integrity.step() || integrity.bytes(0) != "ok")
            return failure(ErrorCode::storeDamaged, "the backup is damaged");
        Database reader(file, Database::Access::reader);
        return compare(reader, copy);
    });
}

void thinOut(const fs::path& file) {
    std::error_code ignored;
    for (const Backup& backup : superfluous(listBackups(file))) fs::remove(backup.file, ignored);
}

BackupOutcome failed(Error error) {
    return {BackupOutcome::Kind::failed, std::nullopt, std::move(error)};
}

} // namespace

BackupOutcome makeBackup(Database& database, const fs::path& file, BackupReason reason, Instant now) {
    std::error_code error;
    const fs::path folder = fs::absolute(file).parent_path() / "backups";
    if (create_directories(folder, error)) permissions(folder, fs::perms::owner_all, error);
    for (const fs::path& left : unfinishedBackups(file)) fs::remove(left, error);
    const std::uintmax_t size = fs::file_size(file, error);
    if (const auto space = fs::space(folder, error); !error && space.available < freeTimes * size)
        return {BackupOutcome::Kind::noSpace, std::nullopt, std::nullopt};
    const fs::path name =
        folder / fmt::format("{}.{}.{}", file.filename().string(), instantInName(now), nameOf(reason));
    const fs::path copy = fs::path(name) += unfinishedEnding;
    auto done = write(database, copy);
    if (done) done = readBack(file, copy);
    if (!done) {
        fs::remove(copy, error);
        return failed(done.error());
    }
    fs::rename(copy, name, error);
    if (error) return failed({ErrorCode::ioFailure, "the backup can't be renamed"});
    syncFolder(folder);
    thinOut(file);
    return {BackupOutcome::Kind::made, Backup{name, now, reason, fs::file_size(name, error)}, std::nullopt};
}

} // namespace cairn::core
