#pragma once

#include <string>

#include "core/actions/context.h"
#include "core/domain/change.h"

namespace cairn::core {

/// Gives a known setting a value. Errors: notFound for an unknown key, invalidValue.
Result<Edit> setSetting(const ActionContext& context, std::string_view key, const std::string& value);

} // namespace cairn::core
