// start_bench DESKTOP BARE_WINDOW PAINT_WATCH STORE: from exec to the first paint, of the desktop program's window, of
// its rows on a store, and of a bare Qt window, in turn; then what a notch of the wheel over these rows takes.
#include "tests/bench/comparison.h"

#include <cstdio>
#include <cstdlib>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

double runToEnd(std::vector<std::string> command) {
    std::vector<char*> arguments;
    for (auto& word : command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    return cairn::bench::millisecondsOf([&] {
        pid_t child = 0;
        int status = 0;
        if (posix_spawn(&child, arguments[0], nullptr, nullptr, arguments.data(), environ) != 0 ||
            waitpid(child, &status, 0) != child || status != 0) {
            std::fprintf(stderr, "%s failed\n", arguments[0]);
            std::exit(1);
        }
    });
}

} // namespace

int main(int argc, char* argv[]) {
    if (argc != 5) return 2;
    const std::vector<std::string> words(argv, argv + argc);
    const auto ours = [&] { return runToEnd({words[1], "--db", words[4]}); };
    const auto peer = [&] { return runToEnd({words[2]}); };
    setenv("LD_PRELOAD", argv[3], 1);
    cairn::bench::report("start to first paint of the window", "ms", "bare Qt window",
                         cairn::bench::inTurn(21, ours, peer));
    const auto oursWithRows = [&] {
        setenv("CAIRN_BENCH_ROWS", "1", 1);
        const double taken = ours();
        unsetenv("CAIRN_BENCH_ROWS");
        return taken;
    };
    cairn::bench::report("start to rows of 200 habits x 10 years", "ms", "bare Qt window",
                         cairn::bench::inTurn(21, oursWithRows, peer));
    setenv("CAIRN_BENCH_ROWS", "1", 1);
    setenv("CAIRN_BENCH_SCROLL", "1", 1);
    ours();
    return 0;
}
