#include "core/actions/section_actions.h"

#include "core/actions/edit_builder.h"

namespace cairn::core {

namespace {

/// An error where a section other than `self` has the name.
Result<void> checkFree(const ActionContext& context, std::string_view name, const Uuid& self) {
    const auto found = sectionNamed(context.reader, name);
    if (found ? found->id == self : found.error().code == ErrorCode::notFound) return {};
    if (found || found.error().code == ErrorCode::ambiguousName)
        return failure(ErrorCode::conflict, "a section has this name already");
    return tl::unexpected(found.error());
}

} // namespace

Result<Section> newSection(const ActionContext& context, std::string name) {
    const auto sections = context.reader.all<Section>();
    if (!sections) return tl::unexpected(sections.error());
    return Section{newUuid(context.now, context.random), std::move(name), positionAtEnd(*sections), {}};
}

Result<Edit> addSection(const ActionContext& context, std::string name, Uuid* madeId) {
    if (auto isFree = checkFree(context, name, {}); !isFree) return tl::unexpected(isFree.error());
    const auto section = newSection(context, std::move(name));
    if (!section) return tl::unexpected(section.error());
    if (madeId != nullptr) *madeId = section->id;
    EditBuilder edit(Action::create, section->name);
    edit.create(*section);
    return edit.take();
}

Result<Edit> renameSection(const ActionContext& context, const Uuid& id, std::string name) {
    const auto section = presentRecord<Section>(context.reader, id);
    if (!section) return tl::unexpected(section.error());
    if (auto isFree = checkFree(context, name, id); !isFree) return tl::unexpected(isFree.error());
    Section renamed = *section;
    renamed.name = std::move(name);
    EditBuilder edit(Action::edit, renamed.name);
    edit.change(*section, renamed);
    return edit.take();
}

} // namespace cairn::core
