#pragma once

#include "core/exchange/imported_data.h"

namespace cairn::core {

/// Gives every row of an import its identifier and its references. A key that is an identifier of Cairn's own stays
/// what it is; every other identifier is derived from (format, kind, key), so that one file imported on two computers
/// is one set of rows. Without a key a habit is known by its name, and in a foreign format by its first recorded day
/// too; a goal, section or milestone by its name, a pause or entry by its day, a reminder by its place. Links that name
/// no habit, and habits and goals whose identifier stands there twice, are dropped and reported. Logs get no
/// identifier.
void identify(ImportedData& data);

/// The first day with a mark or an amount; nothing without one.
std::optional<Date> firstRecorded(const ImportedHabit& habit);

} // namespace cairn::core
