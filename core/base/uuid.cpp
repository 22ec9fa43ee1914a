#include "core/base/uuid.h"

#include <algorithm>

#include "core/base/sha256.h"

namespace cairn::core {

namespace {

void mark(Uuid& id, std::uint8_t version) {
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0F) | (version << 4));
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3F) | 0x80);
}

int hexDigit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool isDashPlace(std::size_t place) {
    return place == 8 || place == 13 || place == 18 || place == 23;
}

} // namespace

Uuid newUuid(Instant now, Random& random) {
    Uuid id;
    for (std::size_t i = 0; i < 6; ++i) id.bytes[i] = static_cast<std::uint8_t>(now.milliseconds >> (8 * (5 - i)));
    std::uint64_t bits = random.next();
    for (std::size_t i = 6; i < 16; ++i) {
        id.bytes[i] = static_cast<std::uint8_t>(bits);
        bits = i == 13 ? random.next() : bits >> 8;
    }
    mark(id, 7);
    return id;
}

Uuid derivedUuid(std::string_view kind, std::string_view key) {
    std::string text(kind);
    text += '\x1F';
    text += key;
    const Sha256 digest = sha256(text);
    Uuid id;
    std::copy_n(digest.begin(), id.bytes.size(), id.bytes.begin());
    mark(id, 8);
    return id;
}

Result<Uuid> parseUuid(std::string_view text) {
    const auto invalid = [] { return failure(ErrorCode::invalidSyntax, "an identifier has the form 8-4-4-4-12"); };
    if (text.size() != 36) return invalid();
    Uuid id;
    std::size_t nibble = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (isDashPlace(i)) {
            if (text[i] != '-') return invalid();
            continue;
        }
        const int digit = hexDigit(text[i]);
        if (digit < 0) return invalid();
        id.bytes[nibble / 2] = static_cast<std::uint8_t>(id.bytes[nibble / 2] << 4 | digit);
        ++nibble;
    }
    return id;
}

std::string formatUuid(const Uuid& id) {
    constexpr std::string_view hex = "0123456789abcdef";
    std::string text;
    text.reserve(36);
    for (const std::uint8_t byte : id.bytes) {
        if (isDashPlace(text.size())) text += '-';
        text += hex[byte >> 4];
        text += hex[byte & 0x0F];
    }
    return text;
}

} // namespace cairn::core
