#include "tests/torture/torture.h"

#include <cstdlib>
#include <iostream>

namespace cairn::torture {

int rounds(int usual) {
    if (std::getenv("CAIRN_TORTURE_SEED") != nullptr) return 1;
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

void tell(const std::string& line) {
    std::cout << line << std::endl;
}

} // namespace cairn::torture
