#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/domain/value.h"

namespace cairn::core {

/// Writes numbers, texts and values one after another into a string of bytes: numbers in LEB128 (seven bits a byte, the
/// low ones first), texts with their length before them. What Unpacker reads.
class Packer {
public:
    Packer& number(std::uint64_t number);
    Packer& signedNumber(std::int64_t number); ///< small in either direction stays short
    Packer& text(std::string_view text);
    Packer& value(const Value& value);
    /// A word that occurs often: spelled out the first time, a number from then on.
    Packer& word(std::string_view word);

    [[nodiscard]] const std::string& bytes() const { return m_bytes; }

private:
    std::string m_bytes;
    std::vector<std::string> m_words;
};

/// Reads what Packer wrote. Bytes that do not add up are never read beyond: from there on everything is empty or 0, and
/// `isDamaged` says so.
class Unpacker {
public:
    explicit Unpacker(std::string_view bytes) : m_bytes(bytes) {}

    std::uint64_t number();
    std::int64_t signedNumber();
    std::string text();
    Value value();
    std::string word();

    [[nodiscard]] bool atEnd() const { return m_bytes.empty(); }
    [[nodiscard]] bool isDamaged() const { return m_isDamaged; }

private:
    std::string_view take(std::uint64_t size);
    void giveUp();

    std::string_view m_bytes;
    std::vector<std::string> m_words;
    bool m_isDamaged = false;
};

} // namespace cairn::core
