#pragma once

#include <array>
#include <memory>
#include <unordered_map>

#include "core/store/table.h"

namespace cairn::core {

/// The tables of all kinds on one connection, and the way from public identifiers to the integer keys inside.
/// One thread; functions throw SQLite::Exception.
class RowsOfKind {
public:
    explicit RowsOfKind(Database& database);

    Table& operator[](Kind kind) { return *m_tables[static_cast<std::size_t>(kind)]; }

    /// The row that `ref` names, in the trash or not; nothing where there is none.
    std::optional<StoredRow> find(const RecordRef& ref);
    /// The keys of what a row refers to, one place for each field. Errors: notFound, naming the field.
    Result<std::vector<std::optional<std::int64_t>>> references(Kind kind, const std::vector<Value>& values);
    /// The key of a row that others refer to; remembered until `forget`.
    std::optional<std::int64_t> keyOf(Kind kind, const Uuid& id);
    /// Forgets remembered keys, which a rollback may have made wrong.
    void forget() { m_keys.clear(); }
    void forget(const Uuid& id) { m_keys.erase(id); }

private:
    std::array<std::unique_ptr<Table>, kindCount> m_tables;
    std::unordered_map<Uuid, std::int64_t> m_keys;
};

} // namespace cairn::core
