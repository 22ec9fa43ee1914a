#include "core/exchange/cairn_json_writer.h"

#include <nlohmann/json.hpp>

#include "core/exchange/archive_document.h"

namespace cairn::core {

namespace {

using nlohmann::ordered_json;

/// A record without what its place in the document says: the record that it stands in.
template<class R>
ordered_json document(const R& record, std::optional<Kind> parent = std::nullopt) {
    constexpr Kind kind = kindOfRecord<R>;
    ordered_json result = ordered_json::object();
    if (describe<R>().identity == Identity::random) result["id"] = formatUuid(record.id);
    for (const FieldDescription& field : describe<R>().fields)
        if (!field.isOwner || field.refersTo != parent)
            result[std::string(archiveName(kind, field))] = toArchive(kind, field, field.read(&record));
    if (record.removed) result["removed"] = formatInstant(*record.removed);
    return result;
}

/// Writes `"name": [ … ]`, a row a line.
class ListWriter {
public:
    ListWriter(std::string& text, std::string_view name) : m_text(text) {
        m_text += "\"";
        m_text += name;
        m_text += "\": [";
    }
    ~ListWriter() { m_text += ']'; }
    ListWriter(const ListWriter&) = delete;
    ListWriter& operator=(const ListWriter&) = delete;

    void add(std::string_view row) {
        m_text += m_isEmpty ? "\n" : ",\n";
        m_text += row;
        m_isEmpty = false;
    }
    void add(const ordered_json& row) { add(std::string_view(row.dump())); }

private:
    std::string& m_text;
    bool m_isEmpty = true;
};

class ArchiveWriter {
public:
    ArchiveWriter(const StoreContent& content, const ImportOptions& options, ExportReport& report)
        : m_content(content), m_options(options), m_report(report) {
        for (const Tag& tag : m_content.all<Tag>()) m_tags.emplace(tag.id, tag.key);
    }

    Result<std::string> write();

private:
    template<class R>
    void writeParts(std::string& text, std::string_view name, const Uuid& owner, Kind parent) const {
        text += ", ";
        ListWriter list(text, name);
        for (const R* row : m_content.of<R>(owner)) list.add(document(*row, parent));
    }
    void writeTags(std::string& text, const Uuid& habit) const;
    Result<std::string> habitText(const Habit& habit);
    std::string goalText(const Goal& goal) const;
    Result<void> writeHabits();
    void writeOthers();

    const StoreContent& m_content;
    const ImportOptions& m_options;
    ExportReport& m_report;
    std::unordered_map<Uuid, std::string> m_tags;
    std::string m_text;
};

/// The text of an object that goes on: without its closing brace.
std::string opened(const ordered_json& object) {
    std::string text = object.dump();
    text.pop_back();
    return text;
}

void ArchiveWriter::writeTags(std::string& text, const Uuid& habit) const {
    text += ", ";
    ListWriter list(text, "tags");
    for (const HabitTag* row : m_content.of<HabitTag>(habit)) {
        const auto key = m_tags.find(row->tag);
        if (key == m_tags.end()) continue;
        if (row->removed)
            list.add(ordered_json{{"tag", key->second}, {"removed", formatInstant(*row->removed)}});
        else
            list.add(ordered_json(key->second));
    }
}

Result<std::string> ArchiveWriter::habitText(const Habit& habit) {
    ordered_json head = document(habit);
    head["archived"] = habit.archivedOn.has_value();
    std::string text = opened(head);
    writeParts<Reminder>(text, "reminders", habit.id, Kind::habit);
    writeParts<HabitRule>(text, "rules", habit.id, Kind::habit);
    writeParts<Pause>(text, "pauses", habit.id, Kind::habit);
    writeParts<Dismissal>(text, "dismissals", habit.id, Kind::habit);
    writeTags(text, habit.id);
    const auto logs = m_content.logs(habit.id);
    if (!logs) return tl::unexpected(logs.error());
    m_report.logs += logs->size();
    text += ", ";
    {
        ListWriter list(text, "logs");
        for (const HabitLog& log : *logs) list.add(document(log, Kind::habit));
    }
    return text + '}';
}

std::string ArchiveWriter::goalText(const Goal& goal) const {
    std::string text = opened(document(goal));
    writeParts<GoalLink>(text, "links", goal.id, Kind::goal);
    writeParts<GoalEntry>(text, "entries", goal.id, Kind::goal);
    writeParts<Milestone>(text, "milestones", goal.id, Kind::goal);
    return text + '}';
}

Result<void> ArchiveWriter::writeHabits() {
    const auto& habits = m_content.all<Habit>();
    ListWriter list(m_text, "habits");
    for (const Habit& habit : habits) {
        auto text = habitText(habit);
        if (!text) return tl::unexpected(text.error());
        list.add(std::string_view(*text));
        ++m_report.habits;
        const auto share = static_cast<double>(m_report.habits) / static_cast<double>(habits.size());
        if (m_options.progress && !m_options.progress(share))
            return failure(ErrorCode::cancelled, "the export was stopped");
    }
    return {};
}

void ArchiveWriter::writeOthers() {
    const auto writeAll = [this]<class R>(std::string_view name, const std::vector<R>& rows, auto isTaken) {
        m_text += ",\n";
        ListWriter list(m_text, name);
        for (const R& row : rows)
            if (isTaken(row)) list.add(document(row));
    };
    const auto always = [](const auto&) { return true; };
    writeAll("sections", m_content.all<Section>(), always);
    writeAll("tags", m_content.all<Tag>(), always);
    m_text += ",\n";
    {
        ListWriter list(m_text, "pauses");
        for (const Pause* pause : m_content.of<Pause>(Uuid{})) list.add(document(*pause, Kind::habit));
    }
    writeAll("settings", m_content.all<Setting>(), isExported);
    m_text += ",\n";
    ListWriter list(m_text, "goals");
    for (const Goal& goal : m_content.all<Goal>()) list.add(std::string_view(goalText(goal)));
    m_report.goals = m_content.all<Goal>().size();
}

Result<std::string> ArchiveWriter::write() {
    m_text = "{\"format\": \"cairn\", \"version\": 1,\n";
    if (auto written = writeHabits(); !written) return tl::unexpected(written.error());
    writeOthers();
    m_text += "}\n";
    return std::move(m_text);
}

} // namespace

Result<std::string> archiveJson(const StoreContent& content, const ImportOptions& options, ExportReport& report) {
    return ArchiveWriter(content, options, report).write();
}

} // namespace cairn::core
