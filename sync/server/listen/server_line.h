#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "sync/server/listen/server_url.h"

namespace cairn::sync {

/// One answer over HTTP.
struct LineAnswer {
    int status = 0;
    int retryAfter = 0; ///< seconds
    std::string body;
};

/// A client's line to a server: requests over HTTP, each on a connection of its own, and one WebSocket. Every function
/// blocks, for a limited time but for `hear`, and ends early when SIGINT or SIGTERM comes. One thread.
///
/// Errors of all functions: ioFailure where the server can't be reached, breaks off or is silent; invalidValue where
/// its certificate is not trusted (the detail tells its SHA-256); cancelled by a signal.
class ServerLine {
public:
    /// With a fingerprint (as parseFingerprint spells it) that certificate alone is trusted, and no authority;
    /// without, the system's authorities and the name decide.
    ServerLine(ServerUrl url, std::string fingerprint);
    ~ServerLine();
    ServerLine(const ServerLine&) = delete;
    ServerLine& operator=(const ServerLine&) = delete;

    /// POST of JSON to a path of the server's, such as "/api/auth/login". `token` may be empty.
    core::Result<LineAnswer> post(const std::string& path, const std::string& body, const std::string& token);

    core::Result<void> openSocket();
    core::Result<void> say(const std::string& text);
    /// The next message; waits as long as the server answers pings.
    core::Result<std::string> hear();
    /// The same for one that must come soon.
    core::Result<std::string> hearSoon();
    void closeSocket();

    core::Result<void> wait(std::chrono::milliseconds time);

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace cairn::sync
