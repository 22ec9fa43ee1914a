#include "core/exchange/source.h"

#include <algorithm>
#include <fstream>
#include <memory>
#include <optional>
#include <system_error>
#include <zip.h>

#include "core/exchange/foreign_database.h"
#include "core/exchange/settled_database.h"

namespace cairn::core {

namespace {

namespace fs = std::filesystem;

/// Whether a path stays within its archive: relative, with forward slashes, without "..".
bool isPlainPath(std::string_view path) {
    if (path.empty() || path.front() == '/' ||
        path.find_first_of(std::string_view("\\:\0", 3)) != std::string_view::npos)
        return false;
    for (std::size_t from = 0; from <= path.size();) {
        const std::size_t slash = std::min(path.find('/', from), path.size());
        if (path.substr(from, slash - from) == "..") return false;
        from = slash + 1;
    }
    return true;
}

bool isText(std::string_view path) {
    return path.ends_with(".csv") || path.ends_with(".CSV");
}

tl::unexpected<Error> tooLarge() {
    return failure(ErrorCode::tooLarge, "the file is larger than an import takes");
}

Result<std::string> readWhole(const fs::path& path) {
    std::error_code error;
    const std::uint64_t size = fs::file_size(path, error);
    if (error) return failure(ErrorCode::ioFailure, "the file can't be read");
    if (size > longestFile) return tooLarge();
    std::ifstream stream(path, std::ios::binary);
    std::string bytes(size, '\0');
    if (!stream.read(bytes.data(), static_cast<std::streamsize>(size)))
        return failure(ErrorCode::ioFailure, "the file can't be read");
    return bytes;
}

/// Closes a zip without writing to it.
struct ZipCloser {
    void operator()(zip_t* zip) const { zip_discard(zip); }
};
using Zip = std::unique_ptr<zip_t, ZipCloser>;

Result<std::string> readEntry(zip_t* zip, zip_uint64_t index, std::uint64_t size) {
    const auto damaged = [] { return failure(ErrorCode::damagedFile, "the archive is cut or damaged"); };
    zip_file_t* const file = zip_fopen_index(zip, index, 0);
    if (file == nullptr) return damaged();
    std::string bytes(size, '\0');
    const zip_int64_t read = zip_fread(file, bytes.data(), size);
    char beyond = 0;
    const bool isLonger = zip_fread(file, &beyond, 1) != 0; // at the end libzip compares the checksum too
    const bool isClosed = zip_fclose(file) == 0;
    if (read < 0 || static_cast<std::uint64_t>(read) != size || isLonger || !isClosed) return damaged();
    return bytes;
}

/// Whether an entry unpacks to far more than a table of text would.
bool isBomb(const zip_stat_t& stat) {
    constexpr std::uint64_t harmless = 16ULL << 20;
    constexpr std::uint64_t likelyRatio = 250;
    return stat.size > longestEntry || (stat.size > harmless && stat.size / likelyRatio > stat.comp_size);
}

/// Takes one entry of a zip into the source; `left` is what may still be unpacked.
Result<void> takeEntry(Source& source, zip_t* zip, zip_uint64_t index, std::uint64_t& left) {
    zip_stat_t stat{};
    constexpr zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
    if (zip_stat_index(zip, index, ZIP_FL_ENC_GUESS, &stat) != 0 || (stat.valid & needed) != needed)
        return failure(ErrorCode::damagedFile, "the archive is cut or damaged");
    const std::string path = stat.name;
    if (!isText(path)) return {};
    if (!isPlainPath(path)) {
        source.problems.push_back({index + 1, "path", "an entry lies outside of the archive and was left out"});
        return {};
    }
    if (isBomb(stat) || stat.size > left) return tooLarge();
    left -= stat.size;
    auto bytes = readEntry(zip, index, stat.size);
    if (!bytes) return tl::unexpected(bytes.error());
    source.entries.push_back({path, std::move(*bytes)});
    return {};
}

/// Orders the entries; of two with one path the first stays.
void settleEntries(Source& source) {
    const auto byPath = [](const SourceEntry& a, const SourceEntry& b) { return a.path < b.path; };
    const auto same = [](const SourceEntry& a, const SourceEntry& b) { return a.path == b.path; };
    std::stable_sort(source.entries.begin(), source.entries.end(), byPath);
    const auto end = std::unique(source.entries.begin(), source.entries.end(), same);
    for (auto i = end; i != source.entries.end(); ++i)
        source.problems.push_back({0, "path", "two entries have one name; the first was taken"});
    source.entries.erase(end, source.entries.end());
}

/// Text files of a folder and of its folders, links not followed.
Result<Source> openFolder(const fs::path& folder, int deepest = 2) {
    Source source{SourceKind::archive, folder.filename().string(), {}, {}, {}};
    std::uint64_t left = longestFile;
    std::error_code error;
    for (auto i = fs::recursive_directory_iterator(folder, error); !error && i != fs::recursive_directory_iterator();
         i.increment(error)) {
        if (i.depth() > deepest) i.disable_recursion_pending();
        if (!fs::is_regular_file(i->symlink_status(error))) continue;
        const std::string path = i->path().lexically_relative(folder).generic_string();
        if (!isText(path)) continue;
        auto bytes = readWhole(i->path());
        if (!bytes) return tl::unexpected(bytes.error());
        if (bytes->size() > left || source.entries.size() == mostEntries) return tooLarge();
        left -= bytes->size();
        source.entries.push_back({path, std::move(*bytes)});
    }
    if (error) return failure(ErrorCode::ioFailure, "the folder can't be read");
    settleEntries(source);
    return source;
}

/// The export that a chosen table is a part of: its folder, or the one around the folder of its habit. Nothing for a
/// file that stands for itself.
std::optional<fs::path> exportAround(const fs::path& file) {
    std::error_code error;
    const std::string name = file.filename().string();
    const fs::path folder = fs::absolute(file, error).parent_path();
    const auto has = [&](const fs::path& place, const char* table) { return fs::exists(place / table, error); };
    if (isText(name) && has(folder, "cairn.csv")) return folder;
    if (name != "Habits.csv" && name != "Checkmarks.csv" && name != "Scores.csv") return std::nullopt;
    return !has(folder, "Habits.csv") && has(folder.parent_path(), "Habits.csv") ? folder.parent_path() : folder;
}

} // namespace

const SourceEntry* Source::find(std::string_view path) const {
    const auto before = [](const SourceEntry& entry, std::string_view wanted) { return entry.path < wanted; };
    const auto found = std::lower_bound(entries.begin(), entries.end(), path, before);
    return found != entries.end() && found->path == path ? &*found : nullptr;
}

bool isZip(std::string_view bytes) {
    return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06");
}

Result<Source> openZip(std::string bytes) {
    zip_error_t error{};
    zip_source_t* const buffer = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (buffer == nullptr) return failure(ErrorCode::internal, "no memory for the archive");
    const Zip zip(zip_open_from_source(buffer, ZIP_RDONLY, &error));
    if (zip == nullptr) {
        zip_source_free(buffer);
        return failure(ErrorCode::damagedFile, "the archive is cut or damaged");
    }
    const auto count = static_cast<std::uint64_t>(std::max<zip_int64_t>(zip_get_num_entries(zip.get(), 0), 0));
    if (count > mostEntries) return tooLarge();
    Source source{SourceKind::archive, {}, {}, {}, {}};
    std::uint64_t left = longestFile;
    for (zip_uint64_t i = 0; i < count; ++i)
        if (auto taken = takeEntry(source, zip.get(), i, left); !taken) return tl::unexpected(taken.error());
    settleEntries(source);
    return source;
}

Result<Source> openSource(const fs::path& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) return failure(ErrorCode::notFound, "there is no such file");
    const fs::path clean = path.has_filename() ? path : path.parent_path();
    if (fs::is_directory(status)) return openFolder(clean);
    if (!fs::is_regular_file(status)) return failure(ErrorCode::ioFailure, "this is neither a file nor a folder");
    constexpr int foldersOfHabits = 0;
    if (const auto whole = exportAround(path)) return openFolder(*whole, foldersOfHabits);
    auto bytes = readWhole(path);
    if (bytes && isSqlite(*bytes) && hasWriteAheadLog(path)) bytes = settledBytes(path);
    if (!bytes) return tl::unexpected(bytes.error());
    const std::string name = path.filename().string();
    if (!isZip(*bytes)) return Source{SourceKind::file, name, std::move(*bytes), {}, {}};
    auto archive = openZip(std::move(*bytes));
    if (archive) archive->name = name;
    return archive;
}

} // namespace cairn::core
