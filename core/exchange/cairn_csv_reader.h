#pragma once

#include "core/exchange/import_format.h"

namespace cairn::core {

/// Reads Cairn's own CSV archive, zip or folder: known by its file cairn.csv; tables and columns may be missing.
extern const ImportFormat cairnCsvFormat;

} // namespace cairn::core
