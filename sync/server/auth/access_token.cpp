#include "sync/server/auth/access_token.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <unistd.h>

#include "core/store/file_lock.h"
#include "sync/server/auth/secrets.h"

namespace cairn::sync {

using core::ErrorCode;
using core::failure;
using core::Instant;

namespace {

constexpr std::size_t bytesOfKey = 32;
constexpr std::size_t fewestBytes = 16; ///< different ones; 32 random bytes have fewer once in 10^13
constexpr std::size_t longestToken = 1'024;
constexpr std::int64_t longestLife = 900;

/// Whether all bytes but a few keep the same distance to the one before: 00 01 02 ….
bool isRow(const std::string& bytes) {
    int same = 0;
    for (std::size_t i = 2; i < bytes.size(); ++i)
        same +=
            static_cast<signed char>(bytes[i] - bytes[i - 1]) == static_cast<signed char>(bytes[i - 1] - bytes[i - 2])
                ? 1
                : 0;
    return same > 8;
}

bool isText(const std::string& bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c >= ' ' && c < 0x7F; });
}

std::string headOf(const TokenKey& key) {
    return toBase64Url(fmt::format(R"({{"alg":"HS256","kid":"{}","typ":"at+jwt"}})", key.id));
}

/// Writes a new file that only its owner may read. Errors: storeReadOnly, ioFailure.
core::Result<void> writePrivate(const std::filesystem::path& file, const std::string& text) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) return failure(ErrorCode::storeReadOnly, "the key's file can't be made");
    const bool isWritten = ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    const bool isSafe = ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (!isWritten || !isSafe) return failure(ErrorCode::ioFailure, "the key can't be written");
    core::syncFolder(file.parent_path());
    return {};
}

} // namespace

core::Result<TokenKey> parseTokenKey(std::string_view text) {
    const auto bytes = fromHex(text);
    if (!bytes || bytes->size() != bytesOfKey)
        return failure(ErrorCode::invalidValue, "token_key: must be 64 hexadecimal digits");
    const std::set<char> different(bytes->begin(), bytes->end());
    if (different.size() < fewestBytes || isRow(*bytes) || isText(*bytes))
        return failure(ErrorCode::invalidValue, "token_key: too weak; make one with: openssl rand -hex 32");
    return TokenKey{*bytes, toHexText(digestOf(*bytes).substr(0, 8))};
}

core::Result<TokenKey> tokenKeyFile(const std::filesystem::path& file) {
    std::error_code error;
    if (!exists(file, error)) {
        const auto written = writePrivate(file, toHexText(secretBytes(bytesOfKey)) + "\n");
        if (!written) return tl::unexpected(written.error());
    }
    std::ifstream in(file);
    std::string text;
    if (!(in >> text)) return failure(ErrorCode::ioFailure, "the key's file can't be read");
    return parseTokenKey(text);
}

AccessTokens::AccessTokens(std::vector<TokenKey> keys, TokenTerms terms)
    : m_keys(std::move(keys)), m_terms(std::move(terms)) {
    for (const TokenKey& key : m_keys) m_heads.push_back(headOf(key));
}

std::string AccessTokens::issue(const core::Uuid& user, const core::Uuid& session, Instant now) const {
    const std::int64_t issued = now.milliseconds / 1000;
    const nlohmann::ordered_json claims{{"iss", m_terms.issuer},
                                        {"aud", m_terms.audience},
                                        {"sub", core::formatUuid(user)},
                                        {"sid", core::formatUuid(session)},
                                        {"iat", issued},
                                        {"exp", issued + m_terms.seconds}};
    const std::string text = m_heads.front() + "." + toBase64Url(claims.dump());
    return text + "." + toBase64Url(hmacSha256(m_keys.front().bytes, text));
}

std::optional<AccessClaims> AccessTokens::verify(std::string_view token, Instant now) const {
    if (token.size() > longestToken) return std::nullopt;
    const auto first = token.find('.');
    const auto last = token.rfind('.');
    if (first == std::string_view::npos || first == last) return std::nullopt;
    const auto signature = fromBase64Url(token.substr(last + 1));
    if (!signature) return std::nullopt;
    for (std::size_t i = 0; i < m_keys.size(); ++i) {
        if (token.substr(0, first) != m_heads[i]) continue;
        if (!isSameSecret(hmacSha256(m_keys[i].bytes, token.substr(0, last)), *signature)) return std::nullopt;
        return readClaims(token.substr(first + 1, last - first - 1), now);
    }
    return std::nullopt;
}

std::optional<AccessClaims> AccessTokens::readClaims(std::string_view payload, Instant now) const {
    const auto text = fromBase64Url(payload);
    if (!text) return std::nullopt;
    const auto claims = nlohmann::json::parse(*text, nullptr, false);
    if (!claims.is_object()) return std::nullopt;
    const auto textOf = [&](const char* name) {
        const auto found = claims.find(name);
        return found != claims.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    const auto numberOf = [&](const char* name) {
        const auto found = claims.find(name);
        return found != claims.end() && found->is_number_integer() ? found->get<std::int64_t>() : std::int64_t{-1};
    };
    if (textOf("iss") != m_terms.issuer || textOf("aud") != m_terms.audience) return std::nullopt;
    const auto user = core::parseUuid(textOf("sub"));
    const auto session = core::parseUuid(textOf("sid"));
    const std::int64_t issued = numberOf("iat");
    const std::int64_t expires = numberOf("exp");
    const std::int64_t seconds = now.milliseconds / 1000;
    const bool isInTime = issued >= 0 && issued <= seconds && seconds < expires && expires - issued <= longestLife;
    if (!user || !session || !isInTime) return std::nullopt;
    return AccessClaims{*user, *session, {issued * 1000}, {expires * 1000}};
}

} // namespace cairn::sync
