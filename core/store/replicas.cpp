#include "core/store/replicas.h"

namespace cairn::core {

std::int64_t Replicas::keyOf(const Uuid& id) {
    if (m_lastKey != 0 && m_lastId == id) return m_lastKey;
    auto known = m_keys.find(id);
    if (known == m_keys.end()) {
        m_database.query("INSERT OR IGNORE INTO replicas (id) VALUES (?)").with(id).run();
        Query query = m_database.query("SELECT rowid FROM replicas WHERE id = ?");
        query.with(id).step();
        known = m_keys.emplace(id, query.integer(0)).first;
    }
    m_lastId = id;
    m_lastKey = known->second;
    return m_lastKey;
}

const Uuid& Replicas::idOf(std::int64_t key) {
    const auto known = m_ids.find(key);
    if (known != m_ids.end()) return known->second;
    Query query = m_database.query("SELECT id FROM replicas WHERE rowid = ?");
    return m_ids.emplace(key, query.with(key).step() ? query.uuid(0) : Uuid{}).first->second;
}

void Replicas::forget() {
    m_keys.clear();
    m_ids.clear();
    m_lastKey = 0;
}

} // namespace cairn::core
