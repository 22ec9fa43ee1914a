#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cairn::support {

// Makes databases as Loop Habit Tracker left them, in the schema of any user_version from 8 to 25 (and numbers beyond,
// which have the newest schema).

struct LoopReminder {
    int hour = 8;
    int minute = 30;
    int days = 127; ///< bit 0 is Saturday
};

struct LoopHabitRow {
    int id = 1;
    std::string name = "Meditate";
    std::string question = "Did you meditate?"; ///< before version 23 it stands in the column description
    std::string description;                    ///< from version 23 on
    bool archived = false;
    int frequencyTimes = 1;
    int frequencyDays = 1;
    int position = 0;
    std::optional<LoopReminder> reminder;
    bool isNumeric = false;
    bool isAtMost = false;
    double target = 0;
    std::string unit;
    std::string uuid = "0123456789abcdef0123456789abcdef"; ///< from version 24 on
    bool isTeal = true; ///< color 00897B of the palette, whatever its number in the version; else D32F2F
};

struct LoopRepetition {
    int habit = 1;
    std::int64_t timestamp = 0; ///< milliseconds
    int value = 2;              ///< from version 16 on
    std::string notes;          ///< from version 25 on
};

struct LoopFile {
    int userVersion = 25;
    std::vector<LoopHabitRow> habits;
    std::vector<LoopRepetition> repetitions;
    std::vector<std::string> statements; ///< run at the end, to make the file a strange one
};

/// The bytes of the database. Throws std::runtime_error when SQLite refuses a statement.
std::string loopBytes(const LoopFile& file);

/// Writes it to a file.
void writeLoopFile(const std::filesystem::path& path, const LoopFile& file);

/// A copy of the database as a running program leaves it: what `statement` does stands in a write-ahead log beside it.
std::filesystem::path writeAheadOf(const std::filesystem::path& database, const std::string& statement);

/// The timestamp that Loop has for a day: midnight in UTC. Days count from 1970-01-01.
constexpr std::int64_t loopTimestamp(int day) {
    return std::int64_t{day} * 86'400'000;
}

} // namespace cairn::support
