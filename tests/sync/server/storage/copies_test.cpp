#include "tests/support/catch.h"

#include <fstream>

#include "sync/server/storage/copies.h"
#include "sync/server/storage/storage.h"
#include "tests/support/temporary_folder.h"

using namespace cairn::sync;
using cairn::core::Database;
using cairn::core::ErrorCode;
using cairn::core::FixedClock;
using cairn::core::Result;

namespace {

std::unique_ptr<Storage> opened(const std::filesystem::path& file) {
    static const FixedClock clock{{1'000}};
    return std::move(*Storage::open(file, clock, 7));
}

void addSession(Storage& storage) {
    const auto written = storage.write([](Writing& writing) -> Result<void> {
        writing.database().run("INSERT INTO users (id, email, email_key, full_name, password, created_at) "
                               "VALUES (x'01', 'a@b', 'a@b', 'A', 'x', 1);"
                               "INSERT INTO sessions (id, user, device, current, created_at, used_at, expires_at) "
                               "VALUES (x'02', 1, '', x'03', 1, 1, 9999999999999)");
        return {};
    });
    REQUIRE(written);
}

std::int64_t number(Storage& storage, const std::string& sql) {
    return *storage.read([&](Database& database) -> Result<std::int64_t> { return database.number(sql); });
}

} // namespace

TEST_CASE("a backup taken beside a running server comes back under a new epoch without sessions", "[server][copies]") {
    cairn::support::TemporaryFolder folder;
    auto storage = opened(folder / "server.db");
    addSession(*storage);
    const auto epoch = storage->epoch();
    REQUIRE(backUp(folder / "server.db", folder / "copy.db"));
    CHECK(backUp(folder / "server.db", folder / "copy.db").error().code == ErrorCode::conflict);
    REQUIRE(storage->write([](Writing& writing) -> Result<void> {
        writing.database().run("UPDATE users SET full_name = 'B'");
        return {};
    }));
    CHECK(restore(folder / "server.db", folder / "copy.db", {5'000}, 9).error().code == ErrorCode::storeBusy);
    storage.reset();

    const auto kept = restore(folder / "server.db", folder / "copy.db", {5'000}, 9);
    REQUIRE(kept);
    CHECK(verify(folder / "server.db"));
    storage = opened(folder / "server.db");
    CHECK(storage->epoch() != epoch);
    CHECK(number(*storage, "SELECT count(*) FROM users WHERE full_name = 'A'") == 1);
    CHECK(number(*storage, "SELECT count(*) FROM sessions WHERE ended_at IS NULL") == 0);
    CHECK(number(*opened(*kept), "SELECT count(*) FROM users WHERE full_name = 'B'") == 1);
}

TEST_CASE("a backup leaves nothing beside it", "[server][copies]") {
    cairn::support::TemporaryFolder folder;
    const auto storage = opened(folder / "data/server.db");
    REQUIRE(backUp(folder / "data/server.db", folder / "copy.db"));
    const auto begin = std::filesystem::directory_iterator(folder.path());
    CHECK(std::distance(begin, {}) == 2); // the data folder and the copy
}

TEST_CASE("what is no good backup is refused, and the database stays", "[server][copies]") {
    cairn::support::TemporaryFolder folder;
    addSession(*opened(folder / "server.db"));
    REQUIRE(backUp(folder / "server.db", folder / "bad.db"));
    const auto harm = GENERATE(as<std::string>(), "empty", "text", "cut", "flipped");
    const auto size = file_size(folder / "bad.db");
    if (harm == "empty") std::ofstream(folder / "bad.db", std::ios::trunc);
    if (harm == "text") std::ofstream(folder / "bad.db", std::ios::trunc) << "no database at all, only text";
    if (harm == "cut") resize_file(folder / "bad.db", size / 2);
    if (harm == "flipped") {
        std::fstream file(folder / "bad.db", std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(static_cast<std::streamoff>(4'096 * 2));
        file << std::string(4'096, '\x55');
    }
    CAPTURE(harm);
    CHECK_FALSE(restore(folder / "server.db", folder / "bad.db", {5'000}, 9));
    CHECK(number(*opened(folder / "server.db"), "SELECT count(*) FROM sessions WHERE ended_at IS NULL") == 1);
}

TEST_CASE("verify finds damage", "[server][copies]") {
    cairn::support::TemporaryFolder folder;
    CHECK(verify(folder / "none.db").error().code == ErrorCode::notFound);
    addSession(*opened(folder / "server.db"));
    CHECK(verify(folder / "server.db"));
    std::fstream file(folder / "server.db", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4'096);
    file << std::string(4'096, '\x55');
    file.close();
    CHECK_FALSE(verify(folder / "server.db"));
}
