#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/exchange/source.h"

namespace cairn::core {

/// The folder of one habit in Loop's CSV export: "001 Wake up early".
struct LoopFolder {
    std::int64_t number = 0;
    std::string name; ///< of the habit, as far as a folder's name can hold it
    const SourceEntry* days = nullptr;
};

/// The folders below `root` that hold a table of days, by path.
std::vector<LoopFolder> loopFolders(const Source& source, std::string_view root);

/// The table of days of a habit: of the folder with its number, else of one with its name; null for none.
const SourceEntry* loopDays(std::span<const LoopFolder> folders, std::int64_t number, std::string_view name);

/// "export/" for "export/001 Meditate/"; what does not end with the folder of a habit stays as it is.
std::string withoutHabitFolder(const std::string& folder);

/// A habit's name as a folder can be called: without characters outside of [ a-zA-Z0-9._-], at most 100 long.
std::string loopFolderName(std::string_view name);

} // namespace cairn::core
