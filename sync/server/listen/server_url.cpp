#include "sync/server/listen/server_url.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <fmt/format.h>

namespace cairn::sync {

namespace {

using core::Result;

constexpr std::size_t bytesOfFingerprint = 32;

auto wrong(const char* why) {
    return core::failure(core::ErrorCode::invalidValue, why);
}

bool isThisComputer(const std::string& host) {
    in_addr four{};
    in6_addr six{};
    if (inet_pton(AF_INET, host.c_str(), &four) == 1) return (ntohl(four.s_addr) >> 24) == 127;
    if (inet_pton(AF_INET6, host.c_str(), &six) == 1) return IN6_IS_ADDR_LOOPBACK(&six) != 0;
    return host == "localhost";
}

bool isPort(std::string_view text) {
    int number = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
    return end.ec == std::errc() && end.ptr == text.data() + text.size() && number > 0 && number <= 65'535;
}

/// "host", "host:port", "[address]:port".
bool readAuthority(std::string_view text, ServerUrl& url) {
    const bool isBracketed = text.starts_with('[');
    const std::size_t end = isBracketed ? text.find(']') : text.find(':');
    if (isBracketed && end == std::string_view::npos) return false;
    url.host = text.substr(isBracketed ? 1 : 0, isBracketed ? end - 1 : end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + (isBracketed ? 1 : 0));
    if (url.host.empty()) return false;
    if (text.empty()) return true;
    url.port = text.substr(1);
    return text.front() == ':' && isPort(url.port);
}

} // namespace

std::string ServerUrl::hostHeader() const {
    const std::string name = host.find(':') == std::string::npos ? host : "[" + host + "]";
    return port == (isEncrypted ? "443" : "80") ? name : name + ":" + port;
}

Result<ServerUrl> parseServerUrl(std::string_view text) {
    const bool isPrintable = std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; });
    const bool isPlain = text.starts_with("http://");
    if (!isPrintable || (!isPlain && !text.starts_with("https://")))
        return wrong("the server's address must look like https://example.org");
    if (text.find_first_of("@?#\\") != std::string_view::npos)
        return wrong("the server's address takes no user, query or fragment");
    text.remove_prefix(text.find("//") + 2);
    ServerUrl url{!isPlain, {}, isPlain ? "80" : "443", {}};
    const std::size_t slash = std::min(text.find('/'), text.size());
    url.path = text.substr(slash);
    while (url.path.ends_with('/')) url.path.pop_back();
    if (!readAuthority(text.substr(0, slash), url)) return wrong("the server's address names no host, or no such port");
    if (isPlain && !isThisComputer(url.host))
        return wrong("without encryption (http) only a server on this computer is talked to; use https");
    return url;
}

std::optional<std::string> parseFingerprint(std::string_view text) {
    std::string digits;
    for (const char c : text)
        if (c != ':' && c != ' ') digits += c;
    const auto isHexDigit = [](unsigned char c) { return std::isxdigit(c) != 0; };
    if (digits.size() != 2 * bytesOfFingerprint || !std::ranges::all_of(digits, isHexDigit)) return std::nullopt;
    std::string bytes;
    for (std::size_t i = 0; i < digits.size(); i += 2)
        bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
    return formatFingerprint(bytes);
}

std::string formatFingerprint(std::string_view bytes) {
    std::string text;
    for (const char byte : bytes)
        text += fmt::format("{}{:02X}", text.empty() ? "" : ":", static_cast<unsigned char>(byte));
    return text;
}

} // namespace cairn::sync
