#include "core/base/uuid.h"

#include <algorithm>
#include <array>

#include "core/base/sha256.h"

namespace cairn::core {

namespace {

void mark(Uuid& id, std::uint8_t version) {
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0F) | (version << 4));
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3F) | 0x80);
}

constexpr std::string_view hexDigits = "0123456789abcdef";
constexpr std::size_t textLength = 36;
constexpr std::array<std::size_t, 4> dashes{8, 13, 18, 23};
/// Where the two digits of each byte begin.
constexpr std::array<std::size_t, 16> places{0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34};

/// What each character is worth as a digit; -1: it is none.
constexpr std::array<std::int8_t, 256> worths = [] {
    std::array<std::int8_t, 256> table{};
    table.fill(-1);
    for (std::size_t i = 0; i < hexDigits.size(); ++i) {
        const auto c = static_cast<unsigned char>(hexDigits[i]);
        table[c] = static_cast<std::int8_t>(i);
        if (i >= 10) table[c - 'a' + 'A'] = static_cast<std::int8_t>(i);
    }
    return table;
}();

int worthOf(char c) {
    return worths[static_cast<unsigned char>(c)];
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
    if (text.size() != textLength) return invalid();
    for (const std::size_t dash : dashes)
        if (text[dash] != '-') return invalid();
    Uuid id;
    int signs = 0; // below zero once a character was no digit
    for (std::size_t i = 0; i < places.size(); ++i) {
        const int high = worthOf(text[places[i]]);
        const int low = worthOf(text[places[i] + 1]);
        signs |= high | low;
        id.bytes[i] = static_cast<std::uint8_t>(static_cast<unsigned>(high) << 4 | static_cast<unsigned>(low));
    }
    if (signs < 0) return invalid();
    return id;
}

std::string formatUuid(const Uuid& id) {
    std::string text(textLength, '-');
    for (std::size_t i = 0; i < places.size(); ++i) {
        text[places[i]] = hexDigits[id.bytes[i] >> 4];
        text[places[i] + 1] = hexDigits[id.bytes[i] & 0x0F];
    }
    return text;
}

} // namespace cairn::core
