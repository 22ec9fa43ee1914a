#include "core/store/database_format.h"

#include <fmt/format.h>

namespace cairn::core {

namespace {

Result<int> inspectOpen(Database& database, const DatabaseFormat& format, const CloserLook& look) {
    const auto version = static_cast<int>(database.number("PRAGMA user_version"));
    if (database.number("PRAGMA application_id") != format.applicationId) {
        const bool isEmpty = version == 0 && database.number("SELECT count(*) FROM sqlite_master") == 0;
        return isEmpty ? Result<int>(0) : failure(ErrorCode::storeDamaged, std::string(format.foreign));
    }
    if (version > format.version()) return failure(ErrorCode::newerFile, "written by a newer program");
    return look(database).map([version] { return version; });
}

} // namespace

Result<int> inspectDatabase(const std::filesystem::path& file, const DatabaseFormat& format, const CloserLook& look) {
    // The file is never opened but through SQLite: closing it would drop the locks of this process's other connections.
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    if (error) return failure(ErrorCode::ioFailure, "the database can't be read");
    if (size == 0) return 0;
    return attempt([&] { return inspectOpen(*openForReading(file), format, look); });
}

void migrateDatabase(Database& database, int version, const DatabaseFormat& format,
                     const std::function<void(int from)>& beforeCommit) {
    for (; version < format.version(); ++version) {
        Transaction transaction(database, Transaction::Purpose::write);
        database.run(std::string(format.migrations[static_cast<std::size_t>(version)]));
        beforeCommit(version);
        database.run(fmt::format("PRAGMA application_id = {}", format.applicationId));
        database.run(fmt::format("PRAGMA user_version = {}", version + 1));
        transaction.commit();
    }
}

} // namespace cairn::core
