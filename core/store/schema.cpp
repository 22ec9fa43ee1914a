#include "core/store/schema.h"

#include <fmt/format.h>

#include "core/base/failpoint.h"
#include "core/store/migrations.h"

namespace cairn::core {

namespace {

tl::unexpected<Error> damaged(std::string_view detail) {
    return failure(ErrorCode::storeDamaged, std::string(detail));
}

/// What tells this store from any other; nothing where it can't be read.
std::optional<std::string> storeId(Database& database) {
    try {
        Query query = database.query("SELECT value FROM meta WHERE name = 'store'");
        if (query.step()) return std::string(query.bytes(0));
    } catch (const SQLite::Exception&) {
        return std::nullopt;
    }
    return std::nullopt;
}

/// Whether the log beside the file makes another store of it.
bool hasForeignLog(const std::filesystem::path& file, Database& database) {
    std::error_code error;
    const auto size = std::filesystem::file_size(std::filesystem::path(file) += "-wal", error);
    if (error || size == 0) return false;
    Database alone(file, Database::Access::frozen);
    const auto without = storeId(alone);
    return without && without != storeId(database);
}

Result<int> inspectDatabase(const std::filesystem::path& file, Inspection inspection) {
    return attempt([&]() -> Result<int> {
        const std::shared_ptr<Database> opened = openForReading(file);
        Database& database = *opened;
        const std::int64_t version = database.number("PRAGMA user_version");
        if (database.number("PRAGMA application_id") != applicationId)
            return version == 0 && database.number("SELECT count(*) FROM sqlite_master") == 0
                       ? Result<int>(0)
                       : damaged("not a store of Cairn");
        if (version > schemaVersion()) return failure(ErrorCode::newerFile, "written by a newer program");
        if (hasForeignLog(file, database)) return damaged("the log beside the file is of another store");
        if (inspection == Inspection::header) return static_cast<int>(version);
        return checkStructure(database).map([version] { return static_cast<int>(version); });
    });
}

} // namespace

Result<void> checkStructure(Database& database) {
    Query check = database.query("PRAGMA quick_check(1)");
    if (!check.step() || check.bytes(0) != "ok")
        return failure(ErrorCode::storeDamaged, "the quick check found damage");
    return {};
}

int schemaVersion() {
    return static_cast<int>(migrations().size());
}

Result<int> inspect(const std::filesystem::path& file, Inspection inspection) {
    // The file is never opened but through SQLite: closing it would drop the locks of this process's other connections.
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    if (error) return failure(ErrorCode::ioFailure, "the store can't be read");
    return size == 0 ? Result<int>(0) : inspectDatabase(file, inspection);
}

void migrate(Database& database, int version) {
    for (; version < schemaVersion(); ++version) {
        Transaction transaction(database, Transaction::Purpose::write);
        database.run(std::string(migrations()[static_cast<std::size_t>(version)]));
        failpoint("store.mid-migration");
        database.run(fmt::format("PRAGMA application_id = {}", applicationId));
        database.run(fmt::format("PRAGMA user_version = {}", version + 1));
        transaction.commit();
    }
}

} // namespace cairn::core
