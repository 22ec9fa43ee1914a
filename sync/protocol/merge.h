#pragma once

#include "core/domain/synced_row.h"

namespace cairn::sync {

/// Whether a register beats another of the same name: the greater clock wins. At equal clocks, which only damage can
/// bring together with unequal values, the greater text wins, so that the order of merging does not matter.
bool beats(const core::SyncedRegister& challenger, const core::SyncedRegister& present);

/// What two ends that know one row each hold together: of every register the winner; a grave where one is a grave.
/// Pure, commutative, associative, idempotent. Both must have one name.
core::SyncedRow merge(const core::SyncedRow& left, const core::SyncedRow& right);

} // namespace cairn::sync
