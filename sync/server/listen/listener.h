#pragma once

#include <functional>
#include <string>

#include "core/base/random.h"
#include "sync/server/listen/server_url.h"

namespace cairn::sync {

/// Whose events are heard, where, and how many of them.
struct ListenOptions {
    ServerUrl url;
    std::string fingerprint; ///< of the one trusted certificate; empty: the system's authorities decide
    std::string email;       ///< empty: `token` is used
    std::string password;
    std::string token; ///< an access token
    int count = 0;     ///< ends after so many events; 0: goes on
};

/// Where what is heard goes.
struct ListenSinks {
    std::function<void(const std::string&)> event; ///< one event as one line of JSON in ASCII
    std::function<void(const std::string&)> note;  ///< a sentence: connected, interrupted
};

/// Signs in and hears what the server tells about the person's streams, until the wanted number of events has come or a
/// signal ends it; signs out again where it signed in. A connection that breaks off later is made anew, after growing
/// waits. Blocking. Nothing that it says holds a password, token or ticket, or any sentence of the server's. Errors:
/// ioFailure where the first connection fails; invalidValue where sign-in, token or certificate is refused.
core::Result<void> listen(const ListenOptions& options, core::Random& random, const ListenSinks& sinks);

} // namespace cairn::sync
