#include <CLI/CLI.hpp>
#include <chrono>
#include <fmt/format.h>

#include "core/base/tenet.h"
#include "tests/simulator/world.h"

// Runs of the sync simulator: `sync_simulator --seeds 1000` many seeds, `--seed 17 --tell` one of them with its story,
// `--without NAME` with one tenet taken away, `--table` which seed finds each of them missing.

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

} // namespace

int main(int argc, char* argv[]) {
    CLI::App app("The sync simulator");
    std::uint64_t seeds = 200;
    std::uint64_t start = 0;
    std::optional<std::uint64_t> seed;
    std::vector<std::string> without;
    bool isTold = false;
    app.add_option("--seeds", seeds, "How many");
    app.add_option("--start", start, "The first");
    app.add_option("--seed", seed, "One only");
    app.add_flag("--tell", isTold, "With its story");
    app.add_option("--without", without, "Tenets that are taken away");
    CLI11_PARSE(app, argc, argv);
#ifdef CAIRN_FAILPOINTS
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
