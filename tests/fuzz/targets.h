#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cairn::fuzz {

/// One parser under fuzzing: what reads the bytes and stops the program where a promise is broken, and inputs to begin
/// with, which are made and not stored.
struct Target {
    std::string_view name;
    void (*parse)(std::string_view bytes);
    std::vector<std::string> (*seeds)();
};

std::span<const Target> targets();
/// The target with this name; there has to be one.
const Target& targetNamed(std::string_view name);

/// Stops the program unless `isKept`: how a fuzz target says that a promise is broken.
void expect(bool isKept);

} // namespace cairn::fuzz
