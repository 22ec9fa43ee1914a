#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace cairn::sync {

/// Where a server is: "https://example.org:8443/cairn", or http on this computer alone.
struct ServerUrl {
    bool isEncrypted = true;
    std::string host; ///< a name or an address, without the brackets of IPv6
    std::string port;
    std::string path; ///< what stands before /api and /ws; without a slash at its end

    /// As a request names it.
    [[nodiscard]] std::string hostHeader() const;
    friend bool operator==(const ServerUrl&, const ServerUrl&) = default;
};

/// Errors: invalidValue, also for http to another computer.
core::Result<ServerUrl> parseServerUrl(std::string_view text);

/// The SHA-256 of a certificate in its one spelling, "AA:BB:…"; read in any case, with colons, blanks or neither.
std::optional<std::string> parseFingerprint(std::string_view text);
std::string formatFingerprint(std::string_view bytes);

} // namespace cairn::sync
