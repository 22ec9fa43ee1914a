#pragma once

#include "core/exchange/import_format.h"

namespace cairn::core {

/// Reads backups of Loop Habit Tracker: SQLite databases of any version up to 25.
extern const ImportFormat loopDatabaseFormat;

} // namespace cairn::core
