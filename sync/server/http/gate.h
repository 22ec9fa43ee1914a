#pragma once

#include <optional>
#include <string_view>

#include "core/base/error.h"
#include "sync/server/http/message.h"

namespace cairn::sync {

/// What a good access token says. Whether its session still lives is another question.
struct Claims {
    core::Uuid user;
    core::Uuid session;
};

/// Who may come in: the part of the accounts that the transport needs.
class Gate {
public:
    virtual ~Gate() = default;
    /// Checks signature, time and form of an access token. Any thread; asks no database.
    [[nodiscard]] virtual std::optional<Claims> verify(std::string_view token) const = 0;
    /// The one-time ticket of a socket without headers; it is spent by this. Any thread; asks no database.
    virtual std::optional<Claims> redeem(std::string_view ticket) = 0;
    /// The caller behind the claims now; nothing where the session has ended or the account is suspended. On a worker.
    virtual core::Result<std::optional<Caller>> callerOf(const Claims& claims) = 0;
};

} // namespace cairn::sync
