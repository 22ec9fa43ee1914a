#pragma once

#include <QString>
#include <vector>

#include "core/actions/context.h"
#include "core/domain/change.h"

namespace cairn::ui {

/// Something that lies in the trash, ready to be shown. A value.
struct TrashRow {
    core::RecordRef row;
    QString icon; ///< a name of the icon set
    QString name;
    QString kind; ///< "habit", "milestone of Read 24 books"
    QString with; ///< what returns with it or what it waits for; or empty
    core::Date removedOn;

    friend bool operator==(const TrashRow&, const TrashRow&) = default;
};

/// Reads what a person moved to the trash, the latest first: habits, goals, milestones, entries, sections and tags,
/// each once; what belongs to one of them is hidden with it and no row of its own. On the owner's thread. Errors: those
/// of reading.
core::Result<std::vector<TrashRow>> trashRows(const core::ActionContext& context);

} // namespace cairn::ui
