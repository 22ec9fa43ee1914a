#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/command_line.h"
#include "core/actions/record_actions.h"
#include "core/store/recovery.h"

namespace cairn::app {

namespace {

using nlohmann::ordered_json;

ordered_json toJson(const core::Backup& backup) {
    return {{"file", backup.file.string()},
            {"made_at", core::formatInstant(backup.madeAt)},
            {"reason", core::nameOf(backup.reason)},
            {"bytes", backup.size}};
}

Outcome makeBackup(Session& session) {
    const auto made = session.backUp();
    if (!made) return tl::unexpected(made.error());
    return output(made->file.string(), toJson(*made));
}

Outcome listed(const std::filesystem::path& store) {
    ordered_json rows = ordered_json::array();
    std::string text;
    for (const core::Backup& backup : core::goodBackups(store)) {
        rows.push_back(toJson(backup));
        text +=
            fmt::format("{}{}  {}", text.empty() ? "" : "\n", core::formatInstant(backup.madeAt), backup.file.string());
    }
    return output(text.empty() ? "There is no backup." : text, {{"backups", rows}});
}

Outcome restored(const std::filesystem::path& store, const std::filesystem::path& backup) {
    const auto aside = core::restoreBackup(store, backup, core::SystemClock().now());
    if (!aside) return tl::unexpected(aside.error());
    const std::string kept = aside->empty() ? "" : fmt::format("What was there is now {}", aside->string());
    return output(kept, {{"restored", backup.string()}, {"kept", aside->string()}});
}

/// A removed record of one kind, as the trash shows it.
struct Trashed {
    core::RecordRef row;
    std::string name;
};

template<class R, class NameOf>
core::Result<void> collect(const core::Reader& reader, NameOf nameOf, std::vector<Trashed>& trash) {
    const auto records = reader.all<R>(core::Rows::inTrash);
    if (!records) return tl::unexpected(records.error());
    for (const R& record : *records)
        if (record.removed) trash.push_back({core::refOf(record), nameOf(record)});
    return {};
}

core::Result<std::vector<Trashed>> trashOf(const core::Reader& reader) {
    std::vector<Trashed> trash;
    const auto name = [](const auto& record) { return record.name; };
    const auto title = [](const core::Milestone& record) { return record.title; };
    const auto amount = [](const core::GoalEntry& entry) {
        return fmt::format("{:g} on {}", entry.amount, core::formatDate(entry.date));
    };
    for (const auto& read :
         {collect<core::Habit>(reader, name, trash), collect<core::Goal>(reader, name, trash),
          collect<core::Milestone>(reader, title, trash), collect<core::Section>(reader, name, trash),
          collect<core::GoalEntry>(reader, amount, trash)})
        if (!read) return tl::unexpected(read.error());
    return trash;
}

Outcome listTrash(Session& session) {
    const auto trash = trashOf(session.reader());
    if (!trash) return tl::unexpected(trash.error());
    ordered_json rows = ordered_json::array();
    std::string text;
    for (const Trashed& one : *trash) {
        rows.push_back(
            {{"id", core::formatUuid(one.row.id)}, {"kind", core::nameOf(one.row.kind)}, {"name", one.name}});
        text += fmt::format("{}{}  {}  {}", text.empty() ? "" : "\n", core::formatUuid(one.row.id),
                            core::nameOf(one.row.kind), one.name);
    }
    return output(text.empty() ? "The trash is empty." : text, {{"trash", rows}});
}

Outcome restoreFromTrash(Session& session, const std::string& id) {
    const auto trash = trashOf(session.reader());
    if (!trash) return tl::unexpected(trash.error());
    for (const Trashed& one : *trash)
        if (core::formatUuid(one.row.id) == id) return applied(session, core::restoreRecord(one.row, one.name));
    return core::failure(core::ErrorCode::notFound, "nothing in the trash has this identifier");
}

} // namespace

void addSafetyCommands(Grammar& grammar) {
    CLI::App* const backup = grammar.addGroup("backup", "Copies of the store");
    grammar.add(*backup, "make", "Make a backup now", makeBackup);
    grammar.addOnFile(*backup, "list", "The backups that are whole, the newest first", listed);
    const auto file = std::make_shared<std::filesystem::path>();
    grammar
        .addOnFile(*backup, "restore", "Put a backup in the store's place; what was there stays beside it",
                   [file](const std::filesystem::path& store) { return restored(store, *file); })
        ->add_option("FILE", *file, "One of `backup list`")
        ->required();

    CLI::App* const trash = grammar.addGroup("trash", "What was removed");
    grammar.add(*trash, "list", "What lies in the trash", listTrash);
    const auto id = std::make_shared<std::string>();
    grammar
        .add(*trash, "restore", "Take something out of the trash",
             [id](Session& session) { return restoreFromTrash(session, *id); })
        ->add_option("ID", *id, "Its identifier")
        ->required();
}

} // namespace cairn::app
