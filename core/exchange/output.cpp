#include "core/exchange/output.h"

#include <cerrno>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <memory>
#include <system_error>
#include <zip.h>

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

#include "core/base/failpoint.h"

namespace cairn::core {

namespace {

namespace fs = std::filesystem;

struct FileCloser {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, FileCloser>;

tl::unexpected<Error> failed(int error) {
    if (error == ENOSPC || error == EDQUOT) return failure(ErrorCode::diskFull, "the disk is full");
    return failure(ErrorCode::ioFailure, "the file can't be written");
}

bool toDisk(std::FILE* file) {
#ifdef _WIN32
    return _commit(_fileno(file)) == 0;
#else
    return fsync(fileno(file)) == 0;
#endif
}

Result<void> writeTo(std::FILE* file, std::string_view bytes) {
    errno = 0;
    if (std::fwrite(bytes.data(), 1, bytes.size(), file) != bytes.size() || std::fflush(file) != 0)
        return failed(errno);
    return {};
}

/// A file on its way: under a name beside its own until it is committed; gone when it never is.
class Unfinished {
public:
    explicit Unfinished(fs::path destination) : m_destination(std::move(destination)) {
        m_part = m_destination;
        m_part += ".part";
    }
    ~Unfinished() {
        std::error_code ignored;
        if (!m_isDone) fs::remove(m_part, ignored);
    }
    Unfinished(Unfinished&& other) noexcept
        : m_destination(std::move(other.m_destination)), m_part(std::move(other.m_part)), m_isDone(other.m_isDone) {
        other.m_isDone = true;
    }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    Unfinished& operator=(Unfinished&&) = delete;

    Result<void> write(std::string_view bytes) {
        std::error_code ignored;
        fs::remove(m_part, ignored);
        const File file(std::fopen(m_part.string().c_str(), "wbx"));
        if (file == nullptr) return failed(errno);
        if (auto written = writeTo(file.get(), bytes); !written) return written;
        if (!toDisk(file.get())) return failed(errno);
        return {};
    }

    Result<void> commit() {
        std::error_code error;
        fs::rename(m_part, m_destination, error);
        if (error) return failed(error.value());
        m_isDone = true;
        return {};
    }

private:
    fs::path m_destination;
    fs::path m_part;
    bool m_isDone = false;
};

/// Neither a file that can be replaced nor a place where one can be made.
bool isStream(const fs::path& destination) {
    std::error_code error;
    const fs::file_status status = fs::status(destination, error);
    return fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
}

/// Whether a database stands there, which no export may replace: it may be the very store that is exported.
bool isDatabase(const fs::path& destination) {
    constexpr std::string_view magic("SQLite format 3\0", 16);
    std::string head(magic.size(), '\0');
    std::ifstream file(destination, std::ios::binary);
    return file.read(head.data(), static_cast<std::streamsize>(head.size())) && head == magic;
}

Result<void> writeIntoFolder(const fs::path& folder, const std::vector<OutputEntry>& entries) {
    std::vector<Unfinished> files;
    for (const OutputEntry& entry : entries) {
        const fs::path path = folder / fs::path(entry.path);
        std::error_code error;
        fs::create_directories(path.parent_path(), error);
        if (error) return failed(error.value());
        files.emplace_back(path);
        if (auto written = files.back().write(entry.bytes); !written) return written;
    }
    failpoint("export-written");
    for (Unfinished& file : files)
        if (auto committed = file.commit(); !committed) return committed;
    return {};
}

struct SourceFreer {
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};

/// Adds an entry whose bytes stay where they are; its time is fixed, so that equal data makes an equal file.
bool addEntry(zip_t* zip, const OutputEntry& entry) {
    constexpr std::time_t earliestInZip = 315'619'200; // 1980-01-02
    zip_source_t* const data = zip_source_buffer(zip, entry.bytes.data(), entry.bytes.size(), 0);
    if (data == nullptr) return false;
    const zip_int64_t index = zip_file_add(zip, entry.path.c_str(), data, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(data);
        return false;
    }
    return zip_file_set_mtime(zip, static_cast<zip_uint64_t>(index), earliestInZip, 0) == 0;
}

Result<std::string> bytesOf(zip_source_t* source) {
    zip_stat_t stat{};
    if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0)
        return failure(ErrorCode::internal, "the archive can't be read back");
    std::string bytes(stat.size, '\0');
    const zip_int64_t read = zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
    if (read != static_cast<zip_int64_t>(bytes.size())) return failure(ErrorCode::internal, "the archive was cut");
    return bytes;
}

} // namespace

Result<std::string> zipped(const std::vector<OutputEntry>& entries) {
    const auto broken = [] { return failure(ErrorCode::internal, "the archive can't be made"); };
    zip_error_t error{};
    const std::unique_ptr<zip_source_t, SourceFreer> buffer(zip_source_buffer_create(nullptr, 0, 0, &error));
    if (buffer == nullptr) return broken();
    zip_source_keep(buffer.get());
    zip_t* const zip = zip_open_from_source(buffer.get(), ZIP_TRUNCATE, &error);
    if (zip == nullptr) {
        zip_source_free(buffer.get());
        return broken();
    }
    bool isComplete = true;
    for (const OutputEntry& entry : entries) isComplete = isComplete && addEntry(zip, entry);
    if (!isComplete || zip_close(zip) != 0) {
        zip_discard(zip);
        return broken();
    }
    return bytesOf(buffer.get());
}

Result<void> writeOutput(const fs::path& destination, std::string_view bytes) {
    if (destination == "-") return writeTo(stdout, bytes);
    if (isStream(destination)) {
        const File stream(std::fopen(destination.string().c_str(), "wb"));
        return stream != nullptr ? writeTo(stream.get(), bytes) : failed(errno);
    }
    if (isDatabase(destination))
        return failure(ErrorCode::conflict, "a database stands there already; choose another name");
    Unfinished file(destination);
    if (auto written = file.write(bytes); !written) return written;
    failpoint("export-written");
    return file.commit();
}

Result<void> writeOutputs(const fs::path& destination, const std::vector<OutputEntry>& entries) {
    std::error_code error;
    if (destination != "-" && fs::is_directory(destination, error)) return writeIntoFolder(destination, entries);
    const auto bytes = zipped(entries);
    if (!bytes) return tl::unexpected(bytes.error());
    return writeOutput(destination, *bytes);
}

} // namespace cairn::core
