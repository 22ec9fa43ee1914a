#pragma once

#include <string>

#include "core/actions/context.h"
#include "core/domain/change.h"

namespace cairn::core {

// What a person does with the headings of the list of habits; errors as in habit_actions.h.

/// A new section at the end of the list, not written yet; a part of other acts too.
Result<Section> newSection(const ActionContext& context, std::string name);

/// Makes a section at the end of the list. `madeId` is told the new identifier where it is wanted. Errors: conflict
/// where there is one of this name already.
Result<Edit> addSection(const ActionContext& context, std::string name, Uuid* madeId = nullptr);

/// Gives a section another name. Errors: conflict where another has it.
Result<Edit> renameSection(const ActionContext& context, const Uuid& section, std::string name);

} // namespace cairn::core
