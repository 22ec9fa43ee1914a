#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <vector>

#include "core/domain/record_description.h"

namespace cairn::core {

// The document form of records: JSON objects whose members are the fields' names.

/// A field's value as JSON: dates "YYYY-MM-DD", instants ISO 8601, choices by name, weekdays as a list, minutes
/// "HH:MM".
nlohmann::json toJson(const FieldDescription& field, const Value& value);

/// Reads what toJson writes and checks it. Errors: invalidValue, naming the field.
Result<Value> fromJson(const FieldDescription& field, const nlohmann::json& value);

/// All fields of a record, in the order of the description.
nlohmann::ordered_json toDocument(const RecordDescription& record, std::span<const Value> values);

/// Reads an object; a missing member of an optional field is null, of any other field the value of `defaults` there.
/// Unknown members are not looked at. Errors: invalidValue.
Result<std::vector<Value>> fromDocument(const RecordDescription& record, const nlohmann::json& document,
                                        std::span<const Value> defaults);

} // namespace cairn::core
