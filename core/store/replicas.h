#pragma once

#include <unordered_map>

#include "core/domain/synced_row.h"
#include "core/store/database.h"
#include "core/store/register_clock.h"

namespace cairn::core {

/// Who writes clocks: public identifiers, and the keys that stand for them inside. The owner's connection; functions
/// throw SQLite::Exception.
class Replicas {
public:
    explicit Replicas(Database& database) : m_database(database) {}

    /// The key of a replica, which is added where it is new.
    std::int64_t keyOf(const Uuid& id);
    /// Nil for 0.
    const Uuid& idOf(std::int64_t key);

    RegisterClock toStored(const HybridClock& clock) {
        return {clock.stamp, clock.stamp == 0 ? 0 : keyOf(clock.replica)};
    }
    HybridClock toPublic(RegisterClock clock) { return {clock.stamp, idOf(clock.replica)}; }

    /// Forgets what is remembered, which a rollback may have made wrong.
    void forget();

private:
    Database& m_database;
    std::unordered_map<Uuid, std::int64_t> m_keys;
    std::unordered_map<std::int64_t, Uuid> m_ids;
    Uuid m_lastId;
    std::int64_t m_lastKey = 0;
};

} // namespace cairn::core
