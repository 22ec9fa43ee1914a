#include <sqlite3.h>

#include "tests/support/catch.h"
#include "tests/support/fault_vfs.h"
#include "tests/support/temporary_folder.h"
#include "tests/torture/torture.h"
#include "tests/torture/workload.h"

using namespace cairn::core;
using namespace cairn::torture;
using cairn::support::FaultVfs;
using cairn::support::TemporaryFolder;

namespace {

constexpr std::int64_t changesARun = 25;
constexpr std::int64_t changesAnOpening = 9;

int ignoreSynchronous(void*, int action, const char* pragma, const char* value, const char*, const char*) {
    const bool isIt = action == SQLITE_PRAGMA && value != nullptr && sqlite3_stricmp(pragma, "synchronous") == 0;
    return isIt ? SQLITE_IGNORE : SQLITE_OK;
}

template<char Mode>
int weaken(sqlite3* connection, const char**, const sqlite3_api_routines*) {
    sqlite3_exec(connection, Mode == 'N' ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = OFF", nullptr, nullptr,
                 nullptr);
    sqlite3_set_authorizer(connection, ignoreSynchronous, nullptr);
    return SQLITE_OK;
}

/// While it lives, every connection has this synchronous mode, whatever the store asks for. "FULL" leaves the store's.
class Synchronous {
public:
    explicit Synchronous(const std::string& mode) {
        using Entry = void (*)();
        if (mode == "NORMAL") sqlite3_auto_extension(reinterpret_cast<Entry>(weaken<'N'>));
        if (mode == "OFF") sqlite3_auto_extension(reinterpret_cast<Entry>(weaken<'O'>));
    }
    ~Synchronous() { sqlite3_reset_auto_extension(); }
    Synchronous(const Synchronous&) = delete;
    Synchronous& operator=(const Synchronous&) = delete;
};

/// Runs the workload, closing and opening now and then, until it ends or the power goes; the acknowledged changes.
std::int64_t run(const std::filesystem::path& file, const Workload& workload) {
    std::int64_t acknowledged = 0;
    while (acknowledged < changesARun) {
        OpenedStore opened(file);
        if (!opened.store) return acknowledged;
        for (int i = 0; i < changesAnOpening && acknowledged < changesARun; ++i) {
            if (!(*opened.store)->apply(workload.change(acknowledged + 1), {})) return acknowledged;
            ++acknowledged;
        }
    }
    return acknowledged;
}

/// How many writes a run takes where nothing goes wrong.
std::uint64_t writesOfRun(const std::string& mode) {
    const TemporaryFolder folder;
    const Synchronous synchronous(mode);
    const FaultVfs disk;
    run(folder / "store.cairn", Workload(firstSeed()));
    return disk.writes();
}

/// One power cut at a random write, and what is wrong afterwards.
std::optional<std::string> cutOnce(std::uint64_t seed, const std::string& mode, std::uint64_t writes) {
    const TemporaryFolder before;
    const TemporaryFolder after;
    const Workload workload(seed);
    Random random(seed);
    std::int64_t acknowledged = 0;
    {
        const Synchronous synchronous(mode);
        FaultVfs disk;
        disk.cutPowerAt(1 + random.below(writes));
        acknowledged = run(before / "store.cairn", workload);
        disk.leave(before.path(), after.path(), random);
    }
    return whatIsWrong(after / "store.cairn", workload, acknowledged);
}

int failures(const std::string& mode, int count, bool isShown) {
    int failed = 0;
    const std::uint64_t writes = writesOfRun(mode);
    for (int i = 0; i < count; ++i) {
        const std::uint64_t seed = firstSeed() + static_cast<std::uint64_t>(i);
        const auto wrong = cutOnce(seed, mode, writes);
        if (wrong && isShown)
            tell("seed " + std::to_string(seed) + ": " + *wrong + "\n" +
                 replayLine("power_cut_torture", "a power cut loses nothing that was acknowledged", seed));
        failed += wrong ? 1 : 0;
    }
    tell(std::to_string(count) + " power cuts, synchronous=" + mode + ", seeds from " + std::to_string(firstSeed()) +
         ": " + std::to_string(failed) + " lost or corrupt");
    return failed;
}

} // namespace

TEST_CASE("a power cut loses nothing that was acknowledged", "[torture][power]") {
    CHECK(failures("FULL", rounds(200), true) == 0);
}

TEST_CASE("without syncs of each commit a power cut loses some: the negative control", "[torture][power]") {
    CHECK(failures("NORMAL", rounds(200) == 1 ? 20 : rounds(200), false) > 0);
}

TEST_CASE("without any syncs a power cut loses or corrupts some: the negative control", "[torture][power]") {
    CHECK(failures("OFF", rounds(200) == 1 ? 20 : rounds(200), false) > 0);
}
