#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <fstream>
#include <regex>

#include "core/base/tenet.h"
#include "tests/simulator/world.h"

// Runs of the sync simulator: `sync_simulator --seeds 1000` many seeds, `--seed 17 --tell` one of them with its story,
// `--without NAME` with one tenet taken away, `--hunt` the first seed that finds each of them missing, `--table FILE`
// the proof of what ablations.h and FILE say of that.

namespace {

using cairn::simulator::World;

std::string folderName() {
    std::string name =
        (std::filesystem::exists("/dev/shm") ? "/dev/shm" : std::filesystem::temp_directory_path().string()) +
        "/cairn-simulator-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder can be made");
    return name;
}

/// What was seen to fail; empty where every invariant held.
std::string outcome(std::uint64_t seed, bool isTold) {
    const std::filesystem::path folder = folderName();
    std::string what;
    try {
        World(seed, folder, isTold).run();
    } catch (const cairn::simulator::Failure& failure) {
        what = failure.what;
    } catch (const std::exception& error) {
        what = error.what();
    }
    std::filesystem::remove_all(folder);
    return what;
}

struct Hunt {
    int failures = 0;
    std::string first;
};

Hunt hunt(std::uint64_t start, std::uint64_t seeds, bool untilFirst, bool isLoud) {
    Hunt result;
    for (std::uint64_t seed = start; seed < start + seeds; ++seed) {
        const std::string what = outcome(seed, false);
        if (what.empty()) continue;
        if (result.failures++ == 0) result.first = fmt::format("seed {}: {}", seed, what);
        if (isLoud) {
            fmt::print("seed {}: {}\n  sync_simulator --seed {} --tell\n", seed, what, seed);
            std::fflush(stdout);
        }
        if (untilFirst) break;
    }
    return result;
}

#ifdef CAIRN_FAILPOINTS

/// A row of the table: a statement of what keeps sync true, and the run that fails where the code does without it.
struct Ablation {
    std::string tenet; ///< its switch (core/base/tenet.h)
    std::string statement;
    std::uint64_t seed = 0;
    std::string fails; ///< the invariant
};

/// The rows of a document that look so: | `name` | statement | seed | invariant |
std::vector<Ablation> readTable(const std::string& file) {
    static const std::regex row(R"(^\| `([a-z_]+)` \| (.+) \| ([0-9]+) \| (\S+) \|$)");
    std::vector<Ablation> table;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);)
        if (std::smatch part; std::regex_match(line, part, row))
            table.push_back({part[1], part[2], std::stoull(part[3]), part[4]});
    return table;
}

/// The invariant that a failure names first: "I3".
std::string invariantOf(const std::string& failure) {
    return failure.substr(0, failure.find(' '));
}

/// Without each tenet the first seed that fails, as rows of the table.
int huntAll(const std::vector<Ablation>& table, std::uint64_t start, std::uint64_t seeds) {
    int missing = 0;
    for (const Ablation& one : table) {
        cairn::core::takeAway(one.tenet);
        std::uint64_t seed = start;
        std::string what;
        while (seed < start + seeds && (what = outcome(seed, false)).empty()) ++seed;
        cairn::core::takeAway({});
        if (what.empty()) ++missing;
        fmt::print("| `{}` | {} | {} | {} | {}\n", one.tenet, one.statement, seed,
                   what.empty() ? "never" : invariantOf(what), what);
        std::fflush(stdout);
    }
    return missing;
}

/// What is wrong with one row of the table.
std::string faultOf(const Ablation& one) {
    if (const std::string what = outcome(one.seed, false); !what.empty()) return "fails with every rule: " + what;
    cairn::core::takeAway(one.tenet);
    const std::string what = outcome(one.seed, false);
    cairn::core::takeAway({});
    if (what.empty()) return "nothing fails without it";
    return invariantOf(what) == one.fails ? std::string{} : "another invariant fails: " + what;
}

int proveTable(const std::vector<Ablation>& table) {
    int faults = table.empty() ? 1 : 0;
    for (const Ablation& one : table) {
        const std::string fault = faultOf(one);
        if (fault.empty()) continue;
        ++faults;
        fmt::print("{} at seed {}: {}\n  sync_simulator --seed {} --without {} --tell\n", one.tenet, one.seed, fault,
                   one.seed, one.tenet);
    }
    fmt::print("{} statements, {} faults\n", table.size(), faults);
    return faults;
}

#endif

} // namespace

int main(int argc, char* argv[]) {
    CLI::App app("The sync simulator");
    std::uint64_t seeds = 200;
    std::uint64_t start = 0;
    std::optional<std::uint64_t> seed;
    std::vector<std::string> without;
    bool isTold = false;
    bool isHunt = false;
    std::string table;
    app.add_option("--seeds", seeds, "How many");
    app.add_option("--start", start, "The first");
    app.add_option("--seed", seed, "One only");
    app.add_flag("--tell", isTold, "With its story");
    app.add_option("--without", without, "Tenets that are taken away");
    app.add_option("--table", table, "The document whose table is proved");
    app.add_flag("--hunt", isHunt, "Which seeds find each tenet of the table missing");
    CLI11_PARSE(app, argc, argv);
#ifdef CAIRN_FAILPOINTS
    if (!table.empty()) {
        const auto rows = readTable(table);
        return (isHunt ? huntAll(rows, start, seeds) : proveTable(rows)) == 0 ? 0 : 1;
    }
    for (const std::string& tenet : without) cairn::core::takeAway(tenet);
#endif
    if (seed) {
        const std::string what = outcome(*seed, isTold);
        fmt::print("{}\n", what.empty() ? "all invariants hold" : what);
        return what.empty() ? 0 : 1;
    }
    const auto begun = std::chrono::steady_clock::now();
    const Hunt result = hunt(start, seeds, !without.empty(), true);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    fmt::print("{} seeds from {}, {} failures, {:.0f} s\n", seeds, start, result.failures, took.count());
    return result.failures == 0 ? 0 : 1;
}
