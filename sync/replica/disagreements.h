#pragma once

#include "core/domain/change.h"
#include "core/store/replication.h"
#include "sync/protocol/disagreement.h"

namespace cairn::sync {

// What this file knows of disagreements. They are no rows of its tables: they are outside of digests and of repairs.

core::Result<void> keepDisagreement(core::Replication& store, const core::SyncedRow& row);
void dropOldDisagreements(core::Replication& store, core::Instant now);
/// Those that are kept, by name.
std::vector<std::pair<core::RowName, Disagreement>> disagreementsOf(core::Replication& store);
/// The change that writes the value that lost. Errors: notFound for a kind or register that this program does not know,
/// invalidValue for a value of a newer program.
core::Result<core::Change> takingLoser(const Disagreement& disagreement);

} // namespace cairn::sync
