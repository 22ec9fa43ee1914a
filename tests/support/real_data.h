#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string_view>

namespace cairn::support {

/// A file or folder that another program wrote, below the folder that `packaging/test --real-data DIR` names, such as
/// realData("loop/022.db"); nullopt where no folder is named or it has no such file: the test then skips its body.
/// Whatever is asked for is noted in the list from which packaging/test says how many files were read.
inline std::optional<std::filesystem::path> realData(std::string_view path) {
    const char* folder = std::getenv("CAIRN_REAL_DATA");
    if (folder == nullptr) return std::nullopt;
    auto file = std::filesystem::path(folder) / path;
    if (!exists(file)) return std::nullopt;
    if (const char* list = std::getenv("CAIRN_REAL_DATA_LIST"))
        std::ofstream(list, std::ios::app) << file.string() + "\n";
    return file;
}

} // namespace cairn::support
