#include "sync/server/auth/secrets.h"

#include <array>
#include <sodium.h>
#include <stdexcept>

namespace cairn::sync {

namespace {

constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

void awaken() {
    static const int ready = sodium_init();
    if (ready < 0) throw std::runtime_error("libsodium can't be used");
}

const unsigned char* bytesOf(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytesOf(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

} // namespace

std::string secretBytes(std::size_t count) {
    awaken();
    std::string bytes(count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

std::string hmacSha256(std::string_view key, std::string_view text) {
    awaken();
    std::string code(crypto_auth_hmacsha256_BYTES, '\0');
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytesOf(key), key.size());
    crypto_auth_hmacsha256_update(&state, bytesOf(text), text.size());
    crypto_auth_hmacsha256_final(&state, bytesOf(code));
    return code;
}

bool isSameSecret(std::string_view left, std::string_view right) {
    return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string toBase64Url(std::string_view bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytesOf(bytes), bytes.size(), variant);
    text.pop_back(); // the terminating zero
    return text;
}

std::optional<std::string> fromBase64Url(std::string_view text) {
    std::string bytes(text.size(), '\0');
    std::size_t size = 0;
    const int status =
        sodium_base642bin(bytesOf(bytes), bytes.size(), text.data(), text.size(), nullptr, &size, nullptr, variant);
    if (status != 0) return std::nullopt;
    bytes.resize(size);
    // One text for each value: stray bits would make a second one.
    if (toBase64Url(bytes) != text) return std::nullopt;
    return bytes;
}

std::optional<std::string> fromHex(std::string_view text) {
    std::string bytes(text.size() / 2, '\0');
    std::size_t size = 0;
    const int status = sodium_hex2bin(bytesOf(bytes), bytes.size(), text.data(), text.size(), nullptr, &size, nullptr);
    if (status != 0 || size * 2 != text.size()) return std::nullopt;
    return bytes;
}

std::string toHexText(std::string_view bytes) {
    std::string text(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytesOf(bytes), bytes.size());
    text.pop_back();
    return text;
}

std::string digestOf(std::string_view secret) {
    const core::Sha256 digest = core::sha256(secret);
    return {digest.begin(), digest.end()};
}

} // namespace cairn::sync
