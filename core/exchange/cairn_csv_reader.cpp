#include "core/exchange/cairn_csv_reader.h"

#include <charconv>
#include <unordered_map>

#include "core/exchange/csv.h"
#include "core/exchange/record_reading.h"

namespace cairn::core {

namespace {

using nlohmann::json;

constexpr std::string_view manifest = "cairn.csv";
constexpr std::string_view archiveVersion = "1";

template<class T>
json numberOf(const std::string& cell) {
    T value{};
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    const bool isNumber = error == std::errc{} && end == cell.data() + cell.size();
    return isNumber ? json(value) : json(cell); // a text in its place is what the field then reports
}

json listOf(const std::string& cell) {
    json list = json::array();
    for (std::size_t from = 0; from <= cell.size();) {
        const std::size_t comma = std::min(cell.find(',', from), cell.size());
        list.push_back(cell.substr(from, comma - from));
        from = comma + 1;
    }
    return list;
}

/// The document form of a cell.
json documentOf(const FieldDescription& field, const std::string& cell) {
    if (cell.empty() && field.type != FieldType::text) return nullptr;
    switch (field.type) {
    case FieldType::integer: return numberOf<std::int64_t>(cell);
    case FieldType::real: return numberOf<double>(cell);
    case FieldType::weekdays: return listOf(cell);
    default: return cell;
    }
}

class TablesReader {
public:
    TablesReader(const Source& source, const ImportOptions& options, std::string root)
        : m_source(source), m_options(options), m_root(std::move(root)) {
        m_data.format = cairnCsvFormat.name;
        m_data.keys = Keys::own;
    }

    Result<ImportedData> read();

private:
    /// Calls `take(imported, header, row)` for each row of the table of R.
    template<class R, class Take>
    void readTable(Take take);
    template<class R>
    void readOwned(std::vector<Imported<R>> ImportedHabit::*list, std::string_view reference = {});
    template<class R>
    void readParts(std::vector<Imported<R>> ImportedGoal::*list, std::string_view reference = {});
    void readParents();
    bool goesOn();

