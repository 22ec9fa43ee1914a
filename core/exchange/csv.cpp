#include "core/exchange/csv.h"

#include <algorithm>
#include <cctype>

namespace cairn::core {

namespace {

bool sameWord(std::string_view left, std::string_view right) {
    const auto same = [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); };
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), same);
}

} // namespace

CsvReader::CsvReader(std::string_view text) : m_text(text) {
    if (m_text.starts_with("\xEF\xBB\xBF")) m_text.remove_prefix(3);
}

double CsvReader::share() const {
    return m_text.empty() ? 1 : static_cast<double>(m_place) / static_cast<double>(m_text.size());
}

void CsvReader::skipEmptyLines() {
    while (m_place < m_text.size() && (m_text[m_place] == '\n' || m_text[m_place] == '\r'))
        if (m_text[m_place++] == '\n') ++m_line;
}

std::string CsvReader::quotedCell() {
    std::string cell;
    for (++m_place; m_place < m_text.size(); ++m_place) {
        const char c = m_text[m_place];
        if (c == '\n') ++m_line;
        if (c == '"') {
            if (m_place + 1 >= m_text.size() || m_text[m_place + 1] != '"') {
                ++m_place;
                return cell + plainCell();
            }
            ++m_place;
        }
        cell += c;
    }
    m_isCut = true;
    return cell;
}

std::string CsvReader::plainCell() {
    const std::size_t end = std::min(m_text.find_first_of(",\n", m_place), m_text.size());
    std::string cell(m_text.substr(m_place, end - m_place));
    if (cell.ends_with('\r')) cell.pop_back();
    m_place = end;
    return cell;
}

std::optional<CsvRow> CsvReader::next() {
    skipEmptyLines();
    if (m_place >= m_text.size()) return std::nullopt;
    CsvRow row{m_line, {}};
    while (true) {
        const bool isQuoted = m_place < m_text.size() && m_text[m_place] == '"';
        row.cells.push_back(isQuoted ? quotedCell() : plainCell());
        if (m_place >= m_text.size() || m_text[m_place] == '\n') return row;
        ++m_place;
    }
}

CsvHeader::CsvHeader(CsvRow row) : m_columns(std::move(row.cells)) {}

std::optional<std::size_t> CsvHeader::placeOf(std::string_view column) const {
    const auto found =
        std::find_if(m_columns.begin(), m_columns.end(), [&](const auto& c) { return sameWord(c, column); });
    if (found == m_columns.end()) return std::nullopt;
    return static_cast<std::size_t>(found - m_columns.begin());
}

std::string_view CsvHeader::cell(const CsvRow& row, std::string_view column) const {
    const auto place = placeOf(column);
    return place && *place < row.cells.size() ? std::string_view(row.cells[*place]) : std::string_view{};
}

void appendCsv(std::string& text, const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) text += ',';
        const std::string& cell = cells[i];
        if (cell.find_first_of(",\"\r\n") == std::string::npos) {
            text += cell;
            continue;
        }
        text += '"';
        for (const char c : cell) {
            if (c == '"') text += '"';
            text += c;
        }
        text += '"';
    }
    text += '\n';
}

} // namespace cairn::core
