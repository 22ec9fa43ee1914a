#pragma once

#include <string>
#include <string_view>

#include "core/domain/synced_row.h"

namespace cairn::sync {

/// A row by itself, spelled as in every message. Errors of reading: invalidSyntax.
std::string write(const core::SyncedRow& row);
core::Result<core::SyncedRow> readSyncedRow(std::string_view text);

} // namespace cairn::sync
