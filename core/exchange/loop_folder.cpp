#include "core/exchange/loop_folder.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

namespace cairn::core {

namespace {

constexpr std::size_t longestName = 100;

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

/// "001 Name" as number and name; nothing for folders that are called otherwise.
std::optional<LoopFolder> folderOf(std::string_view folder, const SourceEntry& entry) {
    LoopFolder result;
    const auto [end, error] = std::from_chars(folder.data(), folder.data() + folder.size(), result.number);
    if (error != std::errc{} || result.number < 0) return std::nullopt;
    result.name = trimmed(folder.substr(static_cast<std::size_t>(end - folder.data())));
    result.days = &entry;
    return result;
}

} // namespace

std::vector<LoopFolder> loopFolders(const Source& source, std::string_view root) {
    constexpr std::string_view file = "/Checkmarks.csv";
    std::vector<LoopFolder> folders;
    for (const SourceEntry& entry : source.entries) {
        std::string_view path = entry.path;
        if (!path.starts_with(root) || !path.ends_with(file)) continue;
        path.remove_prefix(root.size());
        if (path.size() < file.size()) continue;
        path.remove_suffix(file.size());
        if (path.find('/') != std::string_view::npos) continue;
        if (auto folder = folderOf(path, entry)) folders.push_back(std::move(*folder));
    }
    return folders;
}

const SourceEntry* loopDays(std::span<const LoopFolder> folders, std::int64_t number, std::string_view name) {
    const std::string wanted(trimmed(loopFolderName(name)));
    const LoopFolder* byNumber = nullptr;
    const LoopFolder* byName = nullptr;
    for (const LoopFolder& folder : folders) {
        const bool isNamed = folder.name == wanted;
        if (folder.number == number && isNamed) return folder.days;
        if (folder.number == number) byNumber = &folder;
        if (isNamed) byName = &folder;
    }
    const LoopFolder* const found = byNumber != nullptr ? byNumber : byName;
    return found != nullptr ? found->days : nullptr;
}

std::string withoutHabitFolder(const std::string& folder) {
    if (folder.empty()) return folder;
    const std::size_t before = folder.rfind('/', folder.size() - 2);
    const std::size_t begin = before == std::string::npos ? 0 : before + 1;
    const std::string_view last = std::string_view(folder).substr(begin, folder.size() - begin - 1);
    std::int64_t number = 0;
    const bool isNumbered = std::from_chars(last.data(), last.data() + last.size(), number).ec == std::errc{};
    return isNumbered ? folder.substr(0, begin) : folder;
}

std::string loopFolderName(std::string_view name) {
    std::string result;
    for (const char c : name) {
        const bool isKept = std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                            std::string_view(" ._-").find(c) != std::string_view::npos;
        if (isKept && static_cast<unsigned char>(c) < 0x80) result += c;
    }
    return result.substr(0, longestName);
}

} // namespace cairn::core
