#include "tests/bench/bare_sqlite.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace cairn::bench {

std::vector<LogRow> madeRows(int habits, int days) {
    constexpr std::int64_t lastDay = 20088; // 2024-12-31
    std::vector<LogRow> rows;
    rows.reserve(static_cast<std::size_t>(habits) * static_cast<std::size_t>(days));
    for (int habit = 1; habit <= habits; ++habit)
        for (int i = 0; i < days; ++i) rows.push_back({habit, lastDay - days + 1 + i, (habit + i) % 10 == 0 ? 0 : 2});
    return rows;
}

BareSqlite::BareSqlite(const std::filesystem::path& file) {
    check(sqlite3_open(file.c_str(), &m_connection));
    run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON");
}

BareSqlite::~BareSqlite() {
    sqlite3_close(m_connection);
}

void BareSqlite::check(int code) {
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
    std::fprintf(stderr, "SQLite: %s\n", sqlite3_errmsg(m_connection));
    std::abort();
}

void BareSqlite::run(const std::string& sql) {
    check(sqlite3_exec(m_connection, sql.c_str(), nullptr, nullptr, nullptr));
}

std::int64_t BareSqlite::number(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(m_connection, sql.c_str(), -1, &statement, nullptr));
    check(sqlite3_step(statement));
    const auto value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

void BareSqlite::insertAll(const std::string& sql, const std::vector<LogRow>& rows) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(m_connection, sql.c_str(), -1, &statement, nullptr));
    run("BEGIN IMMEDIATE");
    for (const auto& row : rows) {
        sqlite3_bind_int64(statement, 1, row.habit);
        sqlite3_bind_int64(statement, 2, row.day);
        sqlite3_bind_int64(statement, 3, row.value);
        check(sqlite3_step(statement));
        sqlite3_reset(statement);
    }
    run("COMMIT");
    sqlite3_finalize(statement);
}

void writeLoopBackup(const std::filesystem::path& file, const std::vector<LogRow>& rows) {
    BareSqlite loop(file);
    loop.run(
        "PRAGMA journal_mode=DELETE; PRAGMA user_version=25;"
        "CREATE TABLE Habits (id INTEGER PRIMARY KEY AUTOINCREMENT, archived INTEGER, color INTEGER, description TEXT,"
        " freq_den INTEGER, freq_num INTEGER, highlight INTEGER, name TEXT, position INTEGER, reminder_hour INTEGER,"
        " reminder_min INTEGER, reminder_days INTEGER NOT NULL DEFAULT 127, type INTEGER NOT NULL DEFAULT 0,"
        " target_type INTEGER NOT NULL DEFAULT 0, target_value REAL NOT NULL DEFAULT 0, unit TEXT NOT NULL DEFAULT '',"
        " question TEXT, uuid TEXT);"
        "CREATE TABLE Repetitions (id INTEGER PRIMARY KEY AUTOINCREMENT, habit INTEGER NOT NULL REFERENCES Habits(id),"
        " timestamp INTEGER NOT NULL, value INTEGER NOT NULL, notes TEXT);"
        "CREATE UNIQUE INDEX idx_repetitions_habit_timestamp ON Repetitions(habit, timestamp)");
    const auto habits = rows.empty() ? 0 : std::ranges::max(rows, {}, &LogRow::habit).habit;
    for (std::int64_t id = 1; id <= habits; ++id) {
        const auto text = std::to_string(id);
        loop.run("INSERT INTO Habits (id, archived, color, description, freq_den, freq_num, highlight, name, position,"
                 " question, uuid) VALUES (" +
                 text + ", 0, 8, '', 1, 1, 0, 'Habit " + text + "', " + text + ", '', '" +
                 std::string(32 - text.size(), 'a') + text + "')");
    }
    loop.insertAll("INSERT INTO Repetitions (habit, timestamp, value) VALUES (?1, ?2 * 86400000, ?3)", rows);
}

} // namespace cairn::bench
