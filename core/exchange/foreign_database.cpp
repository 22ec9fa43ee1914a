#include "core/exchange/foreign_database.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <sqlite3.h>

namespace cairn::core {

namespace {

constexpr std::string_view magic{"SQLite format 3\0", 16};
constexpr std::size_t headerSize = 100;

struct Finalizer {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalizer>;

tl::unexpected<Error> damaged() {
    return failure(ErrorCode::damagedFile, "the database is cut or damaged");
}

bool sameWord(std::string_view left, std::string_view right) {
    const auto same = [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); };
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), same);
}

std::uint64_t bigEndian(std::string_view bytes, std::size_t at, std::size_t length) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < length; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

/// Whether the file is as long as its header says; SQLite takes a cut last page for zeros. The page count counts only
/// where it was written with the last change (file format, section 1.3.8).
bool isWhole(std::string_view bytes) {
    if (bytes.size() < headerSize) return false;
    const std::uint64_t stated = bigEndian(bytes, 16, 2);
    const std::uint64_t pageSize = stated == 1 ? 65536 : stated;
    if (pageSize < 512 || bytes.size() % pageSize != 0) return false;
    const bool isCountValid = bigEndian(bytes, 24, 4) == bigEndian(bytes, 92, 4);
    return !isCountValid || bigEndian(bytes, 28, 4) * pageSize <= bytes.size();
}

/// Says that no write-ahead log lies beside: what stood in one was taken over before the bytes were read.
void dropWalMark(std::string& bytes) {
    constexpr std::size_t writeVersion = 18;
    constexpr std::size_t readVersion = 19;
    for (const std::size_t place : {writeVersion, readVersion})
        if (bytes[place] == 2) bytes[place] = 1;
}

/// Lets statements read tables and nothing else.
int authorize(void*, int action, const char*, const char*, const char*, const char*) {
    return action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_PRAGMA ? SQLITE_OK : SQLITE_DENY;
}

/// Stops a statement that runs for longer than any honest file needs.
int stopWhenLong(void* left) {
    return --*static_cast<int*>(left) < 0 ? 1 : 0;
}

void restrict(sqlite3* connection) {
    constexpr int longestValue = 4 << 20;
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
    sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, longestValue);
    sqlite3_limit(connection, SQLITE_LIMIT_SQL_LENGTH, 100'000);
    sqlite3_limit(connection, SQLITE_LIMIT_COLUMN, 200);
    sqlite3_limit(connection, SQLITE_LIMIT_EXPR_DEPTH, 20);
    sqlite3_limit(connection, SQLITE_LIMIT_COMPOUND_SELECT, 2);
    sqlite3_limit(connection, SQLITE_LIMIT_VDBE_OP, 10'000);
    sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(connection, SQLITE_LIMIT_TRIGGER_DEPTH, 1);
    sqlite3_set_authorizer(connection, authorize, nullptr);
}

Statement prepare(sqlite3* connection, const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(connection, sql.c_str(), static_cast<int>(sql.size()), &statement, nullptr);
    return Statement(statement);
}

std::string textAt(sqlite3_stmt* statement, int column) {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
    return bytes == nullptr ? std::string()
                            : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
}

std::string quoted(std::string_view name) {
    std::string text = "\"";
    for (const char c : name) {
        if (c == '"') text += '"';
        text += c;
    }
    return text + '"';
}

} // namespace

bool isSqlite(std::string_view bytes) {
    return bytes.starts_with(magic);
}

void ForeignDatabase::Closer::operator()(sqlite3* database) const {
    sqlite3_close(database);
}

int ForeignRow::typeOf(std::size_t column) const {
    return m_places[column] < 0 ? SQLITE_NULL : sqlite3_column_type(m_statement, m_places[column]);
}

std::optional<std::int64_t> ForeignRow::integer(std::size_t column) const {
    if (typeOf(column) != SQLITE_INTEGER) return std::nullopt;
    return sqlite3_column_int64(m_statement, m_places[column]);
}

std::optional<double> ForeignRow::real(std::size_t column) const {
    const int type = typeOf(column);
    if (type != SQLITE_INTEGER && type != SQLITE_FLOAT) return std::nullopt;
    return sqlite3_column_double(m_statement, m_places[column]);
}

std::string ForeignRow::text(std::size_t column) const {
    return typeOf(column) == SQLITE_TEXT ? textAt(m_statement, m_places[column]) : std::string();
}

