#include <fstream>

#include "core/store/database.h"
#include "tests/core/store/open_store.h"
#include "tests/support/fault_vfs.h"

using namespace cairn::core;
using namespace cairn::support;

namespace {

/// A store with a log beside it and without the shared memory, as a computer that went out leaves it.
std::filesystem::path leftBehind(const TemporaryFolder& folder) {
    const OpenStore store;
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

TEST_CASE("a reader that finds no space for the shared memory says that the disk is full", "[core][store][disk]") {
    const TemporaryFolder folder;
    FaultVfs disk;
    const std::filesystem::path file = leftBehind(folder);
    disk.failCall(disk.calls() + 1, DiskFault::unnamedFull);
    const auto reader = Reader::open(file);
    REQUIRE_FALSE(reader);
    CHECK(reader.error().code == ErrorCode::diskFull);
    disk.heal();
    CHECK(Reader::open(file));
}

TEST_CASE("a disk that fails for another reason is no full disk", "[core][store][disk]") {
    FaultVfs disk;
    OpenStore store;
    disk.failCall(disk.calls() + 1, DiskFault::ioError);
    const auto refused = store->apply(std::vector{creation(aHabit("Run"))}, {});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::ioFailure);
}
