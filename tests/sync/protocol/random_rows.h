#pragma once

#include "core/base/random.h"
#include "core/domain/synced_row.h"

namespace cairn::support {

/// A clock out of few, so that equal and neighbouring ones are frequent.
inline core::HybridClock randomClock(core::Random& random) {
    core::HybridClock clock{static_cast<std::int64_t>((1 + random.below(4)) << 16 | random.below(2)), {}};
    clock.replica.bytes[15] = static_cast<std::uint8_t>(random.below(3));
    return clock;
}

/// Some registers of one row; with `isDamaged`, unequal values may bear one clock, otherwise the clock decides the
/// value.
inline core::SyncedRow randomRow(core::Random& random, bool isDamaged) {
    core::SyncedRow row{{"habit", "\"0190a0a0-0000-7000-8000-000000000001\""}, {}, random.below(20) == 0};
    if (row.isGrave) return row;
    for (const char* const name : {"color", "name", "removed_at"}) {
        if (random.below(4) == 0) continue;
        const core::HybridClock clock = randomClock(random);
        const std::uint64_t number =
            isDamaged ? random.below(3) : static_cast<std::uint64_t>(clock.stamp) + clock.replica.bytes[15];
        row.put({name, clock, '"' + std::to_string(number) + '"'});
    }
    return row;
}

} // namespace cairn::support
