#pragma once

#include "core/exchange/output.h"
#include "core/exchange/store_content.h"

namespace cairn::core {

/// Writes what is not in the trash as Loop Habit Tracker 2.3.1 exports it: Habits.csv, the wide tables of days and
/// scores, and both for each habit in a folder of its own. What Loop has no place for is reported, by the habit's line
/// in Habits.csv. Errors: of reading; cancelled.
Result<std::vector<OutputEntry>> loopCsv(const StoreContent& content, const ImportOptions& options,
                                         ExportReport& report);

} // namespace cairn::core
