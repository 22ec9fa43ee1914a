#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/sha256.h"

namespace cairn::sync {

// What accounts need of libsodium. Any thread.

/// Bytes from the system's entropy: for tokens, salts and keys, which no seed may foretell.
std::string secretBytes(std::size_t count);

/// HMAC-SHA-256 (RFC 2104), 32 bytes; the key is 32 bytes.
std::string hmacSha256(std::string_view key, std::string_view text);

/// Compares in a time that depends on the lengths alone.
bool isSameSecret(std::string_view left, std::string_view right);

/// Base64url without padding (RFC 4648, section 5).
std::string toBase64Url(std::string_view bytes);
/// Reads only what toBase64Url writes: no padding, no blanks, no stray bits at the end.
std::optional<std::string> fromBase64Url(std::string_view text);

/// Reads pairs of hexadecimal digits, either case.
std::optional<std::string> fromHex(std::string_view text);
std::string toHexText(std::string_view bytes);

/// SHA-256 as 32 bytes, the form in which tokens are stored.
std::string digestOf(std::string_view secret);

} // namespace cairn::sync