Result<ForeignDatabase> ForeignDatabase::open(std::string bytes) {
    if (!isSqlite(bytes)) return failure(ErrorCode::unknownFormat, "this is no SQLite database");
    if (!isWhole(bytes)) return damaged();
    dropWalMark(bytes);
    ForeignDatabase database;
    database.m_bytes = std::make_unique<std::string>(std::move(bytes));
    sqlite3* connection = nullptr;
    const int opened = sqlite3_open_v2(":memory:", &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    database.m_connection.reset(connection);
    if (opened != SQLITE_OK) return failure(ErrorCode::internal, "SQLite can't open a database in memory");
    auto* const data = reinterpret_cast<unsigned char*>(database.m_bytes->data());
    const auto size = static_cast<sqlite3_int64>(database.m_bytes->size());
    if (sqlite3_deserialize(connection, "main", data, size, size, SQLITE_DESERIALIZE_READONLY) != SQLITE_OK)
        return damaged();
    restrict(connection); // only now: taking the bytes over is an ATTACH, and reads nothing of them yet
    database.m_userVersion = static_cast<std::int32_t>(bigEndian(*database.m_bytes, 60, 4));
    if (auto read = database.readSchema(); !read) return tl::unexpected(read.error());
    return database;
}

Result<void> ForeignDatabase::readSchema() {
    const Statement schema = prepare(m_connection.get(), "SELECT type, name, sql FROM sqlite_master");
    if (schema == nullptr) return damaged();
    constexpr std::size_t mostTables = 200;
    int status = SQLITE_ROW;
    std::vector<std::string> names;
    while ((status = sqlite3_step(schema.get())) == SQLITE_ROW && names.size() < mostTables) {
        const std::string sql = textAt(schema.get(), 2);
        const bool isVirtual = sql.size() > 14 && sameWord(std::string_view(sql).substr(0, 14), "CREATE VIRTUAL");
        if (textAt(schema.get(), 0) == "table" && !isVirtual) names.push_back(textAt(schema.get(), 1));
    }
    if (status != SQLITE_ROW && status != SQLITE_DONE) return damaged();
    for (std::string& name : names) {
        auto columns = columnsOf(name);
        if (columns) m_tables.push_back({std::move(name), std::move(*columns)});
    }
    return {};
}

Result<std::vector<std::string>> ForeignDatabase::columnsOf(const std::string& table) const {
    const Statement rows = prepare(m_connection.get(), fmt::format("SELECT * FROM {} LIMIT 0", quoted(table)));
    if (rows == nullptr) return damaged();
    std::vector<std::string> columns;
    columns.reserve(static_cast<std::size_t>(sqlite3_column_count(rows.get())));
    for (int i = 0; i < sqlite3_column_count(rows.get()); ++i) columns.emplace_back(sqlite3_column_name(rows.get(), i));
    return columns;
}

const ForeignDatabase::Table* ForeignDatabase::find(std::string_view table) const {
    const auto found =
        std::find_if(m_tables.begin(), m_tables.end(), [&](const Table& t) { return sameWord(t.name, table); });
    return found == m_tables.end() ? nullptr : &*found;
}

bool ForeignDatabase::hasTable(std::string_view table) const {
    return find(table) != nullptr;
}

bool ForeignDatabase::hasColumn(std::string_view table, std::string_view column) const {
    const Table* const found = find(table);
    return found != nullptr && std::any_of(found->columns.begin(), found->columns.end(),
                                           [&](const std::string& name) { return sameWord(name, column); });
}

Result<void> ForeignDatabase::read(std::string_view table, std::span<const std::string_view> columns,
                                   const std::function<bool(const ForeignRow&)>& take) const {
    const Table* const found = find(table);
    if (found == nullptr) return damaged();
    std::string list = "rowid";
    std::vector<int> places;
    int next = 1;
    for (const std::string_view column : columns) {
        places.push_back(hasColumn(table, column) ? next++ : -1);
        if (places.back() > 0) list += ", " + quoted(column);
    }
    const Statement rows =
        prepare(m_connection.get(), fmt::format("SELECT {} FROM {} ORDER BY 1", list, quoted(found->name)));
    if (rows == nullptr) return damaged();
    constexpr int stepsAtOnce = 100'000;
    int left = 20'000; // some two thousand million steps, a minute at the most
    sqlite3_progress_handler(m_connection.get(), stepsAtOnce, stopWhenLong, &left);
    int status = SQLITE_ROW;
    std::size_t number = 0;
    bool goesOn = true;
    while (goesOn && (status = sqlite3_step(rows.get())) == SQLITE_ROW)
        goesOn = take(ForeignRow(rows.get(), places, ++number));
    sqlite3_progress_handler(m_connection.get(), 0, nullptr, nullptr);
    if (!goesOn) return failure(ErrorCode::cancelled, "reading was stopped");
    if (status != SQLITE_DONE) return damaged();
    return {};
}

} // namespace cairn::core
