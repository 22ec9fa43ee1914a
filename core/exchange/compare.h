#pragma once

#include "core/exchange/import_rows.h"
#include "core/exchange/rows_here.h"

namespace cairn::core {

/// The changes that bring an import into a store, and how many rows of it are new, change, or stay as they are.
struct Comparison {
    std::vector<Change> changes;
    std::size_t created = 0;
    std::size_t updated = 0;
    std::size_t skipped = 0;
    std::size_t inTrash = 0;
};

/// Compares each row with the one that is here. A new one is created; of one that is here those registers change that
/// the source states, that differ, and that no person wrote; where what a person wrote and the rest of the file's row
/// contradict each other, the row stays as it is and is reported. Nothing is ever removed, but a row that the file
/// itself has in the trash is created there. Rows in the trash here, and what belongs to them, are left or brought
/// back, as the options say. References to nothing are emptied (sections) or reported (links). Errors: of reading;
/// cancelled.
Result<Comparison> compare(ImportRows& rows, const RowsHere& here, const ImportOptions& options,
                           std::vector<ImportProblem>& problems);

} // namespace cairn::core
