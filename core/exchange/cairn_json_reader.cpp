#include "core/exchange/cairn_json_reader.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>

#include "core/exchange/json_rows.h"
#include "core/exchange/record_reading.h"

namespace cairn::core {

namespace {

using nlohmann::json;

constexpr std::int64_t archiveVersion = 1;

/// Members that belong to files of other programs with a list "habits".
constexpr std::array<std::string_view, 6> foreignMembers{"create_t", "record_date", "freq_type",
                                                         "period",   "completions", "period_type"};

std::string textOf(const json* value) {
    if (value == nullptr || value->is_null()) return {};
    return value->is_string() ? value->get<std::string>() : value->dump();
}

/// Since when the row lies in the trash; nothing where it does not.
std::optional<Instant> removedOf(const JsonRow& row) {
    const json* const member = row.find("removed");
    if (member == nullptr || member->is_null() || *member == false) return std::nullopt;
    return parseInstant(textOf(member)).value_or(Instant{});
}

class ArchiveReader {
public:
    explicit ArchiveReader(const ImportOptions& options, std::size_t size) : m_options(options), m_size(size) {
        m_data.format = cairnJsonFormat.name;
        m_data.keys = Keys::own;
    }

    bool take(std::string_view path, const JsonRow& row);
    [[nodiscard]] bool isRefused() const { return m_refusal.has_value(); }
    Result<ImportedData> finish();

private:
    struct Place;
    static const std::array<Place, 16> places;

    template<class R>
    std::optional<Imported<R>> record(const JsonRow& row);
    template<class R>
    void readInto(const JsonRow& row, std::vector<Imported<R>>& list, std::string_view reference = {});
    void takeHabit(const JsonRow& row);
    void takeGoal(const JsonRow& row);
    void takeTags(const JsonRow& row);
    void takeRoot(const JsonRow& row);
    void reportUnknown(Kind kind, const JsonRow& row);
    void reportScalars(std::size_t line, std::string_view list, const json& value);
    bool reportProgress();

