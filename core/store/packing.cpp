#include "core/store/packing.h"

#include <algorithm>
#include <bit>

namespace cairn::core {

namespace {

/// How a value's type is written; the order of Value's alternatives.
enum class Tag : std::uint8_t { null, integer, real, text, uuid };

constexpr int realSize = 8;

} // namespace

Packer& Packer::number(std::uint64_t number) {
    while (number >= 0x80) {
        m_bytes += static_cast<char>((number & 0x7F) | 0x80);
        number >>= 7;
    }
    m_bytes += static_cast<char>(number);
    return *this;
}

Packer& Packer::signedNumber(std::int64_t number) {
    const auto bits = static_cast<std::uint64_t>(number);
    return this->number(number < 0 ? ~(bits << 1) : bits << 1);
}

Packer& Packer::text(std::string_view text) {
    number(text.size());
    m_bytes += text;
    return *this;
}

Packer& Packer::value(const Value& value) {
    number(value.index());
    if (const auto* integer = std::get_if<std::int64_t>(&value)) signedNumber(*integer);
    if (const auto* text = std::get_if<std::string>(&value)) this->text(*text);
    if (const auto* id = std::get_if<Uuid>(&value)) m_bytes.append(id->bytes.begin(), id->bytes.end());
    if (const auto* real = std::get_if<double>(&value)) {
        const auto bits = std::bit_cast<std::uint64_t>(*real);
        for (int i = 0; i < realSize; ++i) m_bytes += static_cast<char>(bits >> (8 * i) & 0xFF);
    }
    return *this;
}

Packer& Packer::word(std::string_view word) {
    const auto known = std::find(m_words.begin(), m_words.end(), word);
    const auto place = static_cast<std::uint64_t>(known - m_words.begin());
    number(place);
    if (known != m_words.end()) return *this;
    m_words.emplace_back(word);
    return text(word);
}

void Unpacker::giveUp() {
    m_isDamaged = true;
    m_bytes = {};
}

std::string_view Unpacker::take(std::uint64_t size) {
    if (size > m_bytes.size()) {
        giveUp();
        return {};
    }
    const std::string_view taken = m_bytes.substr(0, size);
    m_bytes.remove_prefix(size);
    return taken;
}

std::uint64_t Unpacker::number() {
    std::uint64_t number = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const std::string_view byte = take(1);
        if (byte.empty()) return 0;
        number |= static_cast<std::uint64_t>(static_cast<unsigned char>(byte[0]) & 0x7F) << shift;
        if ((static_cast<unsigned char>(byte[0]) & 0x80) == 0) return number;
    }
    giveUp();
    return 0;
}

std::int64_t Unpacker::signedNumber() {
    const std::uint64_t bits = number();
    return static_cast<std::int64_t>((bits & 1) != 0 ? ~(bits >> 1) : bits >> 1);
}

std::string Unpacker::text() {
    return std::string(take(number()));
}

Value Unpacker::value() {
    switch (static_cast<Tag>(number())) {
    case Tag::null: return {};
    case Tag::integer: return signedNumber();
    case Tag::text: return text();
    case Tag::real: {
        std::uint64_t bits = 0;
        const std::string_view bytes = take(realSize);
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bits |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
        return std::bit_cast<double>(bits);
    }
    case Tag::uuid: {
        Uuid id;
        const std::string_view bytes = take(id.bytes.size());
        std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
        return id;
    }
    }
    giveUp();
    return {};
}

std::string Unpacker::word() {
    const std::uint64_t place = number();
    if (place == m_words.size() && !m_isDamaged) m_words.push_back(text());
    if (place < m_words.size()) return m_words[place];
    giveUp();
    return {};
}

} // namespace cairn::core
