#include "app/cli/command_line.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace cairn::app {

CLI::App* Grammar::add(CLI::App& parent, const std::string& name, const std::string& help, Command command) {
    return addOnFile(parent, name, help,
                     [this, command = std::move(command)](const std::filesystem::path& store) -> Outcome {
                         const auto session = Session::open(store, common.today);
                         if (!session) return tl::unexpected(session.error());
                         return command(**session);
                     });
}

CLI::App* Grammar::addOnFile(CLI::App& parent, const std::string& name, const std::string& help, FileCommand command) {
    CLI::App* const subcommand = parent.add_subcommand(name, help);
    subcommand->fallthrough();
    subcommand->callback([this, command = std::move(command)] { chosen = command; });
    return subcommand;
}

CLI::App* Grammar::addGroup(const std::string& name, const std::string& help) {
    CLI::App* const group = app.add_subcommand(name, help);
    group->require_subcommand(1)->fallthrough();
    return group;
}

Output output(std::string text, const nlohmann::ordered_json& document) {
    return {std::move(text), document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace)};
}

void addDate(CLI::App& command, const std::string& name, std::optional<core::Date>& date, const std::string& help) {
    const auto read = [&date](const CLI::results_t& values) {
        const auto parsed = core::parseDate(values.front());
        if (parsed) date = *parsed;
        return parsed.has_value();
    };
    command.add_option(name, read, help)->type_name("YYYY-MM-DD")->expected(1);
}

Outcome applied(Session& session, const core::Result<core::Edit>& edit, nlohmann::ordered_json extra) {
    if (!edit) return tl::unexpected(edit.error());
    const auto changes = session.apply(*edit);
    if (!changes) return tl::unexpected(changes.error());
    extra["changed"] = changes->rows.size();
    return output(changes->rows.empty() ? "Nothing to change." : "", extra);
}

Outcome applied(Session& session, const core::Result<core::Edit>& edit) {
    nlohmann::ordered_json named = nlohmann::ordered_json::object();
    if (edit && !edit->changes.empty()) named["id"] = core::formatUuid(edit->changes.front().row.id);
    return applied(session, edit, std::move(named));
}

} // namespace cairn::app
