#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/base/error.h"
#include "core/base/uuid.h"
#include "core/domain/value.h"

namespace cairn::core {

/// What SQLite threw, as SQLITE_FULL where the system said that a full disk or a used up quota is behind it: SQLite
/// tells that itself of plain writes only, and of syncs, new files and the shared memory as a failure of the disk.
/// `systemError` is the thread's errno after the call: SQLite does not keep it where a COMMIT fails.
SQLite::Exception namingFullDisk(const SQLite::Exception& exception, sqlite3* connection, int systemError);

/// Runs `action` of a connection; what it throws names a full disk.
template<class Action>
auto onConnection(sqlite3* connection, const Action& action) -> decltype(action()) {
    errno = 0;
    try {
        return action();
    } catch (const SQLite::Exception& exception) {
        throw namingFullDisk(exception, connection, errno);
    }
}

/// A prepared statement in use; it is reset, and its bindings forgotten, when this goes out of scope. All functions
/// throw SQLite::Exception; `attempt` below turns that into an Error.
class Query {
public:
    Query(SQLite::Statement& statement, sqlite3* connection) : m_statement(&statement), m_connection(connection) {}
    Query(Query&& other) noexcept
        : m_statement(std::exchange(other.m_statement, nullptr)), m_connection(other.m_connection),
          m_next(other.m_next) {}
    Query& operator=(Query&&) = delete;
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
    ~Query();

    /// Binds the next parameters, in order.
    template<class... T>
    Query& with(const T&... values) {
        (bindNext(values), ...);
        return *this;
    }
    /// Bytes that need not be text.
    Query& withBytes(std::string_view bytes);

    /// Moves to the next row; false after the last one.
    bool step() {
        return onConnection(m_connection, [this] { return m_statement->executeStep(); });
    }
    /// Runs a statement that returns no rows.
    void run() {
        onConnection(m_connection, [this] { m_statement->exec(); });
    }

    [[nodiscard]] bool isNull(int column) const { return m_statement->isColumnNull(column); }
    [[nodiscard]] std::int64_t integer(int column) const { return m_statement->getColumn(column).getInt64(); }
    [[nodiscard]] double real(int column) const { return m_statement->getColumn(column).getDouble(); }
    /// Text or bytes; valid until the next step.
    [[nodiscard]] std::string_view bytes(int column) const;
    [[nodiscard]] Uuid uuid(int column) const;

private:
    void bindNext(std::int64_t value) { m_statement->bind(++m_next, value); }
    void bindNext(int value) { m_statement->bind(++m_next, value); }
    void bindNext(double value) { m_statement->bind(++m_next, value); }
    void bindNext(const std::string& value) { m_statement->bind(++m_next, value); }
    void bindNext(std::string_view value) { m_statement->bind(++m_next, std::string(value)); }
    void bindNext(const char* value) { m_statement->bind(++m_next, value); }
    void bindNext(const Uuid& value) {
        m_statement->bind(++m_next, value.bytes.data(), static_cast<int>(value.bytes.size()));
    }
    void bindNext(const Value& value);
    template<class T>
    void bindNext(const std::optional<T>& value) {
        if (value)
            bindNext(*value);
        else
            ++m_next;
    }

    SQLite::Statement* m_statement;
    sqlite3* m_connection;
    int m_next = 0;
};

/// One connection with the settings that its part asks for, and its prepared statements. Belongs to one thread at a
/// time. Functions throw SQLite::Exception.
class Database {
public:
    /// owner: reads, writes and checkpoints. reader: never writes and never checkpoints, not on closing either. alone:
    /// a reader that needs no memory shared beside the file, and lets nobody else have it open. frozen: reads a file
    /// that nobody writes, and leaves no trace beside it.
    enum class Access : std::uint8_t { owner, reader, alone, frozen };

    /// Opens the file; the owner makes one that is not there.
    Database(const std::filesystem::path& file, Access access);

    /// The prepared form of `sql`, made once for each connection.
    Query query(const std::string& sql) { return query(statement(sql)); }
    Query query(SQLite::Statement& statement) { return {statement, m_connection.getHandle()}; }
    /// The same for who keeps it; valid as long as the connection.
    SQLite::Statement& statement(const std::string& sql);
    /// Runs statements that return nothing.
    void run(const std::string& sql) {
        onConnection(m_connection.getHandle(), [&] { m_connection.exec(sql); });
    }
    /// The first column of the first row, as a number; 0 where there is no row.
    std::int64_t number(const std::string& sql);

    /// Attaches a file that nobody writes, for reading beside this one.
    void attachFrozen(const std::filesystem::path& file, const std::string& name);

    /// Closing will not touch the log beside the file any more: it may be another's.
    void leaveLog();

    [[nodiscard]] bool isInTransaction() const;
    [[nodiscard]] SQLite::Database& connection() { return m_connection; }

private:
    SQLite::Database m_connection;
    std::unordered_map<std::string, std::unique_ptr<SQLite::Statement>> m_statements;
};

/// A connection that reads the store. Where nothing can be written beside the file, because that may not be or the disk
/// is full, it is read as it stands; with a log beside it, which then nobody writes, on a full disk only. Throws
/// SQLite::Exception.
std::shared_ptr<Database> openForReading(const std::filesystem::path& file);

/// A transaction that is rolled back where it is not committed. Inside of another one it does nothing.
class Transaction {
public:
    enum class Purpose : std::uint8_t { read, write };

    Transaction(Database& database, Purpose purpose);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();
    void commit();

private:
    Database& m_database;
    bool m_isOpen;
};

/// The Error that says what went wrong in SQLite: storeDamaged, storeReadOnly, storeBusy, diskFull, tooLarge,
/// ioFailure, else internal.
Error errorOf(const SQLite::Exception& exception);

/// Runs `action`, which returns a Result, and turns an exception of the database or of memory into an Error.
template<class Action>
auto attempt(const Action& action) -> decltype(action()) {
    try {
        return action();
    } catch (const SQLite::Exception& exception) {
        return tl::unexpected(errorOf(exception));
    } catch (const std::bad_alloc&) {
        return failure(ErrorCode::ioFailure, "out of memory");
    }
}

} // namespace cairn::core
