#pragma once

#include "core/store/reader.h"
#include "core/store/rows_of_kind.h"

namespace cairn::core {

/// When a row was made and last changed: the least and the greatest of its clocks; the clock of an import stands for
/// the instant of its batch. Errors: notFound. Throws SQLite::Exception.
Result<RowTimes> timesOf(Database& database, RowsOfKind& rows, const RecordRef& ref);

} // namespace cairn::core
