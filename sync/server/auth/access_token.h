#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/uuid.h"

namespace cairn::sync {

/// A key of 256 bits and the name that tokens call it by: the first 8 bytes of its SHA-256 in hexadecimal.
struct TokenKey {
    std::string bytes;
    std::string id;
};

/// Reads a key of 64 hexadecimal digits. Errors: invalidValue for another length, and for keys that are no keys: few
/// different bytes, bytes in a row, text, or the sample of a manual.
core::Result<TokenKey> parseTokenKey(std::string_view text);

/// The key in a file (0600), which is made with 256 random bits where it is missing. Errors: those of parseTokenKey,
/// storeReadOnly, ioFailure.
core::Result<TokenKey> tokenKeyFile(const std::filesystem::path& file);

/// What access tokens say besides who they are for.
struct TokenTerms {
    std::string issuer = "cairn";
    std::string audience = "cairn";
    int seconds = 900; ///< at most 900
};

struct AccessClaims {
    core::Uuid user;
    core::Uuid session;
    core::Instant issued;
    core::Instant expires;
};

/// Access tokens: JSON Web Tokens (RFC 7519, 9068) in one form only, HS256 with a key of a known id. The head of a
/// token must be the very bytes that this server would write, so no token chooses how it is checked. Immutable; any
/// thread.
class AccessTokens {
public:
    /// `keys`: the first one signs, all are accepted.
    AccessTokens(std::vector<TokenKey> keys, TokenTerms terms);

    [[nodiscard]] std::string issue(const core::Uuid& user, const core::Uuid& session, core::Instant now) const;
    /// Nothing for a token that is not good at `now`, whatever the reason.
    [[nodiscard]] std::optional<AccessClaims> verify(std::string_view token, core::Instant now) const;

    [[nodiscard]] const TokenTerms& terms() const { return m_terms; }
    [[nodiscard]] const std::vector<TokenKey>& keys() const { return m_keys; }

private:
    [[nodiscard]] std::optional<AccessClaims> readClaims(std::string_view payload, core::Instant now) const;

    std::vector<TokenKey> m_keys;
    std::vector<std::string> m_heads; ///< of the tokens of each key, encoded
    TokenTerms m_terms;
};

} // namespace cairn::sync
