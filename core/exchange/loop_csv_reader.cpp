#include "core/exchange/loop_csv_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/exchange/csv.h"
#include "core/exchange/loop_facts.h"
#include "core/exchange/loop_folder.h"

namespace cairn::core {

namespace {

std::optional<std::int64_t> numberOf(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<double> realOf(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

std::string_view baseName(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

/// A habit of the export, before its days are read.
struct LoopHabit {
    ImportedHabit habit;
    std::int64_t position = 0; ///< the number in its folder's name
    bool isTyped = false;      ///< the file says whether it is numeric
    bool hasDays = false;      ///< a table of its own was there
};

class LoopCsvReader {
public:
    LoopCsvReader(const Source& source, const ImportOptions& options) : m_source(source), m_options(options) {
        m_data.format = loopCsvFormat.name;
    }

    Result<ImportedData> read();

private:
    void findRoot();
    void readHabits(const SourceEntry& entry);
    void takeHabit(const CsvHeader& header, const CsvRow& row);
    void takeRule(const CsvHeader& header, const CsvRow& row, ImportedHabit& habit);
    void takeFolders();
    void readDays(LoopHabit& habit, const SourceEntry& entry);
    void takeDay(LoopHabit& habit, std::size_t line, std::string_view date, std::string_view value, std::string note);
    void readWide(const SourceEntry& entry);
    std::vector<LoopHabit*> wideColumns(std::string_view header);

    const Source& m_source;
    const ImportOptions& m_options;
    std::string m_root;
    bool m_listsAllDays = false; ///< an export before 2.0 writes 0 for each day without a mark
    bool m_isCut = false;        ///< a table ends in the middle of a cell, so that what it held last is not whole
    std::vector<LoopHabit> m_habits;
    ImportedData m_data;
};

/// The folder of the archive in which the export lies: that of Habits.csv, else the one around the tables of days.
void LoopCsvReader::findRoot() {
    const auto shorter = [](const std::string& a, const std::string& b) { return a.size() < b.size(); };
    std::vector<std::string> ofHabits;
    std::vector<std::string> ofDays;
    for (const SourceEntry& entry : m_source.entries) {
        const std::string_view name = baseName(entry.path);
        const std::string folder = entry.path.substr(0, entry.path.size() - name.size());
        if (name == "Habits.csv") ofHabits.push_back(folder);
        if (name == "Checkmarks.csv") ofDays.push_back(withoutHabitFolder(folder));
    }
    const auto& roots = ofHabits.empty() ? ofDays : ofHabits;
    if (!roots.empty()) m_root = *std::min_element(roots.begin(), roots.end(), shorter);
}

void LoopCsvReader::takeRule(const CsvHeader& header, const CsvRow& row, ImportedHabit& habit) {
    const auto cell = [&](std::string_view now, std::string_view before) {
        return numberOf(header.cell(row, header.has(now) ? now : before)).value_or(0);
    };
    const auto schedule =
        loopSchedule(cell("FrequencyNumerator", "NumRepetitions"), cell("FrequencyDenominator", "Interval"));
    if (!schedule) m_data.report(row.line, "FrequencyDenominator", "is no frequency; every day was taken");
    Imported<HabitRule> rule{{}, {}, row.line, fieldSet<HabitRule>("schedule", "target", "bound")};
    rule.record.schedule = schedule.value_or(TimesInDays{1, 1});
    if (habit.record.measure == Measure::measured) {
        const auto target = realOf(header.cell(row, "Target Value"));
        if (!target) m_data.report(row.line, "Target Value", "is no number; 0 was taken");
        rule.record.target = target.value_or(0);
        rule.record.bound = header.cell(row, "Target Type") == "AT_MOST" ? Bound::atMost : Bound::atLeast;
    }
    habit.rules.push_back(std::move(rule));
}

void LoopCsvReader::takeHabit(const CsvHeader& header, const CsvRow& row) {
    LoopHabit loop;
    ImportedHabit& habit = loop.habit;
    habit.line = row.line;
    habit.given = fieldSet<Habit>("name", "question", "color", "position", "measure", "unit", "source");
    loop.position = numberOf(header.cell(row, "Position")).value_or(static_cast<std::int64_t>(m_habits.size() + 1));
    loop.isTyped = header.has("Type");
    Habit& record = habit.record;
    record.name = header.cell(row, "Name");
    record.question = header.cell(row, m_listsAllDays ? "Description" : "Question");
    if (!m_listsAllDays) {
        record.description = header.cell(row, "Description");
        habit.given |= fieldSet<Habit>("description");
    }
    record.color = header.cell(row, "Color");
    record.unit = header.cell(row, "Unit");
    record.measure = header.cell(row, "Type") == "NUMERICAL" ? Measure::measured : Measure::yesNo;
    record.source = loopSource;
    if (header.has("Archived?")) habit.archived = header.cell(row, "Archived?") == "true";
    takeRule(header, row, habit);
    m_habits.push_back(std::move(loop));
}

void LoopCsvReader::readHabits(const SourceEntry& entry) {
    CsvReader reader(entry.bytes);
    auto first = reader.next();
    if (!first) return;
    const CsvHeader header(std::move(*first));
    m_listsAllDays = !header.has("Question");
    while (const auto row = reader.next()) takeHabit(header, *row);
    m_isCut = m_isCut || reader.isCut();
}

/// Habits from the names of their folders, where there is no Habits.csv.
void LoopCsvReader::takeFolders() {
    for (const LoopFolder& folder : loopFolders(m_source, m_root)) {
        LoopHabit loop;
        loop.position = folder.number;
        loop.habit.given = fieldSet<Habit>("name", "position", "measure", "source");
        loop.habit.record.name = folder.name;
        loop.habit.record.source = loopSource;
        Imported<HabitRule> rule{{}, {}, 0, 0};
        rule.record.schedule = TimesInDays{1, 1};
        loop.habit.rules.push_back(std::move(rule));
        m_habits.push_back(std::move(loop));
    }
}

void LoopCsvReader::takeDay(LoopHabit& loop, std::size_t line, std::string_view date, std::string_view value,
                            std::string note) {
    const auto day = parseDate(date);
    if (!day) return m_data.report(line, "Date", "is no date YYYY-MM-DD");
    Imported<HabitLog> log{{}, {}, line, allFields};
    log.record.date = *day;
    log.record.note = std::move(note);
    const auto code = loopValueNamed(value);
    const bool isUnmarked = m_listsAllDays && value == "0";
    if (!isUnmarked && (!code || !takeLoopValue(log.record, loop.habit.record.measure, *code)))
        m_data.report(line, "Value", "means nothing here; the day has no mark");
    loop.habit.logs.push_back(std::move(log));
}

void LoopCsvReader::readDays(LoopHabit& loop, const SourceEntry& entry) {
    loop.hasDays = true;
    CsvReader reader(entry.bytes);
    std::vector<CsvRow> rows;
    while (auto row = reader.next()) rows.push_back(std::move(*row));
    const bool hasHeader = !rows.empty() && rows.front().cells.front() == "Date";
    const auto isAmount = [](const CsvRow& row) {
        return row.cells.size() > 1 && numberOf(row.cells[1]).value_or(0) > static_cast<int>(LoopValue::skip);
    };
    if (!loop.isTyped && std::any_of(rows.begin(), rows.end(), isAmount)) {
        loop.habit.record.measure = Measure::measured;
        loop.habit.rules.front().record.target = 0;
    }
    for (std::size_t i = hasHeader ? 1 : 0; i < rows.size(); ++i) {
        CsvRow& row = rows[i];
        row.cells.resize(std::max<std::size_t>(row.cells.size(), 3));
        takeDay(loop, row.line, row.cells[0], row.cells[1], std::move(row.cells[2]));
    }
    m_isCut = m_isCut || reader.isCut();
}

/// The habits of the wide table's columns. Loop writes names there without quotes, so that the longest name that fits
/// what stands there is taken, commas and all.
std::vector<LoopHabit*> LoopCsvReader::wideColumns(std::string_view header) {
    std::vector<LoopHabit*> columns;
    std::string_view rest = header.substr(std::min(header.find(',') + 1, header.size()));
    while (!rest.empty() && rest != "\r") {
        LoopHabit* match = nullptr;
        for (LoopHabit& loop : m_habits) {
            const std::string& name = loop.habit.record.name;
            const bool isUsed = std::find(columns.begin(), columns.end(), &loop) != columns.end();
            const bool fits = rest.starts_with(name) && (rest.size() == name.size() || rest[name.size()] == ',');
            if (!isUsed && fits && (match == nullptr || name.size() > match->habit.record.name.size())) match = &loop;
        }
        const std::size_t length =
            match != nullptr ? match->habit.record.name.size() : std::min(rest.find(','), rest.size());
        columns.push_back(match);
        rest.remove_prefix(std::min(length + 1, rest.size()));
    }
    return columns;
}

void LoopCsvReader::readWide(const SourceEntry& entry) {
    const auto isMissing = [](const LoopHabit& loop) { return !loop.hasDays; };
    if (std::none_of(m_habits.begin(), m_habits.end(), isMissing)) return;
    std::string_view text = entry.bytes;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    CsvReader reader(text);
    const auto first = reader.next();
    std::string_view header = text.substr(0, text.find('\n'));
    std::string unquoted;
    if (first && header.find('"') != std::string_view::npos) {
        for (const std::string& cell : first->cells) unquoted += cell + ',';
        header = unquoted;
    }
    const auto columns = wideColumns(header);
    while (const auto row = reader.next())
        for (std::size_t i = 0; i < columns.size() && i + 1 < row->cells.size(); ++i)
            if (columns[i] != nullptr && !columns[i]->hasDays)
                takeDay(*columns[i], row->line, row->cells[0], row->cells[i + 1], {});
    m_isCut = m_isCut || reader.isCut();
}

Result<ImportedData> LoopCsvReader::read() {
    findRoot();
    const SourceEntry* const habits = m_source.find(m_root + "Habits.csv");
    if (habits != nullptr)
        readHabits(*habits);
    else
        takeFolders();
    const std::vector<LoopFolder> folders = loopFolders(m_source, m_root);
    for (LoopHabit& loop : m_habits) {
        if (const SourceEntry* const days = loopDays(folders, loop.position, loop.habit.record.name))
            readDays(loop, *days);
        const auto share = static_cast<double>(&loop - m_habits.data()) / static_cast<double>(m_habits.size());
        if (m_options.progress && !m_options.progress(share / 2))
            return failure(ErrorCode::cancelled, "the import was stopped");
    }
    if (const SourceEntry* const wide = m_source.find(m_root + "Checkmarks.csv")) readWide(*wide);
    if (m_isCut) return failure(ErrorCode::damagedFile, "a table of the export ends within a quote: it was cut");
    for (LoopHabit& loop : m_habits) {
        loop.habit.record.position = static_cast<double>(m_data.habits.size() + 1);
        m_data.habits.push_back(std::move(loop.habit));
    }
    return std::move(m_data);
}

bool detectsLoopCsv(const Source& source) {
    const auto isLoops = [](const SourceEntry& entry) {
        return baseName(entry.path) == "Habits.csv" || baseName(entry.path) == "Checkmarks.csv";
    };
    return source.kind == SourceKind::archive && std::any_of(source.entries.begin(), source.entries.end(), isLoops);
}

Result<ImportedData> readLoopCsv(const Source& source, const ImportOptions& options) {
    return LoopCsvReader(source, options).read();
}

} // namespace

const ImportFormat loopCsvFormat{"loop-csv", detectsLoopCsv, readLoopCsv};

} // namespace cairn::core
