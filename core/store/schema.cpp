#include "core/store/schema.h"

#include "core/base/failpoint.h"
#include "core/store/database_format.h"
#include "core/store/migrations.h"

namespace cairn::core {

namespace {

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

DatabaseFormat format() {
    return {applicationId, migrations(), "not a store of Cairn"};
}

} // namespace

Result<void> checkStructure(Database& database) {
    Query check = database.query("PRAGMA quick_check(1)");
    if (!check.step() || check.bytes(0) != "ok")
        return failure(ErrorCode::storeDamaged, "the quick check found damage");
    return {};
}

int schemaVersion() {
    return format().version();
}

Result<int> inspect(const std::filesystem::path& file, Inspection inspection) {
    return inspectDatabase(file, format(), [&](Database& database) -> Result<void> {
        if (hasForeignLog(file, database))
            return failure(ErrorCode::storeDamaged, "the log beside the file is of another store");
        return inspection == Inspection::header ? Result<void>{} : checkStructure(database);
    });
}

void migrate(Database& database, int version) {
    migrateDatabase(database, version, format(), [](int) { failpoint("store.mid-migration"); });
}

} // namespace cairn::core
