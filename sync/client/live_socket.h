#pragma once

#include <functional>
#include <string>

#include "sync/client/problem.h"

namespace cairn::sync {

/// The longest message of the server's that is taken.
inline constexpr std::size_t longestSocketMessage = 64 * 1024;

/// One socket to a server, opened again and again. Calls back later, on the same thread.
class LiveSocket {
public:
    virtual ~LiveSocket() = default;

    /// Opens it with an access token; `closed` comes once after each opening, also where it failed.
    virtual void open(const std::string& accessToken) = 0;
    /// Closes it; nothing is called back for this opening any more.
    virtual void close() = 0;

    std::function<void(std::string)> received;
    /// unauthorised where the server did not take the token; untrusted, certificateChanged; unreachable.
    std::function<void(Problem)> closed;
};

} // namespace cairn::sync
