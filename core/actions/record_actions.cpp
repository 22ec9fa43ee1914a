#include "core/actions/record_actions.h"

#include "core/actions/edit_builder.h"

namespace cairn::core {

Edit removeRecord(const RecordRef& row, std::string subject) {
    EditBuilder edit(Action::remove, std::move(subject));
    edit.add(removal(row));
    return edit.take();
}

Edit restoreRecord(const RecordRef& row, std::string subject) {
    EditBuilder edit(Action::restore, std::move(subject));
    edit.add(restoration(row));
    return edit.take();
}

} // namespace cairn::core
