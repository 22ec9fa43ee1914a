#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/exchange/exchange.h"

namespace cairn::core {

/// Bounds on what is read into memory: a hostile file must not fill it.
inline constexpr std::uint64_t longestFile = 512ULL << 20;
inline constexpr std::uint64_t longestEntry = 256ULL << 20;
inline constexpr std::size_t mostEntries = 50'000;

/// One file of an archive or folder, by its path within ("001 Meditate/Checkmarks.csv").
struct SourceEntry {
    std::string path;
    std::string bytes;
};

enum class SourceKind : std::uint8_t { file, archive };

/// What an import reads, in memory and bounded: the bytes of one file, or the text files of a zip or folder. Nothing of
/// it is ever written to disk under a name that the archive chose.
struct Source {
    SourceKind kind = SourceKind::file;
    std::string name;                 ///< of the file or folder, without its path
    std::string bytes;                ///< of a file
    std::vector<SourceEntry> entries; ///< of an archive, by path; each path once
    std::vector<ImportProblem> problems;

    /// The entry with this path below `root`, or nothing.
    [[nodiscard]] const SourceEntry* find(std::string_view path) const;
};

/// Tells the done share of a step and learns whether to go on.
using Progress = std::function<bool(double)>;

/// Reads a file, zip or folder; a table of an export that lies in a folder means that folder. Errors: notFound,
/// tooLarge, damagedFile (a broken zip), ioFailure.
Result<Source> openSource(const std::filesystem::path& path);

/// The text files of a zip in memory. Errors: tooLarge, damagedFile.
Result<Source> openZip(std::string bytes);

/// Whether the bytes begin as a zip archive does.
bool isZip(std::string_view bytes);

} // namespace cairn::core
