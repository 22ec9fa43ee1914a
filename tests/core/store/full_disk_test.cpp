#include <fstream>

#include "core/store/database.h"
#include "tests/support/fault_vfs.h"
#include "tests/support/open_store.h"

using namespace cairn::core;
using namespace cairn::support;

namespace {

/// A store with a log beside it and without the shared memory, as a computer that went out leaves it.
std::filesystem::path leftBehind(const TemporaryFolder& folder) {
    OpenStore store;
    store.create(aHabit());
    const std::filesystem::path file = folder / "left.cairn";
    std::filesystem::copy_file(store.file(), file);
    std::filesystem::copy_file(store.file().string() + "-wal", file.string() + "-wal");
    return file;
}

} // namespace

TEST_CASE("a full disk met by a write, a sync or an opening is told as a full disk", "[core][store][disk]") {
    const TemporaryFolder folder;
    const auto fault = GENERATE(DiskFault::full, DiskFault::unnamedFull);
    FaultVfs disk;
    OpenStore store;
    store.create(aHabit());
    disk.failCall(disk.calls() + 1, fault);
    const auto refused = store->apply(std::vector{creation(aHabit("Run"))}, {});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::diskFull);
    CHECK(store.all<Habit>().size() == 1);
    disk.heal();
    CHECK(store->apply(std::vector{creation(aHabit("Run"))}, {}));
}

TEST_CASE("a store is read on a full disk, and only its owner is refused", "[core][store][disk]") {
    const TemporaryFolder folder;
    const auto fault = GENERATE(DiskFault::full, DiskFault::unnamedFull);
    FaultVfs disk;
    OpenStore store;
    store.create(aHabit());
    store.close();
    REQUIRE_FALSE(std::filesystem::exists(store.file().string() + "-wal"));
    disk.failCall(disk.calls() + 1, fault);
    {
        const Reader reader = required(Reader::open(store.file()));
        CHECK(required(reader.all<Habit>()).size() == 1);
    }
    Random random(1);
    CHECK(Store::open(store.file(), {store.clock(), random}).error().code == ErrorCode::diskFull);
    disk.heal();
    store.reopen();
    CHECK(store.all<Habit>().size() == 1);
}

TEST_CASE("a full disk does not keep a reader from what a killed owner left in the log", "[core][store][disk]") {
    const TemporaryFolder folder;
    const auto fault = GENERATE(DiskFault::full, DiskFault::unnamedFull);
    FaultVfs disk;
    const std::filesystem::path file = leftBehind(folder);
    const auto size = std::filesystem::file_size(file.string() + "-wal");
    disk.failCall(disk.calls() + 1, fault);
    for (int i = 0; i < 2; ++i) {
        const Reader reader = required(Reader::open(file));
        CHECK(required(reader.changeNumber()) == 1);
    }
    CHECK(std::filesystem::file_size(file.string() + "-wal") == size);
    disk.heal();
    OpenStore store(file);
    CHECK(store.all<Habit>().size() == 1);
}

TEST_CASE("a disk that fails for another reason is no full disk", "[core][store][disk]") {
    FaultVfs disk;
    OpenStore store;
    disk.failCall(disk.calls() + 1, DiskFault::ioError);
    const auto refused = store->apply(std::vector{creation(aHabit("Run"))}, {});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::ioFailure);
}
