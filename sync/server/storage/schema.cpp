#include "sync/server/storage/schema.h"

#include "core/base/failpoint.h"
#include "core/store/database_format.h"
#include "sync/server/storage/migrations.h"

namespace cairn::sync {

using core::Database;
using core::ErrorCode;
using core::failure;

namespace {

tl::unexpected<core::Error> damaged(std::string detail) {
    return failure(ErrorCode::storeDamaged, std::move(detail));
}

core::DatabaseFormat format() {
    return {serverApplicationId, serverMigrations(), "not a database of this server"};
}

core::Result<void> examinePages(Database& database) {
    core::Query check = database.query("PRAGMA integrity_check(1)");
    if (!check.step() || check.bytes(0) != "ok") return damaged("the check of its pages found damage");
    core::Query references = database.query("PRAGMA foreign_key_check");
    if (references.step()) return damaged("a row refers to one that is not there");
    return {};
}

} // namespace

int serverSchemaVersion() {
    return format().version();
}

core::Result<int> examine(const std::filesystem::path& file, Examination examination) {
    return core::inspectDatabase(file, format(), [examination](Database& database) {
        return examination == Examination::header ? core::Result<void>{} : examinePages(database);
    });
}

void bringUp(Database& database, core::Random& random, core::Instant now) {
    const auto version = static_cast<int>(database.number("PRAGMA user_version"));
    core::migrateDatabase(database, version, format(), [&](int from) {
        core::failpoint("server.mid-migration");
        if (from == 0) setEpoch(database, core::newUuid(now, random));
    });
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
