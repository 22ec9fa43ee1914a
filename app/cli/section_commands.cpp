#include <nlohmann/json.hpp>

#include "app/cli/command_line.h"
#include "core/actions/record_actions.h"
#include "core/actions/section_actions.h"

namespace cairn::app {

namespace {

using nlohmann::ordered_json;

Outcome list(Session& session) {
    const auto sections = session.reader().all<core::Section>();
    if (!sections) return tl::unexpected(sections.error());
    ordered_json rows = ordered_json::array();
    std::string text;
    for (const core::Section& section : *sections) {
        rows.push_back({{"id", core::formatUuid(section.id)}, {"name", section.name}});
        text += (text.empty() ? "" : "\n") + section.name;
    }
    return output(text, {{"sections", rows}});
}

Outcome add(Session& session, const std::string& name) {
    core::Uuid id;
    const auto edit = core::addSection(session.context(), name, &id);
    return applied(session, edit, {{"id", core::formatUuid(id)}, {"name", name}});
}

Outcome rename(Session& session, const std::string& wanted, const std::string& name) {
    const auto section = core::sectionNamed(session.reader(), wanted);
    if (!section) return tl::unexpected(section.error());
    return applied(session, core::renameSection(session.context(), section->id, name),
                   {{"id", core::formatUuid(section->id)}});
}

Outcome remove(Session& session, const std::string& wanted) {
    const auto section = core::sectionNamed(session.reader(), wanted);
    if (!section) return tl::unexpected(section.error());
    return applied(session, core::removeRecord(core::refOf(*section), section->name));
}

} // namespace

void addSectionCommands(Grammar& grammar) {
    CLI::App* const section = grammar.addGroup("section", "The headings of the list of habits");
    grammar.add(*section, "list", "All sections", list);
    const auto name = std::make_shared<std::string>();
    const auto newName = std::make_shared<std::string>();
    grammar.add(*section, "add", "Make a section at the end", [name](Session& session) { return add(session, *name); })
        ->add_option("NAME", *name)
        ->required();
    CLI::App* const renaming =
        grammar.add(*section, "rename", "Give a section another name",
                    [name, newName](Session& session) { return rename(session, *name, *newName); });
    renaming->add_option("NAME", *name, "Its name or identifier")->required();
    renaming->add_option("NEW", *newName, "The new name")->required();
    grammar
        .add(*section, "remove", "Put a section into the trash; its habits stay",
             [name](Session& session) { return remove(session, *name); })
        ->add_option("NAME", *name, "Its name or identifier")
        ->required();
}

} // namespace cairn::app
