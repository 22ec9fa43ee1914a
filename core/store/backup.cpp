#include "core/store/backup.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <tuple>

#include "core/base/real_path.h"
#include "core/store/backup_files.h"

namespace cairn::core {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t daysKept = 7;
constexpr std::size_t weeksKept = 4;
constexpr std::size_t monthsKept = 12;
constexpr std::size_t beforeKept = 7;

std::optional<Instant> instantOf(const std::string& text) {
    if (text.size() != instantInName({}).size()) return std::nullopt;
    const auto part = [&](std::size_t from, std::size_t length) { return text.substr(from, length); };
    const auto instant = parseInstant(fmt::format("{}-{}-{}T{}:{}:{}.{}Z", part(0, 4), part(4, 2), part(6, 2),
                                                  part(9, 2), part(11, 2), part(13, 2), part(15, 3)));
    if (!instant) return std::nullopt;
    return *instant;
}

/// Reads "NAME.20261120T081530125Z.daily", where NAME is the store's.
std::optional<std::pair<Instant, BackupReason>> readName(const std::string& name, const std::string& store) {
    const std::size_t last = name.rfind('.');
    if (!name.starts_with(store + ".") || last <= store.size()) return std::nullopt;
    const auto instant = instantOf(name.substr(store.size() + 1, last - store.size() - 1));
    const auto reason = enumNamed<BackupReason>(std::string_view(name).substr(last + 1));
    if (!instant || !reason) return std::nullopt;
    return std::pair(*instant, *reason);
}

std::optional<Backup> backupAt(const fs::directory_entry& entry, const std::string& store) {
    const auto named = readName(entry.path().filename().string(), store);
    std::error_code error;
    const std::uintmax_t size = entry.file_size(error);
    if (!named || error) return std::nullopt;
    return Backup{entry.path(), named->first, named->second, size};
}

fs::path folderOf(const fs::path& file) {
    return fs::absolute(file).parent_path() / "backups";
}

Date dayOf(const Backup& backup) {
    constexpr std::int64_t millisecondsADay = 86'400'000;
    return Date{static_cast<std::int32_t>(backup.madeAt.milliseconds / millisecondsADay)};
}

bool isBefore(const Backup& backup) {
    return backup.reason == BackupReason::beforeMigration || backup.reason == BackupReason::beforeImport;
}

} // namespace

std::string instantInName(Instant instant) {
    std::string text = formatInstant(instant);
    std::erase_if(text, [](char c) { return c == '-' || c == ':' || c == '.'; });
    return text;
}

std::vector<Backup> listBackups(const fs::path& path) {
    const fs::path file = realPath(path);
    std::vector<Backup> found;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folderOf(file), error))
        if (auto backup = backupAt(entry, file.filename().string())) found.push_back(std::move(*backup));
    std::ranges::sort(found, std::greater{}, [](const Backup& each) { return std::tuple(each.madeAt, each.file); });
    return found;
}

std::vector<fs::path> unfinishedBackups(const fs::path& file) {
    std::vector<fs::path> found;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folderOf(file), error)) {
        const std::string name = entry.path().filename().string();
        const std::size_t ending = name.rfind(unfinishedEnding);
        if (ending != std::string::npos && readName(name.substr(0, ending), file.filename().string()))
            found.push_back(entry.path());
    }
    return found;
}

std::vector<Backup> superfluous(std::vector<Backup> backups) {
    std::ranges::sort(backups, std::greater{}, &Backup::madeAt);
    std::set<Date> days, weeks, months;
    std::size_t before = 0;
    const auto isKept = [](std::set<Date>& seen, Date period, std::size_t most) {
        return seen.size() < most && seen.insert(period).second;
    };
    std::vector<Backup> others;
    for (const Backup& backup : backups) {
        if (backup.reason == BackupReason::request) continue;
        if (isBefore(backup)) {
            if (++before > beforeKept) others.push_back(backup);
            continue;
        }
        const Date day = dayOf(backup);
        const bool ofDay = isKept(days, day, daysKept);
        const bool ofWeek = isKept(weeks, startOfWeek(day, Weekday::monday), weeksKept);
        const bool ofMonth = isKept(months, firstOfMonth(day), monthsKept);
        if (!ofDay && !ofWeek && !ofMonth) others.push_back(backup);
    }
    return others;
}

Result<Backup> backupOf(const BackupOutcome& outcome) {
    if (outcome.kind == BackupOutcome::Kind::noSpace)
        return failure(ErrorCode::diskFull, "a backup needs three times the store's size to be free");
    if (outcome.error) return tl::unexpected(*outcome.error);
    if (!outcome.backup) return failure(ErrorCode::notFound, "there is nothing to save yet");
    return *outcome.backup;
}

} // namespace cairn::core
