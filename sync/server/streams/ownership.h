#pragma once

#include <vector>

#include "core/domain/record_description.h"
#include "core/domain/synced_row.h"

namespace cairn::sync {

/// The description of a kind by name; null where this program does not know it.
const core::RecordDescription* descriptionOf(std::string_view kind);

/// The rows with identifiers of their own that a row belongs to, those that can be graves: what its key and registers
/// name, and of a disagreement the row that it is about.
std::vector<core::RowName> gravesAbove(const core::SyncedRow& row);

/// Whether the key alone says what rows of this kind belong to, so that it never changes.
bool isOwnedByKey(std::string_view kind);

/// Whether this row ends as a grave, rather than without a trace: its name is an identifier of its own.
bool becomesGrave(const core::RowName& row);

} // namespace cairn::sync
