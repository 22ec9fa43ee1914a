#include "core/store/histories.h"

namespace cairn::core {

std::optional<History> Histories::decode(std::int64_t count, std::string_view bytes) {
    auto history = History::fromBytes(bytes);
    if (!history || history->count() != static_cast<std::size_t>(count)) return std::nullopt;
    return std::move(*history);
}

std::optional<History> Histories::stored(std::int64_t habit) {
    Query query = m_database.query("SELECT count, bytes FROM histories WHERE habit = ?");
    if (!query.with(habit).step()) return std::nullopt;
    return decode(query.integer(0), query.bytes(1));
}

bool Histories::hasBlob(std::int64_t habit) {
    return m_database.query("SELECT 1 FROM histories WHERE habit = ?").with(habit).step();
}

History Histories::rebuilt(std::int64_t habit) {
    History history;
    Query query = m_database.query("SELECT day, mark, amount FROM habit_logs WHERE habit = ? ORDER BY day");
    query.with(habit);
    while (query.step()) {
        std::optional<double> amount;
        if (!query.isNull(2)) amount = query.real(2);
        history.set(Date{static_cast<std::int32_t>(query.integer(0))}, static_cast<Mark>(query.integer(1)), amount);
    }
    return history;
}

History Histories::of(std::int64_t habit) {
    auto history = stored(habit);
    return history ? std::move(*history) : rebuilt(habit);
}

void Histories::set(std::int64_t habit, Date day, Mark mark, std::optional<double> amount) {
    if (m_last == nullptr || m_lastHabit != habit) {
        auto known = m_touched.find(habit);
        if (known == m_touched.end()) known = m_touched.emplace(habit, of(habit)).first;
        m_lastHabit = habit;
        m_last = &known->second;
    }
    m_last->set(day, mark, amount);
}

void Histories::write(std::int64_t habit, const History& history) {
    m_database.query("INSERT OR REPLACE INTO histories (habit, count, bytes) VALUES (?, ?, ?)")
        .with(habit, static_cast<std::int64_t>(history.count()))
        .withBytes(history.toBytes())
        .run();
}

void Histories::store() {
    for (const auto& [habit, history] : m_touched) write(habit, history);
    forget();
}

void Histories::erase(std::int64_t habit) {
    m_touched.erase(habit);
    m_last = nullptr;
    m_database.query("DELETE FROM histories WHERE habit = ?").with(habit).run();
}

void Histories::forget() {
    m_touched.clear();
    m_last = nullptr;
}

std::vector<std::int64_t> Histories::allHabits() {
    std::vector<std::int64_t> habits;
    Query query = m_database.query("SELECT rowid FROM habits");
    while (query.step()) habits.push_back(query.integer(0));
    return habits;
}

int Histories::repair() {
    int repaired = 0;
    for (const std::int64_t habit : allHabits()) {
        if (stored(habit)) continue;
        const History history = rebuilt(habit);
        if (history.count() == 0 && !hasBlob(habit)) continue;
        write(habit, history);
        ++repaired;
    }
    return repaired;
}

int Histories::repairFromLogs() {
    int repaired = 0;
    for (const std::int64_t habit : allHabits()) {
        const History history = rebuilt(habit);
        const auto known = stored(habit);
        if (known ? *known == history : history.count() == 0) continue;
        write(habit, history);
        ++repaired;
    }
    return repaired;
}

} // namespace cairn::core
