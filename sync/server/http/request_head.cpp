#include "sync/server/http/request_head.h"

#include <algorithm>
#include <charconv>

namespace cairn::sync {

namespace {

using Checked = tl::expected<void, Fault>;

tl::unexpected<Fault> refused(int status, std::string_view code, std::string_view detail) {
    return tl::unexpected(Fault{status, code, detail});
}

tl::unexpected<Fault> malformed(std::string_view detail) {
    return refused(400, "MALFORMED_REQUEST", detail);
}

bool isTokenCharacter(char c) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           marks.find(c) != std::string_view::npos;
}

bool isToken(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, isTokenCharacter);
}

bool isValueCharacter(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return c == '\t' || (byte >= 0x20 && byte != 0x7F);
}

char lowered(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string inLowerCase(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), lowered);
    return result;
}

std::string_view withoutBlanks(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Whether a comma-separated list holds a word, in any case.
bool lists(std::string_view list, std::string_view word) {
    while (!list.empty()) {
        const auto comma = std::min(list.find(','), list.size());
        if (inLowerCase(withoutBlanks(list.substr(0, comma))) == word) return true;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

/// Takes the scheme and the authority off a target in absolute form.
std::string_view withoutAuthority(std::string_view target) {
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!target.starts_with(scheme)) continue;
        const auto slash = target.find('/', scheme.size());
        return slash == std::string_view::npos ? "/" : target.substr(slash);
    }
    return target;
}

Checked readTarget(std::string_view target, RequestHead& head) {
    if (target.size() > longestTarget) return refused(414, "TARGET_TOO_LONG", "the address of the request is too long");
    if (std::ranges::any_of(target, [](char c) { return c <= 0x20 || c >= 0x7F || c == '#'; }))
        return malformed("the address of the request has a character that must be escaped");
    target = withoutAuthority(target);
    if (!target.starts_with('/')) return malformed("the address of the request is no path");
    const auto mark = std::min(target.find('?'), target.size());
    head.path = target.substr(0, mark);
    head.query = target.substr(std::min(mark + 1, target.size()));
    return {};
}

Checked readRequestLine(std::string_view line, RequestHead& head) {
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return malformed("the request line has three parts");
    const auto version = line.substr(last + 1);
    if (!version.starts_with("HTTP/")) return malformed("the request line has no version");
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return refused(505, "VERSION_NOT_SUPPORTED", "this server speaks HTTP/1.1");
    if (version == "HTTP/1.0") head.persistence = Persistence::close;
    head.method = line.substr(0, first);
    if (!isToken(head.method) || head.method.size() > 16) return malformed("the method is no word");
    return readTarget(line.substr(first + 1, last - first - 1), head);
}

Checked readField(std::string_view line, RequestHead& head) {
    if (line.starts_with(' ') || line.starts_with('\t')) return malformed("a header is folded over two lines");
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !isToken(line.substr(0, colon))) return malformed("a header has no name");
    const auto value = line.substr(colon + 1);
    if (!std::ranges::all_of(value, isValueCharacter)) return malformed("a header has a control character");
    if (head.headers.size() == mostHeaders) return refused(431, "HEADERS_TOO_LARGE", "there are too many headers");
    head.headers.push_back({inLowerCase(line.substr(0, colon)), std::string(withoutBlanks(value))});
    return {};
}

/// The one value of a header that must not be repeated; nullopt where it is absent.
tl::expected<std::optional<std::string_view>, Fault> single(const RequestHead& head, std::string_view name) {
    std::optional<std::string_view> value;
    for (const Header& header : head.headers) {
        if (header.name != name) continue;
        if (value) return malformed("a header that must be single is repeated");
        value = header.value;
    }
    return value;
}

Checked checkHost(const RequestHead& head) {
    const auto host = single(head, "host");
    if (!host) return tl::unexpected(host.error());
    if (!*host || (*host)->empty()) return malformed("there is no Host");
    const auto isFit = [](char c) { return isTokenCharacter(c) || c == ':' || c == '[' || c == ']'; };
    if (!std::ranges::all_of(**host, isFit)) return malformed("the Host is no name");
    return {};
}

Checked readFraming(RequestHead& head) {
    const auto length = single(head, "content-length");
    const auto encoding = single(head, "transfer-encoding");
    if (!length || !encoding) return malformed("the length of the body is said twice");
    if (*length && *encoding) return malformed("the length of the body is said in two ways");
    if (*encoding) {
        if (head.persistence == Persistence::close) return malformed("HTTP/1.0 knows no Transfer-Encoding");
        if (inLowerCase(**encoding) != "chunked") return refused(501, "NOT_IMPLEMENTED", "only chunked is understood");
        head.framing = Framing::chunked;
    }
    if (!*length) return {};
    const auto digits = **length;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), head.contentLength);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size() || digits.size() > 18)
        return malformed("Content-Length is no number");
    head.framing = Framing::length;
    return {};
}

Checked readConnection(RequestHead& head) {
    const auto expect = single(head, "expect");
    const auto authorization = single(head, "authorization");
    const auto coding = single(head, "content-encoding");
    if (!expect || !authorization || !coding) return malformed("a header that must be single is repeated");
    if (*expect && inLowerCase(**expect) != "100-continue")
        return refused(417, "EXPECTATION_FAILED", "this expectation is unknown");
    head.expectsContinue = expect->has_value() && head.framing != Framing::none;
    const auto connection = head.header("connection");
    if (lists(connection, "close")) head.persistence = Persistence::close;
    head.isUpgrade = lists(connection, "upgrade") && lists(head.header("upgrade"), "websocket");
    return {};
}

Checked readLines(std::string_view raw, RequestHead& head) {
    bool isFirst = true;
    while (!raw.empty()) {
        const auto end = raw.find("\r\n");
        if (end == std::string_view::npos) return malformed("a line does not end");
        const auto line = raw.substr(0, end);
        raw.remove_prefix(end + 2);
        if (line.empty() && raw.empty() && !isFirst) return {};
        if (line.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos)
            return malformed("a line holds a control character");
        const Checked read = isFirst ? readRequestLine(line, head) : readField(line, head);
        if (!read) return read;
        isFirst = false;
    }
    return malformed("the head does not end");
}

} // namespace

std::string_view RequestHead::header(std::string_view name) const {
    const auto found = std::ranges::find(headers, name, &Header::name);
    return found == headers.end() ? std::string_view() : std::string_view(found->value);
}

tl::expected<RequestHead, Fault> parseHead(std::string_view raw) {
    RequestHead head;
    if (raw.size() > longestHead) return refused(431, "HEADERS_TOO_LARGE", "the headers are too long");
    Checked checked = readLines(raw, head);
    if (checked) checked = checkHost(head);
    if (checked) checked = readFraming(head);
    if (checked) checked = readConnection(head);
    if (!checked) return tl::unexpected(checked.error());
    return head;
}

} // namespace cairn::sync
