#include "core/base/system_clock.h"

#include <chrono>
#include <date/tz.h>
#include <sodium.h>

namespace cairn::core {

Instant SystemClock::now() const {
    const auto sinceEpoch = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(sinceEpoch).count()};
}

std::uint64_t entropySeed() {
    if (sodium_init() < 0) return 0;
    std::uint64_t seed = 0;
    randombytes_buf(&seed, sizeof seed);
    return seed;
}

std::string systemZoneName() {
    try {
        return date::current_zone()->name();
    } catch (const std::exception&) {
        return "UTC";
    }
}

} // namespace cairn::core
