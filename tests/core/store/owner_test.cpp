#include <SQLiteCpp/SQLiteCpp.h>
#include <fstream>
#include <functional>
#include <sys/wait.h>
#include <unistd.h>

#include "core/store/database.h"
#include "core/store/recovery.h"
#include "tests/support/open_store.h"

using namespace cairn::core;
using namespace cairn::support;
namespace fs = std::filesystem;

namespace {

std::string contentsOf(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

fs::path logOf(const fs::path& file) {
    return fs::path(file) += "-wal";
}

/// Another process opens the store, adds a habit and dies without closing.
void addHabitAndDie(const fs::path& file) {
    const pid_t child = fork();
    if (child == 0) {
        const FixedClock clock(Instant{1});
        Random random(1);
        const auto store = Store::open(file, {clock, random});
        const bool isDone = store && (*store)->apply(std::vector{creation(aHabit("Orphan"))}, {});
        _exit(isDone ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    REQUIRE(status == 0);
}

/// Does it in another process, which is no root; the folder and its files then belong to whom it is.
bool asPlainUser(const TemporaryFolder& folder, const std::function<bool()>& work) {
    constexpr uid_t nobody = 65534;
    const bool isRoot = geteuid() == 0;
    std::vector<fs::path> files{folder.path()};
    for (const auto& entry : fs::directory_iterator(folder.path())) files.push_back(entry.path());
    for (const fs::path& file : files)
        if (isRoot) REQUIRE(chown(file.c_str(), nobody, nobody) == 0);
    const pid_t child = fork();
    if (child == 0) _exit((!isRoot || setuid(nobody) == 0) && work() ? 0 : 1);
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

} // namespace

TEST_CASE("only one may own a store", "[core][store][owner]") {
    OpenStore store;
    Random random(1);
    CHECK(Store::open(store.file(), {store.clock(), random}).error().code == ErrorCode::storeBusy);
    store.close();
    CHECK(Store::open(store.file(), {store.clock(), random}).has_value());
}

TEST_CASE("a store is one store through a symbolic link too", "[core][store][owner]") {
    OpenStore store;
    store.create(aHabit("Read"));
    REQUIRE(store->backUp().backup);
    fs::create_directories(store.folder() / "sub");
    const fs::path link = store.folder() / "sub/link.db";
    fs::create_symlink("../store.cairn", link);
    Random random(1);
    CHECK(Store::open(link, {store.clock(), random}).error().code == ErrorCode::storeBusy);
    CHECK(moveAside(link, store.clock().now()).error().code == ErrorCode::storeBusy);
    CHECK(required(required(Reader::open(link)).all<Habit>()).size() == 1);
    CHECK(listBackups(link) == listBackups(store.file()));
    store.close();
    CHECK(fs::equivalent(required(moveAside(link, store.clock().now())).parent_path(), store.folder().path()));
    CHECK(required(restoreBackup(link, listBackups(link).front().file, store.clock().now())).empty());
    REQUIRE(fs::is_symlink(link));
    store.reopen();
    CHECK(store.all<Habit>().size() == 1);
    CHECK(std::distance(fs::directory_iterator(store.folder() / "sub"), {}) == 1);
}

TEST_CASE("a name that looks like a URI is a name", "[core][store][owner]") {
    const TemporaryFolder folder;
    const fs::path before = fs::current_path();
    fs::current_path(folder.path());
    const std::string name = GENERATE("file:a.db", "file:a.db?mode=memory", "a%20b?.db");
    {
        OpenStore store{fs::path(name)};
        store.create(aHabit());
        CHECK(required(required(Reader::open(name)).all<Habit>()).size() == 1);
        CHECK(Database(name, Database::Access::reader).number("SELECT count(*) FROM habits") == 1);
        CHECK(store->backUp().backup);
    }
    CHECK(required(required(Reader::open(name)).all<Habit>()).size() == 1);
    CHECK(fs::exists(folder / name));
    fs::current_path(before);
}

TEST_CASE("a reader beside the owner sees each committed change", "[core][store][reader]") {
    OpenStore store;
    const Reader reader = required(Reader::open(store.file()));
    CHECK(required(reader.all<Habit>()).empty());
    store.create(aHabit());
    CHECK(required(reader.all<Habit>()).size() == 1);
    CHECK(required(reader.changeNumber()) == required(store.reader().changeNumber()));
}

TEST_CASE("a reader leaves the log of a killed writer as it is", "[core][store][reader]") {
    const TemporaryFolder folder;
    const fs::path file = folder / "store.cairn";
    addHabitAndDie(file);
    const std::string before = contentsOf(logOf(file));
    REQUIRE_FALSE(before.empty());
    {
        const Reader reader = required(Reader::open(file));
        CHECK(required(reader.all<Habit>()).size() == 1);
    }
    CHECK(contentsOf(logOf(file)) == before);
    OpenStore store(file);
    CHECK(store.all<Habit>().front().name == "Orphan");
}

TEST_CASE("a reader of a file that may not be written leaves nothing beside it", "[core][store][reader]") {
    OpenStore store;
    store.create(aHabit());
    store.close();
    fs::permissions(store.file(), fs::perms::owner_read);
    CHECK(asPlainUser(store.folder(), [&] { return Reader::open(store.file()).has_value(); }));
    CHECK_FALSE(fs::exists(store.file().string() + "-shm"));
}

TEST_CASE("shared memory of a time when the file could not be written does not keep its owner out",
          "[core][store][owner]") {
    OpenStore store;
    store.create(aHabit());
    store.close();
    CHECK(Reader::open(store.file()));
    for (const char* ending : {"-wal", "-shm"}) {
        REQUIRE(fs::exists(fs::path(store.file()) += ending));
        fs::permissions(fs::path(store.file()) += ending, fs::perms::owner_read);
    }
    CHECK(asPlainUser(store.folder(), [&] {
        const FixedClock clock(Instant{1});
        Random random(1);
        const auto reader = Reader::open(store.file());
        const auto owner = Store::open(store.file(), {clock, random});
        return reader && owner && (*owner)->apply(std::vector{creation(aHabit("Run"))}, {}).has_value();
    }));
}

TEST_CASE("an owner whose file was replaced or deleted stops writing", "[core][store][owner]") {
    OpenStore store;
    store.create(aHabit());
    const bool isReplaced = GENERATE(true, false);
    fs::rename(store.file(), store.folder() / "elsewhere");
    if (isReplaced) fs::copy_file(store.folder() / "elsewhere", store.file());
    const auto refused = store->apply(std::vector{creation(aHabit("Lost"))}, {});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::ioFailure);
    CHECK(store->undo().error().code == ErrorCode::ioFailure);
    std::ofstream(logOf(store.file()), std::ios::trunc) << "of the other file";
    store.close();
    CHECK(contentsOf(logOf(store.file())) == "of the other file");
}

TEST_CASE("a compact history that is missing or wrong is made again from the logs", "[core][store][history]") {
    OpenStore store;
    const Habit habit = store.create(aHabit());
    store.create(aRule(habit));
    store.create(aLog(habit, firstDay));
    store.create(aLog(habit, firstDay + 1, Mark::skipped));
    const History right = required(store.reader().timeline(habit.id)).timeline.history;
    const std::string harm =
        GENERATE("DELETE FROM histories", "UPDATE histories SET count = count + 1",
                 "UPDATE histories SET bytes = x'00'", "UPDATE histories SET bytes = zeroblob(40)");
    store.close();
    { SQLite::Database(store.file().string(), SQLite::OPEN_READWRITE).exec(harm); }
    {
        const Reader reader = required(Reader::open(store.file()));
        CHECK(required(reader.timelines()).front().timeline.history == right);
        CHECK(required(reader.timeline(habit.id)).timeline.history == right);
    }
    store.reopen();
    store.close();
    SQLite::Database database(store.file().string());
    CHECK(History::fromBytes(database.execAndGet("SELECT bytes FROM histories").getString()).value() == right);
}

TEST_CASE("clocks never go back, whatever the computer's clock does", "[core][store][clock]") {
    OpenStore store;
    const Habit habit = store.create(aHabit("a"));
    const Instant made = required(store.reader().times(refOf(habit))).createdAt;
    store.clock().set(Instant{made.milliseconds - 30LL * 365 * 86'400'000});
    Habit renamed = habit;
    renamed.name = "b";
    store.apply({difference(habit, renamed)});
    const RowTimes times = required(store.reader().times(refOf(habit)));
    CHECK(times.createdAt == made);
    CHECK(times.updatedAt >= made);
    store.undo();
    CHECK(store.all<Habit>().front().name == "a");
}
