#include <SQLiteCpp/SQLiteCpp.h>
#include <map>
#include <set>

#include "tests/support/open_store.h"

using namespace cairn::core;
using namespace cairn::support;

namespace {

struct Column {
    std::string type;
    bool isRequired = false;
};

std::map<std::string, Column> columnsOf(SQLite::Database& database, std::string_view table) {
    std::map<std::string, Column> columns;
    SQLite::Statement query(database, "SELECT name, type, \"notnull\" FROM pragma_table_info(?)");
    query.bind(1, std::string(table));
    while (query.executeStep())
        columns[query.getColumn(0).getString()] = {query.getColumn(1).getString(), query.getColumn(2).getInt() != 0};
    return columns;
}

std::string affinity(FieldType type) {
    switch (type) {
    case FieldType::text:
    case FieldType::schedule: return "TEXT";
    case FieldType::real: return "REAL";
    default: return "INTEGER";
    }
}

/// Columns that every row has beside its fields.
std::set<std::string> ownColumns(Kind kind) {
    if (kind == Kind::habitLog) return {"rowid", "stamp", "replica", "clocks", "extra"};
    return {"rowid", "id", "removed_at", "removed_whole", "stamp", "replica", "clocks", "extra"};
}

} // namespace

TEST_CASE("each field has its column, with the affinity of its type, and no column is left over",
          "[core][store][schema]") {
    OpenStore store;
    store.close();
    SQLite::Database database(store.file().string());
    for (const RecordDescription& record : allDescriptions()) {
        auto columns = columnsOf(database, record.table);
        for (const FieldDescription& field : record.fields) {
            INFO(record.table << "." << field.name);
            const auto column = columns.extract(std::string(field.name));
            REQUIRE_FALSE(column.empty());
            CHECK(column.mapped().type == affinity(field.type));
            CHECK(column.mapped().isRequired == !field.isOptional);
        }
        std::set<std::string> others;
        for (const auto& [name, column] : columns) others.insert(name);
        CHECK(others == ownColumns(record.kind));
    }
}

TEST_CASE("what belongs to a record is found by an index", "[core][store][schema]") {
    OpenStore store;
    store.close();
    SQLite::Database database(store.file().string());
    for (const RecordDescription& record : allDescriptions())
        for (const FieldDescription& field : record.fields) {
            if (!field.isOwner) continue;
            SQLite::Statement plan(database, "EXPLAIN QUERY PLAN SELECT * FROM " + std::string(record.table) +
                                                 " WHERE " + std::string(field.name) + " = 1");
            REQUIRE(plan.executeStep());
            CHECK_THAT(plan.getColumn(3).getString(), Catch::Contains("USING INDEX"));
        }
}

TEST_CASE("a file of a newer program is refused and stays as it was", "[core][store][schema]") {
    OpenStore store;
    store.create(aHabit());
    store.close();
    { SQLite::Database(store.file().string(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 1000"); }
    const auto before = std::filesystem::last_write_time(store.file());
    Random random(1);
    CHECK(Store::open(store.file(), {store.clock(), random}).error().code == ErrorCode::newerFile);
    CHECK(Reader::open(store.file()).error().code == ErrorCode::newerFile);
    CHECK(std::filesystem::last_write_time(store.file()) == before);
}

TEST_CASE("a database of another program is refused and stays as it was", "[core][store][schema]") {
    const TemporaryFolder folder;
    const auto file = folder / "loop.db";
    { SQLite::Database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE Habits (id)"); }
    const FixedClock clock(Instant{0});
    Random random(1);
    CHECK(Store::open(file, {clock, random}).error().code == ErrorCode::storeDamaged);
}

TEST_CASE("the store and its folder are the person's alone", "[core][store]") {
    const TemporaryFolder folder;
    const auto file = folder / "new" / "store.cairn";
    OpenStore store(file);
    store.create(aHabit());
    using std::filesystem::perms;
    CHECK(status(file.parent_path()).permissions() == perms::owner_all);
    for (const auto& entry : std::filesystem::directory_iterator(file.parent_path()))
        if (entry.is_regular_file()) CHECK(entry.status().permissions() == (perms::owner_read | perms::owner_write));
}
