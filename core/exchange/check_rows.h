#pragma once

#include "core/exchange/import_rows.h"

namespace cairn::core {

/// Takes out of an import what no store would take, and reports each row: fields outside of their description, rows
/// whose identifier stands there twice, rows whose habit or goal was taken out, settings that belong to one device.
/// Texts that are too long or hold what is no text are mended, and reported, rather than lost.
void checkRows(ImportRows& rows, std::vector<ImportProblem>& problems);

/// A text cut to `limit` bytes between two characters, without NUL, and with U+FFFD where it is no UTF-8.
std::string mendedText(std::string_view text, std::size_t limit);

} // namespace cairn::core
