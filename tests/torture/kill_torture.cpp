#include <csignal>
#include <cstdlib>

#include "core/store/recovery.h"
#include "tests/support/catch.h"
#include "tests/support/temporary_folder.h"
#include "tests/torture/child_process.h"
#include "tests/torture/torture.h"
#include "tests/torture/workload.h"

using namespace cairn::core;
using namespace cairn::torture;
using cairn::support::TemporaryFolder;

namespace {

const std::string program = CAIRN_STORE_TORTURE;

/// Lets a child write, kills it after a random number of acknowledgements and takes all those that came.
std::int64_t writeAndKill(const std::string& file, std::uint64_t seed, std::int64_t acknowledged, Random& random) {
    ChildProcess child({program, "write", file, std::to_string(seed)});
    std::string line;
    for (std::uint64_t left = random.below(12) + 1; left > 0 && child.readLine(line); --left)
        acknowledged = std::atoll(line.c_str());
    child.kill();
    while (child.readLine(line)) acknowledged = std::atoll(line.c_str());
    return acknowledged;
}

/// Runs the program until the failpoint kills it; whether it did.
bool killedAt(const std::string& failpoint, const std::vector<std::string>& arguments) {
    std::vector<std::string> command{program};
    command.insert(command.end(), arguments.begin(), arguments.end());
    ChildProcess child(command, {"CAIRN_FAILPOINT=" + failpoint});
    std::string line;
    while (child.readLine(line)) continue;
    const int status = child.wait();
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

} // namespace

TEST_CASE("a kill loses nothing that was acknowledged", "[torture][kill]") {
    const std::uint64_t seed = firstSeed();
    Random random(seed);
    const Workload workload(seed);
    const int count = rounds(200);
    int lost = 0;
    std::unique_ptr<TemporaryFolder> folder;
    std::int64_t acknowledged = 0;
    for (int i = 0; i < count; ++i) {
        if (i % 20 == 0) {
            folder = std::make_unique<TemporaryFolder>();
            acknowledged = 0;
        }
        const auto file = *folder / "store.cairn";
        acknowledged = writeAndKill(file.string(), seed, acknowledged, random);
        const auto wrong = whatIsWrong(file, workload, acknowledged);
        if (wrong) tell("round " + std::to_string(i) + ": " + *wrong);
        lost += wrong ? 1 : 0;
        OpenedStore opened(file);
        if (opened.store) acknowledged = (*opened.store)->reader().changeNumber().value_or(0);
    }
    tell(std::to_string(count) + " kills while writing, seed " + std::to_string(seed) + ": " + std::to_string(lost) +
         " lost or corrupt; " + replayLine("kill_torture", "a kill loses nothing that was acknowledged", seed));
    CHECK(lost == 0);
}

TEST_CASE("a kill at any named place leaves each change there once or not at all", "[torture][kill]") {
    const std::string place =
        GENERATE("store.mid-apply:1", "store.mid-apply:5", "store.before-commit:1", "store.before-commit:4",
                 "store.after-commit:1", "store.after-commit:4", "store.mid-migration");
    const TemporaryFolder folder;
    const auto file = folder / "store.cairn";
    const Workload workload(firstSeed());
    const std::string seed = std::to_string(firstSeed());
    INFO(place);
    REQUIRE(killedAt(place, {"write", file.string(), seed, "10"}));
    {
        OpenedStore opened(file);
        REQUIRE(opened.store);
        const std::int64_t there = (*opened.store)->reader().changeNumber().value();
        for (std::int64_t number = there; number <= 10; ++number)
            if (number > 0) REQUIRE((*opened.store)->apply(workload.change(number), {}));
    }
    CHECK_FALSE(whatIsWrong(file, workload, 10));
    tell("killed at " + place + ": each change once");
}

TEST_CASE("an import that is killed is there as a whole or not at all, and can be undone", "[torture][kill]") {
    const auto [place, isThere] = GENERATE(table<std::string, bool>(
        {{"store.mid-apply:150", false}, {"store.before-commit", false}, {"store.after-commit", true}}));
    const TemporaryFolder folder;
    const auto file = folder / "store.cairn";
    REQUIRE(killedAt(place, {"import", file.string(), std::to_string(firstSeed())}));
    OpenedStore opened(file);
    REQUIRE(opened.store);
    Store& store = **opened.store;
    CHECK(store.reader().all<HabitLog>().value().size() == (isThere ? 199 : 0));
    CHECK(store.undo().has_value() == isThere);
    CHECK(store.reader().all<Habit>().value().empty());
    tell("import killed at " + place + ": " + (isThere ? "whole" : "nothing"));
}

TEST_CASE("a backup that is killed never counts", "[torture][kill]") {
    const TemporaryFolder folder;
    const auto file = folder / "store.cairn";
    { REQUIRE(ChildProcess({program, "write", file.string(), "1", "5"}).wait() == 0); }
    REQUIRE(killedAt("store.mid-backup", {"backup", file.string()}));
    CHECK(goodBackups(file).empty());
    CHECK_FALSE(whatIsWrong(file, Workload(1), 5));
    OpenedStore opened(file);
    CHECK((*opened.store)->backUp().kind == BackupOutcome::Kind::made);
    for (const auto& entry : std::filesystem::directory_iterator(folder / "backups"))
        CHECK(entry.path().extension() != ".unfinished");
    tell("killed in the middle of a backup: nothing counts, nothing is lost");
}
