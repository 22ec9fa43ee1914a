#include "core/store/graves.h"

namespace cairn::core {

bool Graves::empty() {
    if (!m_isEmpty) m_isEmpty = m_database.number("SELECT EXISTS (SELECT 1 FROM graves)") == 0;
    return *m_isEmpty;
}

bool Graves::contains(const RowName& row) {
    if (empty()) return false;
    return m_database.query("SELECT 1 FROM graves WHERE kind = ? AND key = ?").with(row.kind, row.key).step();
}

bool Graves::contains(Kind kind, const Uuid& id) {
    return !empty() && describe(kind).identity == Identity::random && contains(rowName(describe(kind), id, {}));
}

void Graves::add(const RowName& row) {
    m_database.query("INSERT OR IGNORE INTO graves (kind, key) VALUES (?, ?)").with(row.kind, row.key).run();
    m_isEmpty = false;
}

void Graves::erase(const RowName& row) {
    m_database.query("DELETE FROM graves WHERE kind = ? AND key = ?").with(row.kind, row.key).run();
    m_isEmpty.reset();
}

void Graves::forEach(const std::function<void(const RowName&)>& function) {
    Query query = m_database.query("SELECT kind, key FROM graves");
    while (query.step()) function({std::string(query.bytes(0)), std::string(query.bytes(1))});
}

} // namespace cairn::core
