#include <algorithm>
#include <fstream>

#include "core/store/backup_files.h"
#include "core/store/recovery.h"
#include "tests/support/open_store.h"

using namespace cairn::core;
using namespace cairn::support;
namespace fs = std::filesystem;

namespace {

Backup madeOn(Date day, BackupReason reason = BackupReason::daily) {
    return {std::to_string(day.days) + std::string(nameOf(reason)), Instant{std::int64_t{day.days} * 86'400'000},
            reason, 1};
}

void overwrite(const fs::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

std::string contentsOf(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace

TEST_CASE("the first opening of a day makes a backup, later ones do not", "[core][store][backup]") {
    OpenStore store;
    CHECK(listBackups(store.file()).empty());
    store.create(aHabit());
    store.reopen();
    CHECK(store->lastBackup().kind == BackupOutcome::Kind::made);
    store.reopen();
    CHECK(store->lastBackup().kind == BackupOutcome::Kind::notDue);
    store.clock().advance(86'400'000);
    store.reopen();
    CHECK(listBackups(store.file()).size() == 2);
}

TEST_CASE("a backup is a whole store that holds what the store held", "[core][store][backup]") {
    OpenStore store;
    const Habit habit = store.create(aHabit("Read"));
    store.create(aLog(habit));
    const BackupOutcome made = store->backUp();
    REQUIRE(made.kind == BackupOutcome::Kind::made);
    store.apply({removal(refOf(habit))});
    OpenStore copy(made.backup->file);
    CHECK(copy.all<Habit>() == std::vector{habit});
    CHECK(copy.mark(habit, firstDay) == Mark::done);
}

TEST_CASE("an import is preceded by a backup where there is anything to lose", "[core][store][backup]") {
    OpenStore store;
    store.import({creation(aHabit("First"))});
    CHECK(listBackups(store.file()).empty());
    store.import({creation(aHabit("Second"))});
    REQUIRE(listBackups(store.file()).size() == 1);
    CHECK(listBackups(store.file()).front().reason == BackupReason::beforeImport);
}

TEST_CASE("seven daily, four weekly and twelve monthly backups stay", "[core][store][backup]") {
    std::vector<Backup> all;
    for (int i = 0; i < 800; ++i) all.push_back(madeOn(firstDay + i));
    const auto let = superfluous(all);
    std::vector<Backup> kept = all;
    std::erase_if(kept, [&](const Backup& each) { return std::ranges::count(let, each) != 0; });
    CHECK(kept.size() >= 7 + 2 + 10);
    CHECK(kept.size() <= 7 + 4 + 12);
    CHECK(superfluous(kept).empty());
}

TEST_CASE("what a person asked to be kept is never deleted", "[core][store][backup]") {
    std::vector<Backup> all;
    for (int i = 0; i < 100; ++i) all.push_back(madeOn(firstDay + i, BackupReason::request));
    CHECK(superfluous(all).empty());
    for (Backup& backup : all) backup.reason = BackupReason::beforeImport;
    CHECK(superfluous(all).size() == 93);
}

TEST_CASE("restoring replaces the whole store and keeps the old one beside it", "[core][store][backup]") {
    OpenStore store;
    const Habit habit = store.create(aHabit("Read"));
    const Backup backup = *store->backUp().backup;
    Habit renamed = habit;
    renamed.name = "Run";
    store.apply({difference(habit, renamed)});
    CHECK(restoreBackup(store.file(), backup.file, store.clock().now()).error().code == ErrorCode::storeBusy);
    store.close();

    const auto old = required(restoreBackup(store.file(), backup.file, store.clock().now()));
    store.reopen();
    CHECK(store.all<Habit>().front().name == "Read");
    OpenStore before(old);
    CHECK(before.all<Habit>().front().name == "Run");
}

TEST_CASE("a damaged store is refused untouched, moved aside whole, and the good backups are offered",
          "[core][store][backup]") {
    const std::string damage = GENERATE(std::string("garbage"), std::string(9000, 'x'), std::string("SQLite format 3"));
    OpenStore store;
    const Habit habit = store.create(aHabit("Read"));
    const Backup good = *store->backUp().backup;
    store.clock().advance(60'000);
    const Backup bad = *store->backUp().backup;
    store.close();
    overwrite(store.file(), damage);
    overwrite(bad.file, damage);

    Random random(1);
    const auto refused = Store::open(store.file(), {store.clock(), random});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::storeDamaged);
    CHECK(Reader::open(store.file()).error().code == ErrorCode::storeDamaged);
    CHECK(contentsOf(store.file()) == damage);

    const auto aside = required(moveAside(store.file(), store.clock().now()));
    CHECK(contentsOf(aside) == damage);
    CHECK_FALSE(fs::exists(store.file()));
    const auto backups = goodBackups(store.file());
    REQUIRE(backups.size() == 1);
    CHECK(backups.front().file == good.file);
    CHECK(required(restoreBackup(store.file(), good.file, store.clock().now())).empty());
    store.reopen();
    CHECK(store.all<Habit>() == std::vector{habit});
}

TEST_CASE("a restore from a damaged backup changes nothing", "[core][store][backup]") {
    OpenStore store;
    store.create(aHabit("Read"));
    const Backup backup = *store->backUp().backup;
    store.close();
    overwrite(backup.file, "garbage");
    CHECK(restoreBackup(store.file(), backup.file, store.clock().now()).error().code == ErrorCode::storeDamaged);
    store.reopen();
    CHECK(store.all<Habit>().size() == 1);
}

TEST_CASE("moving aside or restoring that fails half way leaves all as it was", "[core][store][backup]") {
    OpenStore store;
    store.create(aHabit("Read"));
    const Backup backup = *store->backUp().backup;
    store.close();
    const auto ending = [](const fs::path& file, const char* text) { return fs::path(file) += text; };
    const Instant now = store.clock().now();
    const fs::path aside = ending(store.file(), (".aside-" + instantInName(now)).c_str());
    const std::string contents = contentsOf(store.file());
    overwrite(ending(store.file(), "-wal"), "log");
    overwrite(ending(store.file(), "-shm"), "index");
    fs::create_directories(ending(aside, "-shm") / "in the way");

    const bool isRestore = GENERATE(true, false);
    CHECK_FALSE((isRestore ? restoreBackup(store.file(), backup.file, now) : moveAside(store.file(), now)));
    CHECK(contentsOf(store.file()) == contents);
    CHECK(contentsOf(ending(store.file(), "-wal")) == "log");
    CHECK(contentsOf(ending(store.file(), "-shm")) == "index");
    CHECK_FALSE(fs::exists(aside));
    CHECK_FALSE(fs::exists(ending(store.file(), ".restoring")));
}

TEST_CASE("a backup removes what a stopped one left of this store", "[core][store][backup]") {
    OpenStore store;
    const Backup first = *store->backUp().backup;
    const fs::path left = fs::path(first.file) += ".unfinished";
    const fs::path journal = fs::path(left) += "-journal";
    const fs::path foreign = first.file.parent_path() / ("other." + left.filename().string());
    for (const fs::path& file : {left, journal, foreign}) overwrite(file, "half");
    store.clock().advance(60'000);
    REQUIRE(store->backUp().kind == BackupOutcome::Kind::made);
    CHECK_FALSE(fs::exists(left));
    CHECK_FALSE(fs::exists(journal));
    CHECK(fs::exists(foreign));
    CHECK(fs::exists(first.file));
}
