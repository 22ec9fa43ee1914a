#include "tests/fuzz/server_inputs.h"

#include "sync/protocol/zstd_body.h"
#include "sync/server/auth/access_token.h"
#include "sync/server/auth/secrets.h"
#include "sync/server/config/config.h"
#include "sync/server/http/coding.h"
#include "sync/server/http/request_head.h"
#include "tests/fuzz/targets.h"

namespace cairn::fuzz {

using namespace sync;

namespace {

constexpr std::size_t longestBody = 100'000;
constexpr core::Instant now{1'800'000'000'000};

/// Its signing key differs from run to run, so that no input can hold a good signature.
const AccessTokens& tokens() {
    static const AccessTokens made({*parseTokenKey(toHexText(secretBytes(32)))}, {});
    return made;
}

std::optional<std::string> noVariable(const std::string&) {
    return std::nullopt;
}

} // namespace

void parseRequestHead(std::string_view bytes) {
    const auto head = parseHead(bytes);
    if (!head) return expect(head.error().status >= 400 && head.error().status < 600);
    expect(head->path.starts_with('/'));
    expect(head->header("host") != "");
    expect(head->framing == Framing::length || head->contentLength == 0);
    for (const Header& header : head->headers)
        expect(header.value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos);
}

std::vector<std::string> requestHeadSeeds() {
    return {"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
            "POST /api/x?y=z HTTP/1.1\r\nHost: a:80\r\nContent-Length: 12\r\nConnection: close\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n",
            "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"};
}

void unpackBody(std::string_view bytes) {
    if (bytes.empty()) return;
    const Coding coding = bytes.front() % 2 == 0 ? Coding::gzip : Coding::zstd;
    const auto text = unpack(coding, bytes.substr(1), longestBody);
    if (text) expect(text->size() <= longestBody);
}

std::vector<std::string> packedBodySeeds() {
    const std::string gzip("\x1f\x8b\x08\0\0\0\0\0\x02\x03\x4b\x04\0\x43\xbe\xb7\xe8\x01\0\0\0", 21); // "a"
    return {"\x02" + gzip, "\x01" + packZstd(std::string(200, 'a')), "\x01" + packZstd(std::string(200'000, 'a'))};
}

void verifyToken(std::string_view bytes) {
    expect(!tokens().verify(bytes, now));
}

std::vector<std::string> tokenSeeds() {
    const AccessTokens others({*parseTokenKey(toHexText(digestOf("others")))}, {});
    return {others.issue({}, {}, now), "..", "a.b.c"};
}

void parseServerConfig(std::string_view bytes) {
    const auto config = readConfig(bytes, noVariable);
    if (config)
        expect(readConfig(printConfig(*config), noVariable).has_value() || !config->metricsToken.empty() ||
               !config->tokenKey.empty() || !config->tokenKeyPrevious.empty());
}

std::vector<std::string> serverConfigSeeds() {
    Config config;
    config.data = "a";
    config.corsOrigins = {"https://a.example"};
    return {printConfig(config), "listen = \"[::1]:0\"\nworkers = 3\n", "[table]\na = {b = [1, 2.5, 1979-05-27]}\n"};
}

} // namespace cairn::fuzz
