#include <array>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/catch.h"
#include "tests/support/fault_vfs.h"
#include "tests/support/temporary_folder.h"
#include "tests/torture/child_process.h"
#include "tests/torture/torture.h"
#include "tests/torture/workload.h"

using namespace cairn::core;
using namespace cairn::torture;
using cairn::support::DiskFault;
using cairn::support::FaultVfs;
using cairn::support::TemporaryFolder;

namespace {

constexpr std::array faultNames{"an I/O error", "a short write", "a full disk", "an fsync error",
                                "a full disk that SQLite does not name"};

/// Opens, writes six changes and closes; which changes were acknowledged. Only errors of the disk may come back.
std::vector<bool> run(const std::filesystem::path& file, const Workload& workload, int& strange) {
    std::vector<bool> acknowledged(7, false);
    OpenedStore opened(file);
    const auto note = [&](const Error& error) {
        const bool namesDisk = error.code == ErrorCode::ioFailure || error.code == ErrorCode::diskFull ||
                               error.code == ErrorCode::storeReadOnly || error.code == ErrorCode::storeBusy;
        if (!namesDisk && error.code != ErrorCode::notFound) {
            ++strange;
            tell(std::string(codeName(error.code)) + " " + error.detail);
        }
    };
    if (!opened.store) {
        note(opened.store.error());
        return acknowledged;
    }
    for (std::size_t i = 1; i < acknowledged.size(); ++i) {
        const auto set = (*opened.store)->apply(workload.change(static_cast<std::int64_t>(i)), {});
        acknowledged[i] = set.has_value();
        if (!set) note(set.error());
    }
    return acknowledged;
}

/// Whether each acknowledged change is there, and what else is there was asked for.
bool holds(const std::filesystem::path& file, const Workload& workload, const std::vector<bool>& acknowledged) {
    OpenedStore opened(file);
    if (!opened.store) return false;
    const Reader& reader = (*opened.store)->reader();
    for (std::size_t i = 2; i < acknowledged.size(); ++i) {
        const auto number = static_cast<std::int64_t>(i);
        const auto log = reader.log(workload.habit().id, workload.day(number));
        if (!log) return false;
        if (acknowledged[i] ? log->note != workload.note(number)
                            : !log->note.empty() && log->note != workload.note(number))
            return false;
    }
    const auto timelines = reader.timelines();
    return timelines && (!acknowledged[1] || timelines->size() == 1);
}

} // namespace

TEST_CASE("whichever call of the disk fails, nothing crashes and no success is false", "[torture][disk]") {
    const auto fault = GENERATE(DiskFault::ioError, DiskFault::shortWrite, DiskFault::full, DiskFault::syncError,
                                DiskFault::unnamedFull);
    const Workload workload(firstSeed());
    std::uint64_t calls = 0;
    {
        const TemporaryFolder folder;
        FaultVfs disk;
        int strange = 0;
        run(folder / "store.cairn", workload, strange);
        calls = disk.calls();
    }
    const auto most = static_cast<std::uint64_t>(rounds(200));
    const std::uint64_t step = std::max<std::uint64_t>(1, calls / most);
    int tried = 0, wrong = 0, strange = 0;
    for (std::uint64_t k = 1; k <= calls; k += step, ++tried) {
        const TemporaryFolder folder;
        const auto file = folder / "store.cairn";
        std::vector<bool> acknowledged;
        {
            FaultVfs disk;
            disk.failCall(k, fault);
            acknowledged = run(file, workload, strange);
        }
        if (holds(file, workload, acknowledged)) continue;
        ++wrong;
        tell("call " + std::to_string(k) + " of " + std::to_string(calls) + " fails: wrong afterwards");
    }
    tell(std::to_string(tried) + " runs with " + faultNames[static_cast<std::size_t>(fault)] + " at every " +
         std::to_string(step) + ". of " + std::to_string(calls) + " calls: " + std::to_string(wrong) + " wrong, " +
         std::to_string(strange) + " with a misleading error");
    CHECK(wrong == 0);
    CHECK(strange == 0);
}

TEST_CASE("a disk that is full refuses, reads on, and takes changes again once there is space", "[torture][disk]") {
    const auto fault = GENERATE(DiskFault::full, DiskFault::unnamedFull);
    const TemporaryFolder folder;
    const Workload workload(firstSeed());
    FaultVfs disk;
    OpenedStore opened(folder / "store.cairn");
    REQUIRE(opened.store);
    Store& store = **opened.store;
    REQUIRE(store.apply(workload.change(1), {}));
    REQUIRE(store.apply(workload.change(2), {}));
    disk.failCall(disk.calls() + 1, fault);
    const auto refused = store.apply(workload.change(3), {});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::diskFull);
    CHECK(store.reader().all<HabitLog>().value().size() == 1);
    disk.heal();
    CHECK(store.apply(workload.change(3), {}));
    CHECK(store.reader().all<HabitLog>().value().size() == 2);
    tell("a full disk refuses and recovers");
}

TEST_CASE("a file that may not be written is refused as such and still reads", "[torture][disk]") {
    constexpr uid_t nobody = 65534;
    const TemporaryFolder folder;
    const auto file = folder / "store.cairn";
    { REQUIRE(ChildProcess({CAIRN_STORE_TORTURE, "write", file.string(), "1", "5"}).wait() == 0); }
    std::filesystem::remove(folder / "store.cairn.lock");
    const bool isRoot = geteuid() == 0;
    if (isRoot) {
        REQUIRE(chown(file.c_str(), nobody, nobody) == 0);
        REQUIRE(chown(folder.path().c_str(), nobody, nobody) == 0);
    }
    REQUIRE(chmod(file.c_str(), 0400) == 0);
    REQUIRE(chmod(folder.path().c_str(), 0500) == 0);
    std::vector<std::string> command{CAIRN_STORE_TORTURE, "open", file.string()};
    if (isRoot) command.insert(command.begin(), {"setpriv", "--reuid=65534", "--clear-groups"});
    ChildProcess child(command);
    std::string line;
    REQUIRE(child.readLine(line));
    CHECK(line == "read OK");
    REQUIRE(child.readLine(line));
    CHECK(line == "open STORE_READ_ONLY");
    chmod(folder.path().c_str(), 0700);
    tell("a read-only file is refused and read");
}
