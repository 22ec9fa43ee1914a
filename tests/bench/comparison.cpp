#include "tests/bench/comparison.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace cairn::bench {

double millisecondsOf(const std::function<void()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values.at(values.size() / 2);
}

Measured inTurn(int rounds, const std::function<double()>& ours, const std::function<double()>& peer) {
    std::vector<double> oursTaken;
    std::vector<double> peerTaken;
    for (int i = 0; i < rounds; ++i) {
        oursTaken.push_back(ours());
        peerTaken.push_back(peer());
    }
    return {median(oursTaken), median(peerTaken)};
}

void report(std::string_view what, std::string_view unit, std::string_view peerName, const Measured& measured) {
    std::printf("%-44.*s Cairn %9.2f %-5.*s %-26.*s %9.2f %-5.*s ratio %5.2f\n", static_cast<int>(what.size()),
                what.data(), measured.ours, static_cast<int>(unit.size()), unit.data(),
                static_cast<int>(peerName.size()), peerName.data(), measured.peer, static_cast<int>(unit.size()),
                unit.data(), measured.ours / measured.peer);
    std::fflush(stdout);
}

TemporaryFolder::TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "cairn-bench-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) std::abort();
    m_path = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

} // namespace cairn::bench
