#pragma once

#include <unordered_map>

#include "core/domain/history.h"
#include "core/store/database.h"

namespace cairn::core {

/// The compact histories: one blob for each habit, a copy of its logs that can always be rebuilt from them. Functions
/// throw SQLite::Exception.
class Histories {
public:
    explicit Histories(Database& database) : m_database(database) {}

    /// The history of a habit: its blob where count and checksum are right, else made from the logs.
    History of(std::int64_t habit);

    /// Takes over a log that was written; `store` writes the blobs of all habits that were touched.
    void set(std::int64_t habit, Date day, Mark mark, std::optional<double> amount);
    void store();
    /// Drops the history of a habit that goes for good.
    void erase(std::int64_t habit);
    /// Drops what was taken over and not stored.
    void forget();

    /// Owner: rewrites each blob that is missing or wrong by itself; the number of those.
    int repair();
    /// Owner: rewrites each blob that differs from the logs; the number of those. Reads every log.
    int repairFromLogs();

    /// The history that `count` and `bytes` of a blob hold; nothing when they are wrong.
    static std::optional<History> decode(std::int64_t count, std::string_view bytes);

private:
    std::optional<History> stored(std::int64_t habit);
    bool hasBlob(std::int64_t habit);
    History rebuilt(std::int64_t habit);
    void write(std::int64_t habit, const History& history);
    std::vector<std::int64_t> allHabits();

    Database& m_database;
    std::unordered_map<std::int64_t, History> m_touched;
    std::int64_t m_lastHabit = 0;
    History* m_last = nullptr; ///< of m_lastHabit, inside m_touched: logs of one habit come one after another
};

} // namespace cairn::core
