#pragma once

#include <functional>
#include <optional>

#include "core/domain/synced_row.h"
#include "core/store/database.h"

namespace cairn::core {

/// Rows of which nothing but the name is left. The owner's connection; functions throw SQLite::Exception.
class Graves {
public:
    explicit Graves(Database& database) : m_database(database) {}

    [[nodiscard]] bool empty();
    [[nodiscard]] bool contains(const RowName& row);
    /// The same of the row of this kind with this identifier.
    [[nodiscard]] bool contains(Kind kind, const Uuid& id);
    void add(const RowName& row);
    void erase(const RowName& row);
    void forEach(const std::function<void(const RowName&)>& function);

    /// Forgets what is remembered of the last transaction.
    void forget() { m_isEmpty.reset(); }

private:
    Database& m_database;
    std::optional<bool> m_isEmpty;
};

} // namespace cairn::core
