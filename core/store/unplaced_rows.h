#pragma once

#include <functional>
#include <optional>

#include "core/store/replicas.h"

namespace cairn::core {

/// Rows that came and can't stand in their tables: of a kind of a newer program, with registers missing, or referring
/// to a row that is not here. They are kept as they came, with public identifiers, and found by what they refer to. The
/// owner's connection; functions throw SQLite::Exception; what is damaged is storeDamaged.
class UnplacedRows {
public:
    UnplacedRows(Database& database, Replicas& replicas) : m_database(database), m_replicas(replicas) {}

    [[nodiscard]] bool empty();
    Result<std::optional<SyncedRow>> find(const RowName& row);
    /// Writes the row in the place of what is there.
    void put(const SyncedRow& row);
    void erase(const RowName& row);

    enum class Referring : std::uint8_t { asOwner, anyhow };
    /// The rows that refer to the row with this identifier.
    std::vector<RowName> referringTo(const Uuid& target, Referring how);
    Result<void> forEach(const std::function<void(const SyncedRow&)>& function);

    /// Forgets what is remembered of the last transaction.
    void forget() { m_isEmpty.reset(); }

private:
    Result<SyncedRow> unpack(RowName name, std::string_view bytes);

    Database& m_database;
    Replicas& m_replicas;
    std::optional<bool> m_isEmpty;
};

} // namespace cairn::core
