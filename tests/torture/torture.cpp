#include "tests/torture/torture.h"

#include <cstdlib>
#include <iostream>

namespace cairn::torture {

int rounds(int usual) {
    return std::getenv("CAIRN_TORTURE_SEED") != nullptr ? 1 : roundsOfOneRun(usual);
}

int roundsOfOneRun(int usual) {
    const char* const wanted = std::getenv("CAIRN_TORTURE_ROUNDS");
    return wanted == nullptr ? usual : std::atoi(wanted);
}

std::uint64_t firstSeed() {
    const char* const wanted = std::getenv("CAIRN_TORTURE_SEED");
    return wanted == nullptr ? 1 : std::strtoull(wanted, nullptr, 10);
}

std::string replayLine(const std::string& program, const std::string& test, std::uint64_t seed) {
    return "replay: CAIRN_TORTURE_SEED=" + std::to_string(seed) + " " + program + " '" + test + "'";
}

std::string replayLine(const std::string& program, int rounds, std::uint64_t seed) {
    return "replay: CAIRN_TORTURE_SEED=" + std::to_string(seed) + " CAIRN_TORTURE_ROUNDS=" + std::to_string(rounds) +
           " " + program;
}

void tell(const std::string& line) {
    std::cout << line << std::endl;
}

} // namespace cairn::torture
