#include "tests/support/catch.h"

#include <atomic>
#include <thread>

#include "sync/server/storage/schema.h"
#include "sync/server/storage/storage.h"
#include "tests/support/temporary_folder.h"

using namespace cairn::sync;
using cairn::core::Database;
using cairn::core::ErrorCode;
using cairn::core::failure;
using cairn::core::FixedClock;
using cairn::core::Result;

namespace {

struct Opened {
    cairn::support::TemporaryFolder folder;
    FixedClock clock{{1'000}};
    std::unique_ptr<Storage> storage = std::move(*Storage::open(folder / "data/server.db", clock, 7));
};

Result<void> setFact(Database& database, const std::string& name, int value) {
    database.query("INSERT INTO server_facts VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value")
        .with(name, value)
        .run();
    return {};
}

std::int64_t countFacts(Storage& storage, const std::string& where) {
    return *storage.read([&](Database& database) -> Result<std::int64_t> {
        return database.number("SELECT count(*) FROM server_facts WHERE " + where);
    });
}

} // namespace

TEST_CASE("a new database has its epoch, keeps it, and belongs to one process", "[server][storage]") {
    Opened opened;
    const auto epoch = opened.storage->epoch();
    CHECK_FALSE(epoch.isNil());
    const auto file = opened.storage->file();
    namespace fs = std::filesystem;
    CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(fs::status(file.parent_path()).permissions() == fs::perms::owner_all);
    CHECK(Storage::open(file, opened.clock, 8).error().code == ErrorCode::storeBusy);
    opened.storage.reset();
    CHECK((*Storage::open(file, opened.clock, 9))->epoch() == epoch);
}

TEST_CASE("a write that fails takes back itself alone", "[server][storage]") {
    Opened opened;
    Storage& storage = *opened.storage;
    CHECK(storage.write([](Writing& writing) { return setFact(writing.database(), "kept", 1); }));
    const auto failed = storage.write([](Writing& writing) -> Result<void> {
        (void)setFact(writing.database(), "lost", 1);
        return failure(ErrorCode::conflict, "no");
    });
    CHECK(failed.error().code == ErrorCode::conflict);
    const auto thrown = storage.write([](Writing& writing) -> Result<void> {
        (void)setFact(writing.database(), "lost", 1);
        throw std::runtime_error("no");
    });
    CHECK(thrown.error().code == ErrorCode::internal);
    const auto wrong = storage.write([](Writing& writing) -> Result<void> {
        (void)setFact(writing.database(), "lost", 1);
        writing.database().run("INSERT INTO no_table VALUES (1)");
        return {};
    });
    CHECK_FALSE(wrong);
    CHECK(countFacts(storage, "name = 'kept'") == 1);
    CHECK(countFacts(storage, "name = 'lost'") == 0);
}

TEST_CASE("writes of many threads are all there, and told in the order of their commits", "[server][storage]") {
    Opened opened;
    Storage& storage = *opened.storage;
    constexpr int threads = 8, writes = 25;
    std::vector<std::int64_t> told; // by the writer's thread alone
    std::atomic<int> refused = 0;
    std::vector<std::thread> all;
    for (int t = 0; t < threads; ++t)
        all.emplace_back([&, t] {
            for (int i = 0; i < writes; ++i) {
                const auto written = storage.write([&](Writing& writing) -> Result<void> {
                    (void)setFact(writing.database(), "t" + std::to_string(t * writes + i), i);
                    const auto count = writing.database().number("SELECT count(*) FROM server_facts");
                    writing.afterCommit([&told, count] { told.push_back(count); });
                    return i % 5 == 4 ? Result<void>(failure(ErrorCode::conflict, "")) : Result<void>();
                });
                if (!written) ++refused;
            }
        });
    for (std::thread& thread : all) thread.join();
    CHECK(refused == threads * writes / 5);
    CHECK(countFacts(storage, "name LIKE 't%'") == threads * writes * 4 / 5);
    CHECK(told.size() == threads * writes * 4 / 5);
    CHECK(std::is_sorted(told.begin(), told.end()));
}

TEST_CASE("a reader can't write", "[server][storage]") {
    Opened opened;
    const auto written =
        opened.storage->read([](Database& database) -> Result<void> { return setFact(database, "a", 1); });
    CHECK_FALSE(written);
}

TEST_CASE("a database of something else, or of the future, is left as it is", "[server][storage]") {
    cairn::support::TemporaryFolder folder;
    const FixedClock clock{{1'000}};
    const auto statement =
        GENERATE(as<std::string>(), "PRAGMA application_id = 5; CREATE TABLE a (b)",
                 "PRAGMA application_id = 1130452854; PRAGMA user_version = 9999; CREATE TABLE a (b)");
    Database(folder / "other.db", Database::Access::owner).run(statement);
    CHECK_FALSE(Storage::open(folder / "other.db", clock, 1));
}
