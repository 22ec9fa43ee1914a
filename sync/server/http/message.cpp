#include "sync/server/http/message.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace cairn::sync {

namespace {

struct Reason {
    int status;
    std::string_view words;
};

constexpr std::array reasons{
    Reason{200, "OK"},
    Reason{201, "Created"},
    Reason{204, "No Content"},
    Reason{304, "Not Modified"},
    Reason{400, "Bad Request"},
    Reason{401, "Unauthorized"},
    Reason{403, "Forbidden"},
    Reason{404, "Not Found"},
    Reason{405, "Method Not Allowed"},
    Reason{408, "Request Timeout"},
    Reason{409, "Conflict"},
    Reason{413, "Payload Too Large"},
    Reason{414, "URI Too Long"},
    Reason{415, "Unsupported Media Type"},
    Reason{417, "Expectation Failed"},
    Reason{422, "Unprocessable Entity"},
    Reason{426, "Upgrade Required"},
    Reason{429, "Too Many Requests"},
    Reason{431, "Request Header Fields Too Large"},
    Reason{500, "Internal Server Error"},
    Reason{501, "Not Implemented"},
    Reason{503, "Service Unavailable"},
    Reason{505, "HTTP Version Not Supported"},
};

void addHeader(std::string& text, std::string_view name, std::string_view value) {
    text += name;
    text += ": ";
    for (const char c : value) text += c == '\r' || c == '\n' ? ' ' : c;
    text += "\r\n";
}

} // namespace

std::string_view Request::header(std::string_view name) const {
    const auto found = std::ranges::find(headers, name, &Header::name);
    return found == headers.end() ? std::string_view() : std::string_view(found->value);
}

std::string_view reasonOf(int status) {
    const auto* const found = std::ranges::find(reasons, status, &Reason::status);
    return found == reasons.end() ? "Unknown" : found->words;
}

std::string serialise(const Response& response, Persistence persistence, Body body) {
    std::string text = fmt::format("HTTP/1.1 {} {}\r\n", response.status, reasonOf(response.status));
    if (response.status != 204) {
        addHeader(text, "Content-Type", response.contentType);
        addHeader(text, "Content-Length", std::to_string(response.body.size()));
    }
    addHeader(text, "Connection", persistence == Persistence::keep ? "keep-alive" : "close");
    addHeader(text, "X-Content-Type-Options", "nosniff");
    bool hasCaching = false;
    for (const Header& header : response.headers) {
        hasCaching = hasCaching || header.name == "Cache-Control";
        addHeader(text, header.name, header.value);
    }
    if (!hasCaching) addHeader(text, "Cache-Control", "no-store");
    text += "\r\n";
    if (body == Body::sent && response.status != 204) text += response.body;
    return text;
}

} // namespace cairn::sync
