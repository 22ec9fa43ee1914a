#pragma once

#include "core/exchange/import_rows.h"
#include "core/exchange/rows_here.h"

namespace cairn::core {

/// Gives the sections, habits and goals of an import their places in lists that hold others already: what the file
/// brought before keeps its places, what is new gets places after all that is there, and both are dealt out in the
/// order of the file; so the same file again moves nothing, and a newer one that was sorted anew does. What a person
/// moved stays. Where there is nothing but what the file holds, the file's own positions stand. Identifiers must have
/// been given.
void placeLists(ImportRows& rows, const RowsHere& here);

} // namespace cairn::core
