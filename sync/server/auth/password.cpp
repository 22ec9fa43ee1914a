#include "sync/server/auth/password.h"

#include <algorithm>
#include <array>
#include <crypt.h>
#include <memory>
#include <sodium.h>

#include "sync/server/auth/common_passwords.h"
#include "sync/server/auth/secrets.h"

namespace cairn::sync {

using core::ErrorCode;
using core::failure;

namespace {

constexpr std::size_t fewestCharacters = 8;
constexpr std::size_t mostCharacters = 128;

/// Code points of a text; nothing where it is no UTF-8.
core::Result<std::size_t> charactersOf(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++count) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const std::size_t length = byte < 0x80 ? 1 : byte >> 5 == 6 ? 2 : byte >> 4 == 14 ? 3 : byte >> 3 == 30 ? 4 : 0;
        if (length == 0 || i + length > text.size()) return failure(ErrorCode::invalidValue, "password: is no UTF-8");
        for (std::size_t k = 1; k < length; ++k)
            if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80)
                return failure(ErrorCode::invalidValue, "password: is no UTF-8");
        i += length;
    }
    return count;
}

bool isBcrypt(std::string_view stored) {
    return stored.size() == 60 &&
           (stored.starts_with("$2a$") || stored.starts_with("$2b$") || stored.starts_with("$2y$"));
}

bool fitsBcrypt(std::string_view password, const std::string& stored) {
    // What follows a zero would be ignored.
    if (password.find('\0') != std::string_view::npos) return false;
    const auto data = std::make_unique<crypt_data>();
    const char* made = crypt_r(std::string(password).c_str(), stored.c_str(), data.get());
    return made != nullptr && isSameSecret(made, stored);
}

} // namespace

core::Result<void> checkNewPassword(std::string_view password) {
    const auto count = charactersOf(password);
    if (!count) return tl::unexpected(count.error());
    if (*count < fewestCharacters) return failure(ErrorCode::invalidValue, "password: at least 8 characters");
    if (*count > mostCharacters) return failure(ErrorCode::invalidValue, "password: at most 128 characters");
    if (isCommonPassword(password))
        return failure(ErrorCode::invalidValue, "password: one of those that everybody tries first");
    return {};
}

bool isCommonPassword(std::string_view password) {
    std::string folded(password);
    std::ranges::transform(folded, folded.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    const bool isOneCharacter = folded.find_first_not_of(folded.front()) == std::string::npos;
    return isOneCharacter || std::ranges::binary_search(commonPasswords(), std::string_view(folded));
}

core::Result<std::string> hashPassword(std::string_view password, const HashCost& cost) {
    (void)secretBytes(1); // libsodium is awake
    std::array<char, crypto_pwhash_STRBYTES> text{};
    const int status = crypto_pwhash_str_alg(text.data(), password.data(), password.size(), cost.passes, cost.memory,
                                             crypto_pwhash_ALG_ARGON2ID13);
    if (status != 0) return failure(ErrorCode::ioFailure, "out of memory");
    return std::string(text.data());
}

PasswordCheck checkPassword(std::string_view password, const std::string& stored, const HashCost& cost) {
    (void)secretBytes(1);
    if (isBcrypt(stored)) return fitsBcrypt(password, stored) ? PasswordCheck::rightButOld : PasswordCheck::wrong;
    if (stored.size() >= crypto_pwhash_STRBYTES || !stored.starts_with("$argon2id$")) return PasswordCheck::wrong;
    if (crypto_pwhash_str_verify(stored.c_str(), password.data(), password.size()) != 0) return PasswordCheck::wrong;
    const bool isOld = crypto_pwhash_str_needs_rehash(stored.c_str(), cost.passes, cost.memory) != 0;
    return isOld ? PasswordCheck::rightButOld : PasswordCheck::right;
}

} // namespace cairn::sync
