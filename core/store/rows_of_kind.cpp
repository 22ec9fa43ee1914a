#include "core/store/rows_of_kind.h"

#include <fmt/format.h>

namespace cairn::core {

RowsOfKind::RowsOfKind(Database& database) {
    for (const RecordDescription& record : allDescriptions())
        m_tables[static_cast<std::size_t>(record.kind)] = std::make_unique<Table>(database, record);
}

std::optional<std::int64_t> RowsOfKind::keyOf(Kind kind, const Uuid& id) {
    const auto known = m_keys.find(id);
    if (known != m_keys.end()) return known->second;
    const auto key = (*this)[kind].keyOf(id);
    if (key) m_keys.emplace(id, *key);
    return key;
}

std::optional<StoredRow> RowsOfKind::find(const RecordRef& ref) {
    Table& table = (*this)[ref.kind];
    if (ref.kind != Kind::habitLog) return table.findId(ref.id);
    const auto habit = keyOf(Kind::habit, ref.id);
    if (!habit || !ref.day) return std::nullopt;
    return table.findLog(*habit, *ref.day);
}

Result<std::vector<std::optional<std::int64_t>>> RowsOfKind::references(Kind kind, const std::vector<Value>& values) {
    const auto fields = describe(kind).fields;
    std::vector<std::optional<std::int64_t>> keys(fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].type != FieldType::reference || isNull(values[i])) continue;
        keys[i] = keyOf(fields[i].refersTo, std::get<Uuid>(values[i]));
        if (!keys[i])
            return failure(ErrorCode::notFound, fmt::format("{} names a record that is not here", fields[i].name));
    }
    return keys;
}

} // namespace cairn::core
