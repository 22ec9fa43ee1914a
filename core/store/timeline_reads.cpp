#include <algorithm>
#include <unordered_map>

#include "core/store/reader_impl.h"

namespace cairn::core {

namespace {

/// All that timelines are made of, of one habit or of all present ones.
struct Parts {
    std::vector<Habit> habits;
    std::vector<HabitRule> rules;
    std::vector<Pause> pauses;
    std::unordered_map<Uuid, History> histories;
};

DateSpan spanOf(const Pause& pause) {
    return {pause.from, pause.to.value_or(latestDate)};
}

HabitTimeline emptyTimeline(const Habit& habit) {
    HabitTimeline timeline;
    timeline.madeOn = habit.madeOn;
    timeline.startDate = habit.startDate;
    timeline.endDate = habit.endDate;
    timeline.archivedOn = habit.archivedOn;
    timeline.imported = !habit.source.empty();
    timeline.measure = habit.measure;
    return timeline;
}

/// A habit whose rules were all removed, or have not come yet, is daily.
void finishRules(const Habit& habit, std::vector<HabitRule>& rules) {
    std::ranges::sort(rules, {}, &HabitRule::validFrom);
    if (!rules.empty()) return;
    HabitRule daily;
    daily.habit = habit.id;
    daily.validFrom = habit.startDate.value_or(habit.madeOn);
    rules.push_back(daily);
}

std::vector<HabitWithTimeline> assemble(Parts parts) {
    std::vector<HabitWithTimeline> result;
    std::unordered_map<Uuid, std::size_t> places;
    for (Habit& habit : parts.habits) {
        places.emplace(habit.id, result.size());
        HabitTimeline timeline = emptyTimeline(habit);
        if (const auto known = parts.histories.find(habit.id); known != parts.histories.end())
            timeline.history = std::move(known->second);
        result.push_back({std::move(habit), std::move(timeline)});
    }
    for (HabitRule& rule : parts.rules)
        if (const auto place = places.find(rule.habit); place != places.end())
            result[place->second].timeline.rules.push_back(std::move(rule));
    for (const Pause& pause : parts.pauses) {
        if (!pause.habit)
            for (HabitWithTimeline& each : result) each.timeline.pauses.push_back(spanOf(pause));
        else if (const auto place = places.find(*pause.habit); place != places.end())
            result[place->second].timeline.pauses.push_back(spanOf(pause));
    }
    for (HabitWithTimeline& each : result) finishRules(each.habit, each.timeline.rules);
    return result;
}

template<class R>
std::vector<R> select(RowsOfKind& rows, const std::string& condition) {
    std::vector<R> records;
    for (const StoredRow& row : rows[kindOfRecord<R>].select(Rows::present, condition))
        records.push_back(recordOf<R>(row.id, row.values));
    return records;
}

/// The histories of all habits in one pass over the blobs; what is missing or wrong is made from the logs.
std::unordered_map<Uuid, History> allHistories(Database& database, Histories& histories) {
    std::unordered_map<Uuid, History> all;
    std::vector<std::pair<Uuid, std::int64_t>> missing;
    Query query = database.query("SELECT h.id, h.rowid, s.count, s.bytes FROM habits h"
                                 " LEFT JOIN histories s ON s.habit = h.rowid WHERE h.removed_at IS NULL");
    while (query.step()) {
        auto history = query.isNull(2) ? std::nullopt : Histories::decode(query.integer(2), query.bytes(3));
        if (history)
            all.emplace(query.uuid(0), std::move(*history));
        else
            missing.emplace_back(query.uuid(0), query.integer(1));
    }
    for (const auto& [id, key] : missing) all.emplace(id, histories.of(key));
    return all;
}

} // namespace

Result<HabitWithTimeline> Reader::timeline(const Uuid& habit) const {
    return attempt([&]() -> Result<HabitWithTimeline> {
        const Transaction transaction(*m_impl->database, Transaction::Purpose::read);
        const auto row = m_impl->rows[Kind::habit].findShown(habit);
        if (!row) return failure(ErrorCode::notFound, "there is no such habit");
        std::optional<Instant> removed;
        if (row->removedAt) removed = Instant{*row->removedAt};
        Parts parts{{recordOf<Habit>(row->id, row->values, removed)}, {}, {}, {}};
        const auto read = [&]<class R>(std::vector<R>& into, const std::string& condition) {
            for (const StoredRow& each :
                 m_impl->rows[kindOfRecord<R>].select(Rows::all, condition + " AND t.removed_at IS NULL", row->key))
                into.push_back(recordOf<R>(each.id, each.values));
        };
        read(parts.rules, "t.habit = ?");
        read(parts.pauses, "(t.habit = ? OR t.habit IS NULL)");
        parts.histories.emplace(habit, m_impl->histories.of(row->key));
        return std::move(assemble(std::move(parts)).front());
    });
}

Result<std::vector<HabitWithTimeline>> Reader::timelines() const {
    return attempt([&]() -> Result<std::vector<HabitWithTimeline>> {
        const Transaction transaction(*m_impl->database, Transaction::Purpose::read);
        return assemble({select<Habit>(m_impl->rows, ""), select<HabitRule>(m_impl->rows, ""),
                         select<Pause>(m_impl->rows, ""), allHistories(*m_impl->database, m_impl->histories)});
    });
}

} // namespace cairn::core
