#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/domain/row_digest.h"

namespace cairn::sync {

/// The answer to GET /api/sync/pull?stream=…&since=…&limit=…: rows in the order of their numbers, as of one snapshot.
struct PullAnswer {
    core::Uuid epoch;
    std::int64_t time = 0; ///< of the server, ms
    std::vector<core::SyncedRow> rows;
    std::int64_t next = 0;                 ///< the cursor of the next pull
    std::int64_t head = 0;                 ///< the stream's greatest number; there is more as long as next < head
    std::optional<core::RowDigest> digest; ///< of the whole stream, with the last rows
    std::int64_t since = 0;                ///< the cursor that this answers

    friend bool operator==(const PullAnswer&, const PullAnswer&) = default;
};

/// Everything but the rows, which a server has as texts already: `rows` holds them, separated by commas.
std::string writePullAnswer(const PullAnswer& answer, std::string rows);
std::string write(const PullAnswer& answer);
/// Errors: invalidSyntax, tooLarge.
core::Result<PullAnswer> readPullAnswer(std::string_view text);

} // namespace cairn::sync
