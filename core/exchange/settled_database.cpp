#include "core/exchange/settled_database.h"

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sqlite3.h>
#include <system_error>

namespace cairn::core {

namespace {

namespace fs = std::filesystem;

fs::path withSuffix(fs::path path, const char* suffix) {
    path += suffix;
    return path;
}

/// A folder of our own below the system's temporary one, which only the owner can read; gone with the value.
class PrivateFolder {
public:
    PrivateFolder() {
        std::error_code error;
        std::string name = (fs::temp_directory_path(error) / "cairn-import-XXXXXX").string();
#ifdef _WIN32
        for (int i = 0; i < 1000 && m_path.empty(); ++i)
            if (const fs::path path = name + std::to_string(i); fs::create_directory(path, error)) m_path = path;
#else
        if (mkdtemp(name.data()) != nullptr) m_path = name;
#endif
    }
    ~PrivateFolder() {
        std::error_code ignored;
        if (!m_path.empty()) fs::remove_all(m_path, ignored);
    }
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;

    [[nodiscard]] const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

struct DatabaseCloser {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
};

/// Moves the log of the copy into it. No statement of the schema runs: a checkpoint reads none.
bool checkpoint(const fs::path& copy) {
    sqlite3* opened = nullptr;
    const int status = sqlite3_open_v2(copy.string().c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr);
    const std::unique_ptr<sqlite3, DatabaseCloser> database(opened);
    if (status != SQLITE_OK) return false;
    sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(opened, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    const bool isRead = sqlite3_exec(opened, "PRAGMA user_version", nullptr, nullptr, nullptr) == SQLITE_OK;
    return isRead &&
           sqlite3_wal_checkpoint_v2(opened, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr) == SQLITE_OK;
}

} // namespace

bool hasWriteAheadLog(const fs::path& database) {
    std::error_code error;
    const auto size = fs::file_size(withSuffix(database, "-wal"), error);
    return !error && size > 0;
}

Result<std::string> settledBytes(const fs::path& database) {
    const PrivateFolder folder;
    const fs::path copy = folder.path() / "copy.db";
    std::error_code error;
    fs::copy_file(database, copy, error);
    if (!error) fs::copy_file(withSuffix(database, "-wal"), withSuffix(copy, "-wal"), error);
    if (folder.path().empty() || error) {
        const bool isFull = error.value() == ENOSPC;
        return failure(isFull ? ErrorCode::diskFull : ErrorCode::ioFailure, "a private copy can't be made");
    }
    if (!checkpoint(copy)) return failure(ErrorCode::damagedFile, "the database's write-ahead log is damaged");
    std::ifstream stream(copy, std::ios::binary);
    std::string bytes(fs::file_size(copy, error), '\0');
    if (error || !stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size())))
        return failure(ErrorCode::ioFailure, "the private copy can't be read");
    return bytes;
}

} // namespace cairn::core
