#include "sync/server/storage/schema.h"

#include <fmt/format.h>

#include "core/base/failpoint.h"
#include "sync/server/storage/migrations.h"

namespace cairn::sync {

using core::Database;
using core::ErrorCode;
using core::failure;
using core::Transaction;

namespace {

tl::unexpected<core::Error> damaged(std::string detail) {
    return failure(ErrorCode::storeDamaged, std::move(detail));
}

core::Result<int> examinePages(Database& database, int version) {
    core::Query check = database.query("PRAGMA integrity_check(1)");
    if (!check.step() || check.bytes(0) != "ok") return damaged("the check of its pages found damage");
    core::Query references = database.query("PRAGMA foreign_key_check");
    if (references.step()) return damaged("a row refers to one that is not there");
    return version;
}

} // namespace

int serverSchemaVersion() {
    return static_cast<int>(serverMigrations().size());
}

core::Result<int> examine(const std::filesystem::path& file, Examination examination) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (error) return failure(ErrorCode::ioFailure, "the database can't be read");
    if (size == 0) return 0;
    return core::attempt([&]() -> core::Result<int> {
        const auto database = core::openForReading(file);
        const auto version = static_cast<int>(database->number("PRAGMA user_version"));
        if (database->number("PRAGMA application_id") != serverApplicationId) {
            const bool isEmpty = version == 0 && database->number("SELECT count(*) FROM sqlite_master") == 0;
            return isEmpty ? core::Result<int>(0) : damaged("not a database of this server");
        }
        if (version > serverSchemaVersion()) return failure(ErrorCode::newerFile, "written by a newer program");
        return examination == Examination::header ? core::Result<int>(version) : examinePages(*database, version);
    });
}

void bringUp(Database& database, core::Random& random, core::Instant now) {
    auto version = static_cast<int>(database.number("PRAGMA user_version"));
    for (; version < serverSchemaVersion(); ++version) {
        Transaction transaction(database, Transaction::Purpose::write);
        database.run(std::string(serverMigrations()[static_cast<std::size_t>(version)]));
        core::failpoint("server.mid-migration");
        if (version == 0) setEpoch(database, core::newUuid(now, random));
        database.run(fmt::format("PRAGMA application_id = {}", serverApplicationId));
        database.run(fmt::format("PRAGMA user_version = {}", version + 1));
        transaction.commit();
    }
}

core::Uuid epochOf(Database& database) {
    core::Query query = database.query("SELECT value FROM server_facts WHERE name = 'epoch'");
    return query.step() ? query.uuid(0) : core::Uuid{};
}

void setEpoch(Database& database, const core::Uuid& epoch) {
    database
        .query("INSERT INTO server_facts VALUES ('epoch', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
        .with(epoch)
        .run();
}

} // namespace cairn::sync
