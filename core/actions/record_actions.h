#pragma once

#include <string>

#include "core/domain/change.h"

namespace cairn::core {

/// Puts a record of any kind that has an identifier of its own into the trash; `subject` is its name.
Edit removeRecord(const RecordRef& row, std::string subject);
/// Takes it out of the trash, and with it what belongs to it.
Edit restoreRecord(const RecordRef& row, std::string subject);

} // namespace cairn::core
