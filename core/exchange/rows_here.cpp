#include "core/exchange/rows_here.h"

#include <algorithm>

namespace cairn::core {

template<class R>
Result<void> RowsHere::readTable(Table<R>& table) {
    auto records = m_reader->all<R>(Rows::all);
    if (!records) return tl::unexpected(records.error());
    table.rows.reserve(records->size());
    for (R& record : *records) {
        const Uuid id = record.id;
        table.rows.emplace(id, RowHere<R>{std::move(record), 0});
    }
    if (table.rows.empty()) return {};
    const auto written = m_reader->writtenHere(kindOfRecord<R>);
    if (!written) return tl::unexpected(written.error());
    for (const WrittenFields& row : *written)
        if (const auto found = table.rows.find(row.row.id); found != table.rows.end())
            found->second.written = row.fields;
    return {};
}

Result<RowsHere> RowsHere::read(const Reader& reader) {
    RowsHere here(reader);
    Result<void> result;
    const auto readNext = [&](auto& table) {
        if (result) result = here.readTable(table);
    };
    std::apply([&](auto&... tables) { (readNext(tables), ...); }, here.m_tables);
    if (!result) return tl::unexpected(result.error());
    return here;
}

std::optional<Date> RowsHere::firstRule(const Uuid& habit) const {
    std::optional<Date> first;
    for (const auto& [id, row] : std::get<Table<HabitRule>>(m_tables).rows)
        if (row.record.habit == habit && !row.record.removed && (!first || row.record.validFrom < *first))
            first = row.record.validFrom;
    return first;
}

Result<std::vector<RowHere<HabitLog>>> RowsHere::logs(const Uuid& habit, DateSpan span) const {
    std::vector<RowHere<HabitLog>> rows;
    auto logs = m_reader->logs(habit, span);
    if (!logs) return tl::unexpected(logs.error());
    rows.reserve(logs->size());
    for (HabitLog& log : *logs) rows.push_back({std::move(log), 0});
    const auto written = m_reader->writtenHere(Kind::habitLog, habit);
    if (!written) return tl::unexpected(written.error());
    const auto before = [](const RowHere<HabitLog>& row, Date day) { return row.record.date < day; };
    for (const WrittenFields& row : *written) {
        if (!row.row.day || !span.contains(*row.row.day)) continue;
        auto place = std::lower_bound(rows.begin(), rows.end(), *row.row.day, before);
        if (place == rows.end() || place->record.date != *row.row.day)
            place = rows.insert(place, {HabitLog{{}, habit, *row.row.day, Mark::none, {}, {}, {}}, 0});
        place->written = row.fields;
    }
    return rows;
}

} // namespace cairn::core
