#include "core/domain/record_description.h"

#include <fmt/format.h>

namespace cairn::core {

namespace {

/// How a key field's value is written in the text that an identifier is derived from.
std::string keyText(const FieldDescription& field, const Value& value) {
    switch (field.type) {
    case FieldType::reference: return formatUuid(std::get<Uuid>(value));
    case FieldType::date: return formatDate(Date{static_cast<std::int32_t>(std::get<std::int64_t>(value))});
    case FieldType::choice: return std::string(field.choices[static_cast<std::size_t>(std::get<std::int64_t>(value))]);
    case FieldType::text: return std::get<std::string>(value);
    default: return fmt::format("{}", std::get<std::int64_t>(value));
    }
}

} // namespace

std::optional<std::size_t> fieldIndex(const RecordDescription& record, std::string_view name) {
    for (std::size_t i = 0; i < record.fields.size(); ++i)
        if (record.fields[i].name == name) return i;
    return std::nullopt;
}

Result<void> validate(const RecordDescription& record, std::span<const Value> values) {
    if (values.size() != record.fields.size()) return failure(ErrorCode::internal, "not one value for each field");
    for (std::size_t i = 0; i < values.size(); ++i)
        if (auto valid = validate(record.fields[i], values[i]); !valid) return valid;
    if (record.check == nullptr) return {};
    return record.check(values);
}

Uuid naturalId(const RecordDescription& record, std::span<const Value> values) {
    std::string key;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!record.fields[i].isKey) continue;
        if (!key.empty()) key += '\x1F';
        key += keyText(record.fields[i], values[i]);
    }
    return derivedUuid(record.name, key);
}

} // namespace cairn::core
