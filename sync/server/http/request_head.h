#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "sync/server/http/message.h"

namespace cairn::sync {

/// How the end of a request's body is known.
enum class Framing : std::uint8_t { none, length, chunked };

/// Request line and header fields of one request, after all checks.
struct RequestHead {
    std::string method;
    std::string path; ///< begins with a slash
    std::string query;
    std::vector<Header> headers; ///< names in lower case, values without outer blanks
    Framing framing = Framing::none;
    std::uint64_t contentLength = 0;
    Persistence persistence = Persistence::keep;
    bool expectsContinue = false;
    bool isUpgrade = false; ///< asks for a WebSocket

    [[nodiscard]] std::string_view header(std::string_view name) const;
};

/// Why bytes are no request: the status, public code and sentence of the answer, after which the connection closes.
struct Fault {
    int status;
    std::string_view code;
    std::string_view detail;
};

inline constexpr std::size_t longestHead = 16 * 1024;
inline constexpr std::size_t longestTarget = 4 * 1024;
inline constexpr std::size_t mostHeaders = 64;

/// Reads a head that ends with its empty line. Stricter than RFC 9112 wherever two readers could disagree: no bare CR
/// or LF, no folded lines, no blank before a colon, exactly one Host, one Content-Length, never both that and
/// Transfer-Encoding, and of transfer encodings only "chunked". Pure.
tl::expected<RequestHead, Fault> parseHead(std::string_view raw);

} // namespace cairn::sync
