#include "sync/protocol/row_text.h"

#include <simdjson.h>

#include "sync/protocol/row_json.h"

namespace cairn::sync {

std::string write(const core::SyncedRow& row) {
    std::string text;
    appendRow(text, row);
    return text;
}

core::Result<core::SyncedRow> readSyncedRow(std::string_view text) {
    core::SyncedRow row;
    const auto read = reading(text, [&](const simdjson::dom::object& members) { row = readRow(members); });
    if (!read) return tl::unexpected(read.error());
    return row;
}

} // namespace cairn::sync
