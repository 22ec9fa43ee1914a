#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

struct sqlite3;
struct sqlite3_stmt;

namespace cairn::core {

/// One row of a table of a foreign database. Valid only while the function that got it runs.
class ForeignRow {
public:
    ForeignRow(sqlite3_stmt* statement, std::span<const int> places, std::size_t number)
        : m_statement(statement), m_places(places), m_number(number) {}

    /// The column that was asked for at this place: as a number or text; nothing where it is null, absent or of
    /// another kind. Texts are bytes as they stand there, which need not be UTF-8.
    [[nodiscard]] std::optional<std::int64_t> integer(std::size_t column) const;
    [[nodiscard]] std::optional<double> real(std::size_t column) const;
    [[nodiscard]] std::string text(std::size_t column) const;
    /// Counts from 1 in the order of reading.
    [[nodiscard]] std::size_t number() const { return m_number; }

private:
    [[nodiscard]] int typeOf(std::size_t column) const;

    sqlite3_stmt* m_statement;
    std::span<const int> m_places; ///< of each column asked for, in the statement; -1 for none
    std::size_t m_number;
};

/// A SQLite database of another program, held in memory and only read. Its schema is taken for hostile: nothing but
/// plain tables is read, nothing of it is run (views, triggers, functions, virtual tables, extensions), the time and
/// the size of a value are bounded. One thread at a time.
class ForeignDatabase {
public:
    /// Errors: unknownFormat when the bytes are no database, damagedFile when it is cut or corrupt.
    static Result<ForeignDatabase> open(std::string bytes);

    [[nodiscard]] std::int64_t userVersion() const { return m_userVersion; }
    /// Whether there is a plain table of this name.
    [[nodiscard]] bool hasTable(std::string_view table) const;
    [[nodiscard]] bool hasColumn(std::string_view table, std::string_view column) const;

    /// Calls `take` for each row of a table in the order of its row numbers, with these columns; one that the table
    /// lacks is null in each row. It may return false to stop. Errors: damagedFile, cancelled (stopped).
    Result<void> read(std::string_view table, std::span<const std::string_view> columns,
                      const std::function<bool(const ForeignRow&)>& take) const;

private:
    struct Closer {
        void operator()(sqlite3* database) const;
    };
    struct Table {
        std::string name;
        std::vector<std::string> columns;
    };

    ForeignDatabase() = default;
    Result<void> readSchema();
    Result<std::vector<std::string>> columnsOf(const std::string& table) const;
    [[nodiscard]] const Table* find(std::string_view table) const;

    std::unique_ptr<std::string> m_bytes; ///< what the connection reads
    std::unique_ptr<sqlite3, Closer> m_connection;
    std::vector<Table> m_tables;
    std::int64_t m_userVersion = 0;
};

/// Whether the bytes begin as a SQLite database does.
bool isSqlite(std::string_view bytes);

} // namespace cairn::core
