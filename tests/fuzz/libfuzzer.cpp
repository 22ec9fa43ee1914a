#include <algorithm>
#include <cstring>

#include "tests/fuzz/targets.h"

// The seam between one target (CAIRN_FUZZ_TARGET) and libFuzzer. Where there is nothing to mutate yet a seed is taken,
// so that no corpus needs to be stored.

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t maximum);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const cairn::fuzz::Target& target = cairn::fuzz::targetNamed(CAIRN_FUZZ_TARGET);
    target.parse({reinterpret_cast<const char*>(data), size});
    return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t maximum,
                                               unsigned seed) {
    static const std::vector<std::string> seeds = cairn::fuzz::targetNamed(CAIRN_FUZZ_TARGET).seeds();
    constexpr unsigned reseeding = 500;
    const bool begins = size <= 1 || seed % reseeding == 0;
    if (!begins || seeds.empty()) return LLVMFuzzerMutate(data, size, maximum);
    const std::string& chosen = seeds[seed / reseeding % seeds.size()];
    const std::size_t length = std::min(chosen.size(), maximum);
    std::memcpy(data, chosen.data(), length);
    return length;
}
