#pragma once

#include "core/exchange/output.h"
#include "core/exchange/store_content.h"

namespace cairn::core {

/// Writes everything as one table for each kind of record, nothing lost: what cairn_csv_reader.h reads. A table is
/// called as in the store, its columns are "id" (where it is not derived), the fields of the description, and
/// "removed" for rows in the trash; cairn.csv says the version. Errors: of reading; cancelled.
Result<std::vector<OutputEntry>> archiveCsv(const StoreContent& content, const ImportOptions& options,
                                            ExportReport& report);

} // namespace cairn::core
