#include "core/store/database.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include "core/store/file_lock.h"

namespace cairn::core {

namespace {

constexpr int busyTimeout = 5'000; ///< ms
constexpr int pagesOfCheckpoint = 1'000;
constexpr int bytesOfIdleLog = 4 << 20;

int openFlags(Database::Access access) {
    if (access == Database::Access::owner) return SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;
    if (access == Database::Access::frozen) return SQLite::OPEN_READONLY | SQLite::OPEN_URI;
    return SQLite::OPEN_READWRITE | SQLite::OPEN_URI;
}

/// The file as a URI, whose special characters are escaped.
std::string frozenUri(const std::filesystem::path& file) {
    std::string uri = "file:";
    for (const char c : std::filesystem::absolute(file).string())
        uri += c == '%' || c == '?' || c == '#' ? fmt::format("%{:02X}", static_cast<unsigned char>(c))
                                                : std::string(1, c);
    return uri + "?immutable=1";
}

/// The name that SQLite is given: no relative one, which it could take for a URI.
std::string nameFor(const std::filesystem::path& file, Database::Access access) {
    return access == Database::Access::frozen ? frozenUri(file) : std::filesystem::absolute(file).string();
}

void configureReader(SQLite::Database& connection) {
    connection.exec("PRAGMA query_only = ON");
    connection.exec("PRAGMA wal_autocheckpoint = 0");
    sqlite3_db_config(connection.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

/// What SQLite made beside a file while that could not be written has its permissions, and would refuse every writer
/// after the file has got its own back.
void letOwnerWriteBeside(const std::filesystem::path& file) {
    using std::filesystem::perms;
    std::error_code error;
    const auto mayWrite = [&](const std::filesystem::path& each) {
        return (status(each, error).permissions() & perms::owner_write) != perms::none;
    };
    if (!mayWrite(file)) return;
    for (const char* ending : {"-wal", "-shm"})
        if (const auto beside = std::filesystem::path(file) += ending; exists(beside, error) && !mayWrite(beside))
            permissions(beside, perms::owner_write, std::filesystem::perm_options::add, error);
}

bool hasLog(const std::filesystem::path& file) {
    std::error_code error;
    const auto size = file_size(std::filesystem::path(file) += "-wal", error);
    return !error && size > 0;
}

std::shared_ptr<Database> openAndRead(const std::filesystem::path& file, Database::Access access) {
    auto database = std::make_shared<Database>(file, access);
    database->number("SELECT count(*) FROM sqlite_master");
    return database;
}

void configureOwner(SQLite::Database& connection) {
    if (sqlite3_db_readonly(connection.getHandle(), "main") == 1) throw SQLite::Exception("read only", SQLITE_READONLY);
    connection.exec("PRAGMA journal_mode = WAL");
    connection.exec("PRAGMA synchronous = FULL");
    connection.exec("PRAGMA foreign_keys = ON");
    connection.exec(fmt::format("PRAGMA wal_autocheckpoint = {}", pagesOfCheckpoint));
    connection.exec(fmt::format("PRAGMA journal_size_limit = {}", bytesOfIdleLog));
}

} // namespace

SQLite::Exception namingFullDisk(const SQLite::Exception& exception, sqlite3* connection, int systemError) {
    const auto isFull = [](int reason) { return reason == ENOSPC || reason == EDQUOT; };
    const int code = exception.getErrorCode() & 0xFF;
    if (code != SQLITE_IOERR && code != SQLITE_CANTOPEN) return exception;
    // Shared memory that can't grow is told without a reason.
    const bool isToGrow = sqlite3_extended_errcode(connection) == SQLITE_IOERR_SHMSIZE;
    const bool isKept = systemError != EIO && (isToGrow || isFull(sqlite3_system_errno(connection)));
    if (!isFull(systemError) && !isKept) return exception;
    return {fmt::format("no space (SQLite {})", exception.getExtendedErrorCode()), SQLITE_FULL};
}

Query::~Query() {
    if (m_statement == nullptr) return;
    m_statement->tryReset();
    m_statement->clearBindings();
}

Query& Query::withBytes(std::string_view bytes) {
    m_statement->bind(++m_next, bytes.data(), static_cast<int>(bytes.size()));
    return *this;
}

std::string_view Query::bytes(int column) const {
    const SQLite::Column value = m_statement->getColumn(column);
    const auto* data = static_cast<const char*>(value.getBlob());
    return {data, static_cast<std::size_t>(value.getBytes())};
}

Uuid Query::uuid(int column) const {
    Uuid id;
    const std::string_view text = bytes(column);
    std::copy_n(text.begin(), std::min(text.size(), id.bytes.size()), id.bytes.begin());
    return id;
}

void Query::bindNext(const Value& value) {
    std::visit(
        [this](const auto& plain) {
            if constexpr (std::is_same_v<std::decay_t<decltype(plain)>, std::monostate>)
                ++m_next;
            else
                bindNext(plain);
        },
        value);
}

Database::Database(const std::filesystem::path& file, Access access)
    : m_connection(nameFor(file, access), openFlags(access), busyTimeout) {
    sqlite3_extended_result_codes(m_connection.getHandle(), 1);
    if (access != Access::frozen) letOwnerWriteBeside(file);
    onConnection(m_connection.getHandle(), [&] {
        if (access == Access::owner) return configureOwner(m_connection);
        configureReader(m_connection);
        if (access == Access::alone) m_connection.exec("PRAGMA locking_mode = EXCLUSIVE");
    });
}

std::shared_ptr<Database> openForReading(const std::filesystem::path& file) {
    std::error_code error;
    const bool isShared = exists(std::filesystem::path(file) += "-shm", error);
    if (!isWritable(file) && !isShared && !hasLog(file)) return openAndRead(file, Database::Access::frozen);
    try {
        return openAndRead(file, Database::Access::reader);
    } catch (const SQLite::Exception& exception) {
        const int code = exception.getErrorCode() & 0xFF;
        const bool isFull = code == SQLITE_FULL;
        const bool isUnwritable = code == SQLITE_CANTOPEN || code == SQLITE_READONLY;
        if (hasLog(file) ? !isFull : !isFull && !isUnwritable) throw;
        return openAndRead(file, hasLog(file) ? Database::Access::alone : Database::Access::frozen);
    }
}

SQLite::Statement& Database::statement(const std::string& sql) {
    std::unique_ptr<SQLite::Statement>& statement = m_statements[sql];
    if (!statement)
        statement = onConnection(m_connection.getHandle(),
                                 [&] { return std::make_unique<SQLite::Statement>(m_connection, sql); });
    return *statement;
}

void Database::attachFrozen(const std::filesystem::path& file, const std::string& name) {
    query("ATTACH ? AS " + name).with(frozenUri(file)).run();
}

std::int64_t Database::number(const std::string& sql) {
    Query query = this->query(sql);
    return query.step() ? query.integer(0) : 0;
}

void Database::leaveLog() {
    sqlite3_db_config(m_connection.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

bool Database::isInTransaction() const {
    return sqlite3_get_autocommit(m_connection.getHandle()) == 0;
}

Transaction::Transaction(Database& database, Purpose purpose)
    : m_database(database), m_isOpen(!database.isInTransaction()) {
    if (m_isOpen) m_database.run(purpose == Purpose::write ? "BEGIN IMMEDIATE" : "BEGIN");
}

Transaction::~Transaction() {
    if (m_isOpen && m_database.isInTransaction()) m_database.connection().tryExec("ROLLBACK");
}

void Transaction::commit() {
    if (m_isOpen) m_database.run("COMMIT");
    m_isOpen = false;
}

Error errorOf(const SQLite::Exception& exception) {
    const std::string detail = fmt::format("SQLite {}: {}", exception.getExtendedErrorCode(), exception.getErrorStr());
    switch (exception.getErrorCode() & 0xFF) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return {ErrorCode::storeDamaged, detail};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH: return {ErrorCode::storeReadOnly, detail};
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return {ErrorCode::storeBusy, detail};
    case SQLITE_FULL: return {ErrorCode::diskFull, detail};
    case SQLITE_TOOBIG: return {ErrorCode::tooLarge, detail};
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_NOMEM: return {ErrorCode::ioFailure, detail};
    default: return {ErrorCode::internal, detail};
    }
}

} // namespace cairn::core
