#include "tests/support/loop_file.h"

#include <fstream>
#include <memory>
#include <sqlite3.h>
#include <stdexcept>

namespace cairn::support {

namespace {

/// A database in memory, made statement by statement.
class Maker {
public:
    Maker() {
        sqlite3* opened = nullptr;
        sqlite3_open(":memory:", &opened);
        m_database.reset(opened);
        run("PRAGMA page_size = 512"); // many pages, so that a cut falls everywhere
    }

    void run(const std::string& sql) {
        if (sqlite3_exec(m_database.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
            throw std::runtime_error(std::string(sqlite3_errmsg(m_database.get())) + " in " + sql);
    }

    [[nodiscard]] std::string bytes() const {
        sqlite3_int64 size = 0;
        unsigned char* const data = sqlite3_serialize(m_database.get(), "main", &size, 0);
        std::string result(reinterpret_cast<const char*>(data), static_cast<std::size_t>(size));
        sqlite3_free(data);
        return result;
    }

private:
    struct Closer {
        void operator()(sqlite3* database) const { sqlite3_close(database); }
    };
    std::unique_ptr<sqlite3, Closer> m_database;
};

std::string text(const std::string& value) {
    std::string quoted = "'";
    for (const char c : value) {
        if (c == '\'') quoted += '\'';
        quoted += c;
    }
    return quoted + "'";
}

void makeHabits(Maker& maker, int version) {
    std::string columns = "id integer primary key autoincrement, archived integer, color integer, description text, "
                          "freq_den integer, freq_num integer, highlight integer, name text, position integer, "
                          "reminder_hour integer, reminder_min integer";
    if (version >= 11) columns += ", reminder_days integer not null default 127";
    if (version >= 16) columns += ", type integer not null default 0";
    if (version >= 18)
        columns += ", target_type integer not null default 0, target_value real not null default 0, "
                   "unit text not null default ''";
    if (version >= 23) columns += ", question text";
    if (version >= 24) columns += ", uuid text";
    maker.run("CREATE TABLE Habits (" + columns + ")");
}

void makeOthers(Maker& maker, int version) {
    std::string columns =
        "id integer primary key autoincrement, habit integer references habits(id), timestamp integer";
    if (version >= 22)
        columns = "id integer primary key autoincrement, habit integer not null references habits(id), "
                  "timestamp integer not null";
    if (version >= 16) columns += ", value integer not null default 2";
    if (version >= 25) columns += ", notes text";
    maker.run("CREATE TABLE Repetitions (" + columns + ")");
    maker.run(version >= 22 ? "CREATE UNIQUE INDEX idx_repetitions_habit_timestamp ON Repetitions(habit, timestamp)"
                            : "CREATE INDEX idx_repetitions_habit_timestamp ON Repetitions(habit, timestamp)");
    if (version < 20) {
        maker.run("CREATE TABLE Checkmarks (id integer primary key, habit integer, timestamp integer, value integer)");
        maker.run(
            "CREATE TABLE Streak (id integer primary key, end integer, habit integer, length integer, start integer)");
        maker.run("CREATE TABLE Score (id integer primary key, habit integer, score real, timestamp integer)");
    }
    if (version >= 19)
        maker.run("CREATE TABLE Events (id integer primary key, timestamp integer, message text, server_id integer)");
    maker.run("CREATE TABLE android_metadata (locale text)");
}

std::string color(const LoopHabitRow& habit, int version) {
    if (version < 14) return habit.isTeal ? "-16742021" : "-2937041";
    if (version < 21) return habit.isTeal ? "5" : "0";
    return habit.isTeal ? "8" : "0";
}

void insertHabit(Maker& maker, const LoopHabitRow& habit, int version) {
    std::string columns = "id, archived, color, description, freq_den, freq_num, highlight, name, position";
    std::string values = std::to_string(habit.id) + ", " + (habit.archived ? "1" : "0") + ", " + color(habit, version) +
                         ", " + text(version >= 23 ? habit.description : habit.question) + ", " +
                         std::to_string(habit.frequencyDays) + ", " + std::to_string(habit.frequencyTimes) + ", 0, " +
                         text(habit.name) + ", " + std::to_string(habit.position);
    const auto add = [&](int since, const std::string& column, const std::string& value) {
        if (version < since) return;
        columns += ", " + column;
        values += ", " + value;
    };
    if (habit.reminder) {
        add(0, "reminder_hour", std::to_string(habit.reminder->hour));
        add(0, "reminder_min", std::to_string(habit.reminder->minute));
        add(11, "reminder_days", std::to_string(habit.reminder->days));
    }
    add(16, "type", habit.isNumeric ? "1" : "0");
    add(18, "target_type", habit.isAtMost ? "1" : "0");
    add(18, "target_value", std::to_string(habit.target));
    add(18, "unit", text(habit.unit));
    add(23, "question", text(habit.question));
    add(24, "uuid", text(habit.uuid));
    maker.run("INSERT INTO Habits (" + columns + ") VALUES (" + values + ")");
}

void insertRepetition(Maker& maker, const LoopRepetition& repetition, int version) {
    std::string columns = "habit, timestamp";
    std::string values = std::to_string(repetition.habit) + ", " + std::to_string(repetition.timestamp);
    if (version >= 16) {
        columns += ", value";
        values += ", " + std::to_string(repetition.value);
    }
    if (version >= 25) {
        columns += ", notes";
        values += ", " + text(repetition.notes);
    }
    maker.run("INSERT INTO Repetitions (" + columns + ") VALUES (" + values + ")");
}

} // namespace

std::string loopBytes(const LoopFile& file) {
    Maker maker;
    maker.run("BEGIN");
    makeHabits(maker, file.userVersion);
    makeOthers(maker, file.userVersion);
    for (const LoopHabitRow& habit : file.habits) insertHabit(maker, habit, file.userVersion);
    for (const LoopRepetition& repetition : file.repetitions) insertRepetition(maker, repetition, file.userVersion);
    for (const std::string& statement : file.statements) maker.run(statement);
    maker.run("PRAGMA user_version = " + std::to_string(file.userVersion));
    maker.run("COMMIT");
    return maker.bytes();
}

void writeLoopFile(const std::filesystem::path& path, const LoopFile& file) {
    std::ofstream(path, std::ios::binary) << loopBytes(file);
}

std::filesystem::path writeAheadOf(const std::filesystem::path& database, const std::string& statement) {
    const std::filesystem::path copy = database.string() + ".copy";
    sqlite3* live = nullptr;
    sqlite3_open(database.string().c_str(), &live);
    sqlite3_exec(live, "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr);
    sqlite3_exec(live, statement.c_str(), nullptr, nullptr, nullptr);
    std::filesystem::copy_file(database, copy);
    std::filesystem::copy_file(database.string() + "-wal", copy.string() + "-wal");
    sqlite3_close(live);
    return copy;
}

} // namespace cairn::support
