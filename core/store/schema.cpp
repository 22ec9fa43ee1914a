#include "core/store/schema.h"

#include <array>
#include <fmt/format.h>
#include <fstream>

#include "core/base/failpoint.h"
#include "core/store/migrations.h"

namespace cairn::core {

namespace {

constexpr std::string_view magic{"SQLite format 3", 16};

tl::unexpected<Error> damaged(std::string_view detail) {
    return failure(ErrorCode::storeDamaged, std::string(detail));
}

/// Whether a file begins as a database does; an empty one counts as a new store.
Result<bool> isDatabase(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return failure(ErrorCode::ioFailure, "the store can't be read");
    std::array<char, 16> head{};
    stream.read(head.data(), head.size());
    if (stream.gcount() == 0) return false;
    if (std::string_view(head.data(), static_cast<std::size_t>(stream.gcount())) != magic)
        return damaged("no database");
    return true;
}

Result<int> inspectDatabase(const std::filesystem::path& file) {
    return attempt([&]() -> Result<int> {
        const std::shared_ptr<Database> opened = openForReading(file);
        Database& database = *opened;
        const std::int64_t version = database.number("PRAGMA user_version");
        if (database.number("PRAGMA application_id") != applicationId)
            return version == 0 && database.number("SELECT count(*) FROM sqlite_master") == 0
                       ? Result<int>(0)
                       : damaged("not a store of Cairn");
        if (version > schemaVersion()) return failure(ErrorCode::newerFile, "written by a newer program");
        Query check = database.query("PRAGMA quick_check(1)");
        if (!check.step() || check.bytes(0) != "ok") return damaged("the quick check found damage");
        return static_cast<int>(version);
    });
}

} // namespace

int schemaVersion() {
    return static_cast<int>(migrations().size());
}

Result<int> inspect(const std::filesystem::path& file) {
    const auto known = isDatabase(file);
    if (!known) return tl::unexpected(known.error());
    if (!*known) return 0;
    return inspectDatabase(file);
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
