#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string_view>

#include "core/domain/record_description.h"

namespace cairn::core {

// How Cairn's JSON archive writes the fields of a record. A field stands there under its name in the description, in
// document form; the few that people write by hand have shorter names, and two a plainer form: a rule's bound is
// "at_most": true or false, a log's mark "state" is null where there is none.

/// The member that holds a field in the archive: "date" for a log's "day".
std::string_view archiveName(Kind kind, const FieldDescription& field);

/// The lists of rows that stand within a record of this kind, such as a habit's "logs".
std::span<const std::string_view> archiveLists(Kind kind);

nlohmann::json toArchive(Kind kind, const FieldDescription& field, const Value& value);

/// Reads what toArchive writes, and the document form too. Errors: invalidValue, the detail naming the field.
Result<Value> fromArchive(Kind kind, const FieldDescription& field, const nlohmann::json& json);

} // namespace cairn::core
