#include "core/exchange/cairn_csv_writer.h"

#include <nlohmann/json.hpp>

#include "core/domain/document.h"
#include "core/exchange/csv.h"

namespace cairn::core {

namespace {

/// A field's value as the text of a cell: the document form without quotes, lists joined by commas, null empty.
std::string cellOf(const FieldDescription& field, const Value& value) {
    const nlohmann::json json = toJson(field, value);
    if (json.is_null()) return {};
    if (json.is_string()) return json.get<std::string>();
    if (!json.is_array()) return json.dump();
    std::string text;
    for (const auto& item : json) text += (text.empty() ? "" : ",") + item.get<std::string>();
    return text;
}

/// One table on its way.
template<class R>
class TableWriter {
public:
    TableWriter() {
        std::vector<std::string> header;
        if (hasId()) header.emplace_back("id");
        for (const FieldDescription& field : describe<R>().fields) header.emplace_back(field.name);
        header.emplace_back("removed");
        appendCsv(m_text, header);
    }

    void add(const R& record) {
        std::vector<std::string> cells;
        if (hasId()) cells.push_back(formatUuid(record.id));
        for (const FieldDescription& field : describe<R>().fields) cells.push_back(cellOf(field, field.read(&record)));
        cells.push_back(record.removed ? formatInstant(*record.removed) : "");
        appendCsv(m_text, cells);
    }

    OutputEntry entry() && { return {std::string(describe<R>().table) + ".csv", std::move(m_text)}; }

private:
    static bool hasId() { return describe<R>().identity == Identity::random; }

    std::string m_text;
};

template<class R>
OutputEntry table(const StoreContent& content) {
    TableWriter<R> writer;
    for (const R& row : content.all<R>())
        if constexpr (std::is_same_v<R, Setting>) {
            if (isExported(row)) writer.add(row);
        } else {
            writer.add(row);
        }
    return std::move(writer).entry();
}

Result<OutputEntry> logTable(const StoreContent& content, const ImportOptions& options, ExportReport& report) {
    TableWriter<HabitLog> writer;
    for (const Habit& habit : content.all<Habit>()) {
        const auto logs = content.logs(habit.id);
        if (!logs) return tl::unexpected(logs.error());
        for (const HabitLog& log : *logs) writer.add(log);
        report.logs += logs->size();
        ++report.habits;
        const auto share = static_cast<double>(report.habits) / static_cast<double>(content.all<Habit>().size());
        if (options.progress && !options.progress(share))
            return failure(ErrorCode::cancelled, "the export was stopped");
    }
    return std::move(writer).entry();
}

} // namespace

Result<std::vector<OutputEntry>> archiveCsv(const StoreContent& content, const ImportOptions& options,
                                            ExportReport& report) {
    auto logs = logTable(content, options, report);
    if (!logs) return tl::unexpected(logs.error());
    report.goals = content.all<Goal>().size();
    std::vector<OutputEntry> entries{{"cairn.csv", "format,version\ncairn,1\n"}, std::move(*logs)};
    const auto add = [&]<class... R>(std::type_identity<R>...) { (entries.push_back(table<R>(content)), ...); };
    add(std::type_identity<Section>{}, std::type_identity<Habit>{}, std::type_identity<HabitRule>{},
        std::type_identity<Pause>{}, std::type_identity<Tag>{}, std::type_identity<HabitTag>{},
        std::type_identity<Reminder>{}, std::type_identity<Dismissal>{}, std::type_identity<Goal>{},
        std::type_identity<GoalLink>{}, std::type_identity<GoalEntry>{}, std::type_identity<Milestone>{},
        std::type_identity<Setting>{});
    return entries;
}

} // namespace cairn::core
