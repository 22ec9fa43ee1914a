#pragma once

#include <cstdint>
#include <filesystem>
#include <sqlite3.h>
#include <string>
#include <vector>

namespace cairn::bench {

/// One recorded day, as both sides are given it.
struct LogRow {
    std::int64_t habit = 0; ///< from 1 on
    std::int64_t day = 0;   ///< days since 1970-01-01
    std::int64_t value = 0; ///< Loop's code: 2 done, 0 missed, 3 skipped
};

/// `habits` habits with `days` recorded days each, ending on 2024-12-31; nine of ten done.
std::vector<LogRow> madeRows(int habits, int days);

/// A connection as thin as can be, the peer of all comparisons: WAL and FULL like the store. Aborts on any error.
class BareSqlite {
public:
    explicit BareSqlite(const std::filesystem::path& file);
    ~BareSqlite();
    BareSqlite(const BareSqlite&) = delete;
    BareSqlite& operator=(const BareSqlite&) = delete;

    void run(const std::string& sql);
    /// The first column of the first row.
    std::int64_t number(const std::string& sql);
    /// One prepared statement, run for each row with habit, day and value bound, in one transaction.
    void insertAll(const std::string& sql, const std::vector<LogRow>& rows);

private:
    void check(int code);
    sqlite3* m_connection = nullptr;
};

/// A backup as Loop writes it (user_version 25) that holds these rows.
void writeLoopBackup(const std::filesystem::path& file, const std::vector<LogRow>& rows);

} // namespace cairn::bench
