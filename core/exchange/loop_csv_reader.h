#pragma once

#include "core/exchange/import_format.h"

namespace cairn::core {

/// Reads the CSV export of Loop Habit Tracker, zip or folder, of 1.x to 2.3.1: Habits.csv with the columns that it has,
/// a table of days for each habit with words or raw codes, and the wide table only where the former is missing.
extern const ImportFormat loopCsvFormat;

} // namespace cairn::core
