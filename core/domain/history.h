#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/date.h"
#include "core/domain/habit.h"

namespace cairn::core {

/// The marks and amounts of one habit in compact form: two bits a day, and an array of amounts where there are any.
/// A day without a mark and an amount is not recorded. Dates outside of 1900–2199 are refused by the descriptions
/// before they get here, so a history is at most some 110,000 days long. A plain value; one thread at a time.
class History {
public:
    /// Records a day; Mark::none without an amount clears it. Constant time, amortised at the right end.
    void set(Date date, Mark mark, std::optional<double> amount = std::nullopt);

    [[nodiscard]] Mark mark(Date date) const;
    [[nodiscard]] std::optional<double> amount(Date date) const;
    [[nodiscard]] bool isRecorded(Date date) const;

    /// The first and the last recorded day; nothing in an empty history.
    [[nodiscard]] std::optional<Date> firstRecorded() const;
    [[nodiscard]] std::optional<Date> lastRecorded() const;
    /// How many days are recorded.
    [[nodiscard]] std::size_t count() const { return m_count; }

    /// The bytes that fromBytes reads: a fixed little-endian form with a checksum.
    [[nodiscard]] std::string toBytes() const;
    /// Errors: damagedFile when the bytes are not what toBytes wrote.
    static Result<History> fromBytes(std::string_view bytes);

    friend bool operator==(const History& left, const History& right);

private:
    static constexpr double noAmount = std::numeric_limits<double>::quiet_NaN();
    static constexpr int marksAWord = 32;

    [[nodiscard]] bool covers(Date date) const;
    [[nodiscard]] std::size_t indexOf(Date date) const { return static_cast<std::size_t>(date - m_first); }
    [[nodiscard]] std::optional<Date> scan(int from, int to, int step) const;
    void cover(Date date);

    Date m_first{};
    int m_length = 0;                   ///< days covered, a multiple of marksAWord
    std::vector<std::uint64_t> m_marks; ///< 2 bits a day
    std::vector<double> m_amounts;      ///< one a covered day, or empty when no day ever had an amount
    std::size_t m_count = 0;
};

} // namespace cairn::core