    const Source& m_source;
    const ImportOptions& m_options;
    std::string m_root;
    ImportedData m_data;
    std::unordered_map<std::string, std::size_t> m_habits; ///< places by identifier
    std::unordered_map<std::string, std::size_t> m_goals;
    std::size_t m_rows = 0;
    bool m_isCancelled = false;
    bool m_isCut = false; ///< a table ends in the middle of a cell
};

bool TablesReader::goesOn() {
    constexpr std::size_t interval = 8192;
    if (++m_rows % interval == 0 && m_options.progress && !m_options.progress(0.25)) m_isCancelled = true;
    return !m_isCancelled;
}

template<class R, class Take>
void TablesReader::readTable(Take take) {
    const std::string name = std::string(describe<R>().table) + ".csv";
    const SourceEntry* const entry = m_source.find(m_root + name);
    if (entry == nullptr) return;
    CsvReader reader(entry->bytes);
    auto first = reader.next();
    if (!first) return;
    const CsvHeader header(std::move(*first));
    json scratch;
    while (const auto row = reader.next()) {
        if (!goesOn()) return;
        const auto member = [&](const FieldDescription& field) -> const json* {
            if (!header.has(field.name)) return nullptr;
            scratch = documentOf(field, std::string(header.cell(*row, field.name)));
            return &scratch;
        };
        auto imported = readRecord<R>(row->line, member, m_data.problems);
        if (!imported) continue;
        imported->key = header.cell(*row, "id");
        const std::string_view removed = header.cell(*row, "removed");
        if (!removed.empty()) imported->record.removed = parseInstant(removed).value_or(Instant{});
        take(*imported, header, *row);
    }
    m_isCut = m_isCut || reader.isCut();
}

template<class R>
void TablesReader::readOwned(std::vector<Imported<R>> ImportedHabit::*list, std::string_view reference) {
    readTable<R>([&](Imported<R>& imported, const CsvHeader& header, const CsvRow& row) {
        const auto owner = m_habits.find(std::string(header.cell(row, "habit")));
        if (owner == m_habits.end()) return m_data.report(row.line, "habit", "names no habit of the archive");
        if (!reference.empty()) imported.key = header.cell(row, reference);
        (m_data.habits[owner->second].*list).push_back(std::move(imported));
    });
}

template<class R>
void TablesReader::readParts(std::vector<Imported<R>> ImportedGoal::*list, std::string_view reference) {
    readTable<R>([&](Imported<R>& imported, const CsvHeader& header, const CsvRow& row) {
        const auto owner = m_goals.find(std::string(header.cell(row, "goal")));
        if (owner == m_goals.end()) return m_data.report(row.line, "goal", "names no goal of the archive");
        if (!reference.empty()) imported.key = header.cell(row, reference);
        (m_data.goals[owner->second].*list).push_back(std::move(imported));
    });
}

void TablesReader::readParents() {
    readTable<Section>([&](auto& row, const auto&, const auto&) { m_data.sections.push_back(std::move(row)); });
    readTable<Tag>([&](auto& row, const auto&, const auto&) { m_data.tags.push_back(std::move(row)); });
    readTable<Setting>([&](auto& row, const auto&, const auto&) { m_data.settings.push_back(std::move(row)); });
    readTable<Habit>([&](Imported<Habit>& row, const CsvHeader& header, const CsvRow& cells) {
        m_habits.emplace(row.key, m_data.habits.size());
        ImportedHabit habit;
        static_cast<Imported<Habit>&>(habit) = std::move(row);
        habit.section = header.cell(cells, "section");
        m_data.habits.push_back(std::move(habit));
    });
    readTable<Goal>([&](Imported<Goal>& row, const CsvHeader&, const CsvRow&) {
        m_goals.emplace(row.key, m_data.goals.size());
        ImportedGoal goal;
        static_cast<Imported<Goal>&>(goal) = std::move(row);
        m_data.goals.push_back(std::move(goal));
    });
    readTable<Pause>([&](Imported<Pause>& row, const CsvHeader& header, const CsvRow& cells) {
        const std::string_view owner = header.cell(cells, "habit");
        const auto habit = m_habits.find(std::string(owner));
        if (owner.empty())
            m_data.pauses.push_back(std::move(row));
        else if (habit != m_habits.end())
            m_data.habits[habit->second].pauses.push_back(std::move(row));
        else
            m_data.report(cells.line, "habit", "names no habit of the archive");
    });
}

Result<ImportedData> TablesReader::read() {
    readParents();
    readOwned(&ImportedHabit::rules);
    readOwned(&ImportedHabit::tags, "tag");
    readOwned(&ImportedHabit::reminders);
    readOwned(&ImportedHabit::dismissals);
    readOwned(&ImportedHabit::logs);
    readParts(&ImportedGoal::links, "habit");
    readParts(&ImportedGoal::entries);
    readParts(&ImportedGoal::milestones);
    if (m_isCut) return failure(ErrorCode::damagedFile, "a table of the archive ends within a quote: it was cut");
    if (m_isCancelled) return failure(ErrorCode::cancelled, "the import was stopped");
    return std::move(m_data);
}

const SourceEntry* manifestOf(const Source& source) {
    for (const SourceEntry& entry : source.entries)
        if (entry.path == manifest || entry.path.ends_with("/" + std::string(manifest))) return &entry;
    return nullptr;
}

bool detectsTables(const Source& source) {
    return source.kind == SourceKind::archive && manifestOf(source) != nullptr;
}

Result<ImportedData> readTables(const Source& source, const ImportOptions& options) {
    const SourceEntry& entry = *manifestOf(source);
    CsvReader reader(entry.bytes);
    const auto header = reader.next();
    const auto row = reader.next();
    if (!header || !row) return failure(ErrorCode::damagedFile, "cairn.csv is empty");
    const std::string version(CsvHeader(*header).cell(*row, "version"));
    if (version != archiveVersion) return failure(ErrorCode::newerFile, "the archive was written by a newer version");
    return TablesReader(source, options, entry.path.substr(0, entry.path.size() - manifest.size())).read();
}

} // namespace

const ImportFormat cairnCsvFormat{"cairn-csv", detectsTables, readTables};

} // namespace cairn::core
