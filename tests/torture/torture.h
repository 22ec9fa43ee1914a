#pragma once

#include <cstdint>
#include <string>

namespace cairn::torture {

/// How many rounds to run: CAIRN_TORTURE_ROUNDS, else `usual`; one where a seed is given.
int rounds(int usual);

/// The same where the rounds follow from each other, so that a seed repeats all of them.
int roundsOfOneRun(int usual);

/// The seed of the first round: CAIRN_TORTURE_SEED, else a fixed one. Round i has the seed after it by i.
std::uint64_t firstSeed();

/// The line that repeats one round.
std::string replayLine(const std::string& program, const std::string& test, std::uint64_t seed);

/// The line that repeats a run whose rounds follow from each other.
std::string replayLine(const std::string& program, int rounds, std::uint64_t seed);

/// Prints one line of results.
void tell(const std::string& line);

} // namespace cairn::torture
