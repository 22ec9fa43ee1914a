#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn::core {

/// One record of a table in text form.
struct CsvRow {
    std::size_t line = 0; ///< where it begins, from 1
    std::vector<std::string> cells;
};

/// Reads records one by one from a text in the form of RFC 4180: commas, quotes doubled within quotes, line ends within
/// quotes, LF or CRLF. A byte-order mark is passed over, empty lines too. The text must outlive the reader.
class CsvReader {
public:
    explicit CsvReader(std::string_view text);

    /// The next record, or nothing at the end. A quote that is never closed ends with the text.
    std::optional<CsvRow> next();
    /// Whether a quote stood open when the text ended: the file was cut.
    [[nodiscard]] bool isCut() const { return m_isCut; }
    /// The share of the text that has been read, 0–1.
    [[nodiscard]] double share() const;

private:
    void skipEmptyLines();
    std::string quotedCell();
    std::string plainCell();

    std::string_view m_text;
    std::size_t m_place = 0;
    std::size_t m_line = 1;
    bool m_isCut = false;
};

/// Where the columns of a table stand, by name, upper and lower case alike.
class CsvHeader {
public:
    explicit CsvHeader(CsvRow row);

    [[nodiscard]] bool has(std::string_view column) const { return placeOf(column).has_value(); }
    /// The cell of a row in this column; empty where the table or the row lacks it.
    [[nodiscard]] std::string_view cell(const CsvRow& row, std::string_view column) const;
    [[nodiscard]] const std::vector<std::string>& columns() const { return m_columns; }

private:
    [[nodiscard]] std::optional<std::size_t> placeOf(std::string_view column) const;

    std::vector<std::string> m_columns;
};

/// Appends a record with LF as its end; cells are quoted where RFC 4180 asks for it.
void appendCsv(std::string& text, const std::vector<std::string>& cells);

} // namespace cairn::core
