#include "core/domain/canonical_json.h"

#include <array>
#include <charconv>
#include <cmath>

namespace cairn::core {

namespace {

/// The shortest digits that read back as the same number, and where the point stands: 0.digits × 10^exponent.
struct Decimal {
    std::string digits;
    int exponent = 0;
};

Decimal shortestDecimal(double magnitude) {
    std::array<char, 32> buffer{};
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), magnitude, std::chars_format::scientific);
    const std::string_view written(buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data()));
    const std::size_t e = written.find('e');
    Decimal decimal;
    for (const char c : written.substr(0, e))
        if (c != '.') decimal.digits += c;
    const char* const first = written.data() + e + (written[e + 1] == '+' ? 2 : 1);
    std::from_chars(first, end.ptr, decimal.exponent);
    ++decimal.exponent;
    return decimal;
}

void appendEscaped(std::string& text, char c) {
    constexpr std::string_view hex = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
    case '"': text += "\\\""; break;
    case '\\': text += "\\\\"; break;
    case '\b': text += "\\b"; break;
    case '\f': text += "\\f"; break;
    case '\n': text += "\\n"; break;
    case '\r': text += "\\r"; break;
    case '\t': text += "\\t"; break;
    default: text.append("\\u00").append(1, hex[byte >> 4]).append(1, hex[byte & 0xF]);
    }
}

} // namespace

void appendString(std::string& text, std::string_view value) {
    text += '"';
    std::size_t plain = 0; // from here on nothing is written yet
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char c = value[i];
        if (static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\') continue;
        text.append(value, plain, i - plain);
        appendEscaped(text, c);
        plain = i + 1;
    }
    text.append(value, plain).append(1, '"');
}

void appendNumber(std::string& text, long long value) {
    std::array<char, 24> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    text.append(buffer.data(), end.ptr);
}

void appendNumber(std::string& text, double value) {
    constexpr double exactIntegers = 9007199254740992.0; // 2^53
    if (std::fabs(value) < exactIntegers && value == std::trunc(value))
        return appendNumber(text, static_cast<long long>(value));
    if (value < 0) text += '-';
    const auto [digits, point] = shortestDecimal(std::fabs(value));
    const int count = static_cast<int>(digits.size());
    constexpr int longestPlain = 21;
    constexpr int smallestPlain = -6;
    if (count <= point && point <= longestPlain) {
        text.append(digits).append(static_cast<std::size_t>(point - count), '0');
    } else if (0 < point && point <= longestPlain) {
        text.append(digits, 0, static_cast<std::size_t>(point))
            .append(1, '.')
            .append(digits, static_cast<std::size_t>(point));
    } else if (smallestPlain < point && point <= 0) {
        text.append("0.").append(static_cast<std::size_t>(-point), '0').append(digits);
    } else {
        text += digits[0];
        if (count > 1) text.append(1, '.').append(digits, 1);
        text.append(point > 0 ? "e+" : "e");
        appendNumber(text, static_cast<long long>(point - 1));
    }
}

} // namespace cairn::core
