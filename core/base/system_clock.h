#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"

namespace cairn::core {

/// The computer's own clock. The only place of the program that asks it. Any thread.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override;
};

/// A seed from the operating system's entropy (libsodium), for the program's one source of randomness.
std::uint64_t entropySeed();

/// The IANA name of the computer's zone, such as "Europe/Berlin"; "UTC" where it can't be told.
std::string systemZoneName();

} // namespace cairn::core
