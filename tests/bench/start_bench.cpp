// start_bench DESKTOP BARE_WINDOW STORE: from exec to the end after the first paint, of the desktop program on a store
// and of a bare Qt window, in turn.
#include "tests/bench/comparison.h"

#include <cstdio>
#include <cstdlib>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <vector>

extern char** environ;

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
    if (argc != 4) return 2;
    const std::vector<std::string> words(argv, argv + argc);
    const auto ours = [&] { return runToEnd({words[1], "--db", words[3], "--quit-after-paint"}); };
    const auto peer = [&] { return runToEnd({words[2]}); };
    cairn::bench::report("start to first paint, 200 habits x 10 years", "ms", "bare Qt window",
                         cairn::bench::inTurn(15, ours, peer));
    return 0;
}
