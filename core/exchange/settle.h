#pragma once

#include <functional>

#include "core/exchange/import_rows.h"

namespace cairn::core {

/// What the store knows already about a habit that is imported.
struct HabitHere {
    std::optional<Habit> habit;
    std::optional<Date> firstRule; ///< first day of its first rule
};
using HabitLookup = std::function<HabitHere(const Uuid& habit)>;

/// Fills in what a source leaves open, and flattens the import: logs by day, of several for one day the first, empty
/// ones left out; a start date after the first log of a foreign habit becomes that log's; made on is the first log or
/// `today`; a rule without a day holds from the chosen start, else from the first log of a foreign habit, else from
/// made on, or is the first rule that the habit has here; a habit without rules is daily; archived is since `today`,
/// or since when it is here. Identifiers must have been given. Appends to `problems`.
ImportRows settle(ImportedData data, Date today, const HabitLookup& here, std::vector<ImportProblem>& problems);

} // namespace cairn::core
