#pragma once

#include <string>

#include "core/exchange/store_content.h"

namespace cairn::core {

/// Writes everything as one JSON document, a row a line: what cairn_json_reader.h reads, nothing lost. Fields follow
/// from the descriptions; rows in the trash bear "removed". Counts go into `report`. Errors: of reading; cancelled.
Result<std::string> archiveJson(const StoreContent& content, const ImportOptions& options, ExportReport& report);

} // namespace cairn::core