    const ImportOptions& m_options;
    std::size_t m_size;
    std::size_t m_rows = 0;
    ImportedData m_data;
    ImportedHabit m_habit; ///< gathers what belongs to the habit that is being read
    ImportedGoal m_goal;
    std::set<std::string> m_unknown;
    bool m_isKnown = false; ///< a member of ours was seen
    std::optional<Error> m_refusal;
};

template<class R>
std::optional<Imported<R>> ArchiveReader::record(const JsonRow& row) {
    const auto member = [&](const FieldDescription& field) {
        const json* const found = row.find(archiveName(kindOfRecord<R>, field));
        return found != nullptr ? found : row.find(field.name);
    };
    auto imported = readRecord<R>(row.line, member, m_data.problems);
    if (!imported) return std::nullopt;
    reportUnknown(kindOfRecord<R>, row);
    imported->key = textOf(row.find("id"));
    imported->record.removed = removedOf(row);
    return imported;
}

template<class R>
void ArchiveReader::readInto(const JsonRow& row, std::vector<Imported<R>>& list, std::string_view reference) {
    auto imported = record<R>(row);
    if (!imported) return;
    if (!reference.empty()) imported->key = textOf(row.find(reference));
    list.push_back(std::move(*imported));
}

void ArchiveReader::reportUnknown(Kind kind, const JsonRow& row) {
    const RecordDescription& description = describe(kind);
    const auto lists = archiveLists(kind);
    for (const auto& [name, value] : row.members) {
        const auto isNamed = [&, &member = name](const FieldDescription& field) {
            return member == field.name || member == archiveName(kind, field);
        };
        if (name == "id" || name == "removed" || (kind == Kind::habit && name == "archived")) continue;
        if (std::any_of(description.fields.begin(), description.fields.end(), isNamed)) continue;
        if (std::find(lists.begin(), lists.end(), name) != lists.end()) {
            reportScalars(row.line, name, value);
            continue;
        }
        if (m_unknown.size() < 100 && m_unknown.insert(fmt::format("{} {}", description.name, name)).second)
            m_data.report(row.line, description.name, "has a member that is not known here");
    }
}

void ArchiveReader::reportScalars(std::size_t line, std::string_view list, const json& value) {
    if (!value.is_array()) return m_data.report(line, std::string(list), "is a list");
    if (list != "tags" && !value.empty()) m_data.report(line, std::string(list), "holds what is no object");
}

void ArchiveReader::takeTags(const JsonRow& row) {
    const json* const tags = row.find("tags");
    if (tags == nullptr || !tags->is_array()) return;
    for (const json& tag : *tags) {
        if (!tag.is_string() || tag.get_ref<const std::string&>().empty())
            m_data.report(row.line, "tags", "is a list of names");
        else
            m_habit.tags.push_back({HabitTag{}, tag.get<std::string>(), row.line, allFields});
    }
}

void ArchiveReader::takeHabit(const JsonRow& row) {
    for (const std::string_view name : foreignMembers)
        if (row.find(name) != nullptr)
            m_refusal = Error{ErrorCode::unknownFormat, "a list of habits of another program"};
    takeTags(row);
    auto imported = record<Habit>(row);
    ImportedHabit habit = std::move(m_habit);
    m_habit = {};
    if (!imported) return;
    static_cast<Imported<Habit>&>(habit) = std::move(*imported);
    habit.section = textOf(row.find("section"));
    if (const json* archived = row.find("archived"); archived != nullptr && archived->is_boolean()) {
        const FieldSet archivedOn = fieldSet<Habit>("archived_on");
        if ((habit.given & archivedOn) == 0) habit.archived = archived->get<bool>();
    }
    const bool isMeasured =
        std::ranges::any_of(habit.rules, [](auto& rule) { return rule.record.target.has_value(); }) ||
        std::ranges::any_of(habit.logs, [](auto& log) { return log.record.amount.has_value(); });
    if (row.find("measure") == nullptr && isMeasured) {
        habit.record.measure = Measure::measured;
        habit.given |= fieldSet<Habit>("measure");
    }
    m_data.habits.push_back(std::move(habit));
}

void ArchiveReader::takeGoal(const JsonRow& row) {
    auto imported = record<Goal>(row);
    ImportedGoal goal = std::move(m_goal);
    m_goal = {};
    if (!imported) return;
    static_cast<Imported<Goal>&>(goal) = std::move(*imported);
    m_data.goals.push_back(std::move(goal));
}

void ArchiveReader::takeRoot(const JsonRow& row) {
    if (const json* format = row.find("format"); format != nullptr) {
        m_isKnown = *format == "cairn";
        if (!m_isKnown) m_refusal = Error{ErrorCode::unknownFormat, "a JSON file of another program"};
    }
    const json* const version = row.find("version");
    if (version != nullptr && m_isKnown &&
        (!version->is_number_integer() || version->get<std::int64_t>() > archiveVersion))
        m_refusal = Error{ErrorCode::newerFile, "the archive was written by a newer version"};
    for (const std::string_view list : {"habits", "goals", "pauses", "sections", "tags", "settings"})
        if (const json* const found = row.find(list); found != nullptr) {
            m_isKnown = m_isKnown || found->is_array();
            reportScalars(row.line, list, *found);
        }
}

bool ArchiveReader::reportProgress() {
    constexpr std::size_t interval = 4096;
    constexpr std::size_t bytesOfRow = 64;
    if (++m_rows % interval != 0 || !m_options.progress) return true;
    return m_options.progress(
        std::min(0.5, 0.5 * static_cast<double>(m_rows * bytesOfRow) / static_cast<double>(m_size)));
}

/// Which rows of the document go where.
struct ArchiveReader::Place {
    std::string_view path;
    void (*take)(ArchiveReader& reader, const JsonRow& row);
};

const std::array<ArchiveReader::Place, 16> ArchiveReader::places{{
    {"habits/logs", [](ArchiveReader& r, const JsonRow& row) { r.readInto(row, r.m_habit.logs); }},
    {"habits/rules", [](ArchiveReader& r, const JsonRow& row) { r.readInto(row, r.m_habit.rules); }},
    {"habits/reminders", [](ArchiveReader& r, const JsonRow& row) { r.readInto(row, r.m_habit.reminders); }},
    {"habits/pauses", [](ArchiveReader& r, const JsonRow& row) { r.readInto(row, r.m_habit.pauses); }},
    {"habits/tags", [](ArchiveReader& r, const JsonRow& row) { r.readInto(row, r.m_habit.tags, "tag"); }},
    {"habits/dismissals", [](ArchiveReader& r, const JsonRow& row) { r.readInto(row, r.m_habit.dismissals); }},
    {"habits", [](ArchiveReader& r, const JsonRow& row) { r.takeHabit(row); }},
    {"goals/links", [](ArchiveReader& r, const JsonRow& row) { r.readInto(row, r.m_goal.links, "habit"); }},
    {"goals/entries", [](ArchiveReader& r, const JsonRow& row) { r.readInto(row, r.m_goal.entries); }},
    {"goals/milestones", [](ArchiveReader& r, const JsonRow& row) { r.readInto(row, r.m_goal.milestones); }},
    {"goals", [](ArchiveReader& r, const JsonRow& row) { r.takeGoal(row); }},
    {"sections", [](ArchiveReader& r, const JsonRow& row) { r.readInto(row, r.m_data.sections); }},
    {"tags", [](ArchiveReader& r, const JsonRow& row) { r.readInto(row, r.m_data.tags, "key"); }},
    {"pauses", [](ArchiveReader& r, const JsonRow& row) { r.readInto(row, r.m_data.pauses); }},
    {"settings", [](ArchiveReader& r, const JsonRow& row) { r.readInto(row, r.m_data.settings); }},
    {"", [](ArchiveReader& r, const JsonRow& row) { r.takeRoot(row); }},
}};

bool ArchiveReader::take(std::string_view path, const JsonRow& row) {
    const auto place = std::find_if(places.begin(), places.end(), [&](const Place& p) { return p.path == path; });
    if (place != places.end()) place->take(*this, row);
    return reportProgress() && !m_refusal;
}

Result<ImportedData> ArchiveReader::finish() {
    if (m_refusal) return tl::unexpected(*m_refusal);
    if (!m_isKnown) return failure(ErrorCode::unknownFormat, "a JSON file that is no archive of ours");
    return std::move(m_data);
}

bool detectsArchive(const Source& source) {
    if (source.kind != SourceKind::file) return false;
    std::string_view text = source.bytes;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && text[first] == '{';
}

Result<ImportedData> readArchive(const Source& source, const ImportOptions& options) {
    ArchiveReader reader(options, source.bytes.size());
    const auto read =
        readJsonRows(source.bytes, [&](std::string_view path, const JsonRow& row) { return reader.take(path, row); });
    if (!read && !reader.isRefused()) return tl::unexpected(read.error());
    return reader.finish();
}

} // namespace

const ImportFormat cairnJsonFormat{"cairn-json", detectsArchive, readArchive};

} // namespace cairn::core
