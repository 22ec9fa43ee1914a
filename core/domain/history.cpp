#include "core/domain/history.h"

#include <bit>
#include <cmath>
#include <cstring>

#include "core/base/sha256.h"

namespace cairn::core {

namespace {

constexpr std::size_t checksumSize = 8;

template<class T>
void append(std::string& bytes, T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFF);
}

template<class T>
T take(std::string_view& bytes) {
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
        value |= static_cast<T>(static_cast<T>(static_cast<unsigned char>(bytes[i])) << (8 * i));
    bytes.remove_prefix(sizeof(T));
    return value;
}

std::string checksum(std::string_view bytes) {
    const Sha256 digest = sha256(bytes);
    return {reinterpret_cast<const char*>(digest.data()), checksumSize};
}

} // namespace

bool History::covers(Date date) const {
    return m_length > 0 && m_first <= date && date < m_first + m_length;
}

void History::cover(Date date) {
    if (m_length == 0) m_first = date - (((date.days % marksAWord) + marksAWord) % marksAWord);
    std::size_t before = 0;
    while (date < m_first - static_cast<int>(before) * marksAWord) ++before;
    m_first = m_first - static_cast<int>(before) * marksAWord;
    m_marks.insert(m_marks.begin(), before, 0);
    std::size_t words = m_marks.size();
    const std::size_t needed = indexOf(date) / marksAWord + 1;
    if (words < needed) words = needed;
    m_marks.resize(words, 0);
    m_length = static_cast<int>(words) * marksAWord;
    if (m_amounts.empty()) return;
    m_amounts.insert(m_amounts.begin(), before * marksAWord, noAmount);
    m_amounts.resize(static_cast<std::size_t>(m_length), noAmount);
}

void History::set(Date date, Mark mark, std::optional<double> amount) {
    const bool isEmpty = mark == Mark::none && !amount;
    if (!covers(date)) {
        if (isEmpty) return;
        cover(date);
    }
    const std::size_t index = indexOf(date);
    const int shift = static_cast<int>(index % marksAWord) * 2;
    if (isRecorded(date)) --m_count;
    std::uint64_t& word = m_marks[index / marksAWord];
    word = (word & ~(std::uint64_t{3} << shift)) | std::uint64_t{static_cast<std::uint8_t>(mark)} << shift;
    if (amount && m_amounts.empty()) m_amounts.assign(static_cast<std::size_t>(m_length), noAmount);
    if (!m_amounts.empty()) m_amounts[index] = amount.value_or(noAmount);
    if (!isEmpty) ++m_count;
}

Mark History::mark(Date date) const {
    if (!covers(date)) return Mark::none;
    const std::size_t index = indexOf(date);
    return static_cast<Mark>(m_marks[index / marksAWord] >> (index % marksAWord * 2) & 3);
}

std::optional<double> History::amount(Date date) const {
    if (m_amounts.empty() || !covers(date)) return std::nullopt;
    const double amount = m_amounts[indexOf(date)];
    if (std::isnan(amount)) return std::nullopt;
    return amount;
}

bool History::isRecorded(Date date) const {
    return mark(date) != Mark::none || amount(date).has_value();
}

std::optional<Date> History::scan(int from, int to, int step) const {
    for (int i = from; i != to; i += step)
        if (isRecorded(m_first + i)) return m_first + i;
    return std::nullopt;
}

std::optional<Date> History::firstRecorded() const {
    return scan(0, m_length, 1);
}

std::optional<Date> History::lastRecorded() const {
    return scan(m_length - 1, -1, -1);
}

std::string History::toBytes() const {
    std::string bytes;
    bytes.reserve(16 + m_marks.size() * 8 + m_amounts.size() * 8);
    append(bytes, static_cast<std::uint32_t>(m_first.days));
    append(bytes, static_cast<std::uint32_t>(m_marks.size()));
    append(bytes, static_cast<std::uint8_t>(m_amounts.empty() ? 0 : 1));
    for (const std::uint64_t word : m_marks) append(bytes, word);
    for (const double amount : m_amounts) append(bytes, std::bit_cast<std::uint64_t>(amount));
    return bytes + checksum(bytes);
}

Result<History> History::fromBytes(std::string_view bytes) {
    const auto damaged = [] { return failure(ErrorCode::damagedFile, "a history's bytes do not add up"); };
    if (bytes.size() < 9 + checksumSize) return damaged();
    if (checksum(bytes.substr(0, bytes.size() - checksumSize)) != bytes.substr(bytes.size() - checksumSize))
        return damaged();
    bytes.remove_suffix(checksumSize);
    History history;
    history.m_first.days = static_cast<std::int32_t>(take<std::uint32_t>(bytes));
    const std::size_t words = take<std::uint32_t>(bytes);
    const std::size_t amounts = take<std::uint8_t>(bytes) == 0 ? 0 : words * marksAWord;
    if (bytes.size() != (words + amounts) * 8) return damaged();
    history.m_length = static_cast<int>(words) * marksAWord;
    for (std::size_t i = 0; i < words; ++i) history.m_marks.push_back(take<std::uint64_t>(bytes));
    for (std::size_t i = 0; i < amounts; ++i)
        history.m_amounts.push_back(std::bit_cast<double>(take<std::uint64_t>(bytes)));
    for (int i = 0; i < history.m_length; ++i) history.m_count += history.isRecorded(history.m_first + i) ? 1 : 0;
    return history;
}

bool operator==(const History& left, const History& right) {
    if (left.m_count != right.m_count) return false;
    for (int i = 0; i < left.m_length; ++i) {
        const Date day = left.m_first + i;
        if (left.mark(day) != right.mark(day) || left.amount(day) != right.amount(day)) return false;
    }
    return true;
}

} // namespace cairn::core
