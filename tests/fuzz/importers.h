#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cairn::fuzz {

// The importers, each up to the rows that would be compared with a store: every row that is left must be valid.

/// Any file. A SQLite database is read as Loop's.
void parseFile(std::string_view bytes);
/// The first byte names a version; what follows is three bytes for each byte of a sound database of that version that
/// is replaced: two for its place and one for its value. From 128 on the rest is the file itself.
void parseLoopDatabase(std::string_view bytes);
/// Files of an archive: path, 0x1F, content, 0x1E, again and again.
void parseTables(std::string_view bytes);
/// A zip.
void parseZip(std::string_view bytes);

std::vector<std::string> loopDatabaseSeeds();
std::vector<std::string> loopCsvSeeds();
std::vector<std::string> cairnCsvSeeds();
std::vector<std::string> cairnJsonSeeds();
std::vector<std::string> zipSeeds();

} // namespace cairn::fuzz
