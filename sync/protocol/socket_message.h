#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/domain/synced_row.h"

namespace cairn::sync {

/// What the server tells on an open socket: that a stream has reached a number, and, where it is small, the row that
/// got it. Removals and graves are never told inline. A message that is lost costs nothing: the cursor pulls.
struct SocketMessage {
    std::string stream;
    core::Uuid epoch;
    std::int64_t number = 0;
    std::optional<core::SyncedRow> row;

    friend bool operator==(const SocketMessage&, const SocketMessage&) = default;
};

std::string write(const SocketMessage& message);
/// Errors: invalidSyntax, tooLarge.
core::Result<SocketMessage> readSocketMessage(std::string_view text);

} // namespace cairn::sync
