#include "core/store/kept_digest.h"

#include "core/domain/profile.h"

namespace cairn::core {

bool isOfThisDevice(Kind kind, std::span<const Value> values) {
    if (kind != Kind::setting) return false;
    const SettingDescription* const known = settingNamed(std::get<std::string>(values[0]));
    return known != nullptr && known->scope == SettingScope::device;
}

bool KeptDigest::isKept() {
    if (!m_isKept) m_isKept = m_database.number("SELECT count(*) FROM sync_facts WHERE name = 'account'") != 0;
    return *m_isKept;
}

void KeptDigest::load() {
    if (m_digest) return;
    m_digest.emplace();
    Query query = m_database.query("SELECT kind, count, hash FROM digests");
    while (query.step())
        m_digest->set(std::string(query.bytes(0)),
                      {static_cast<std::uint64_t>(query.integer(1)), static_cast<std::uint64_t>(query.integer(2))});
}

void KeptDigest::add(const SyncedRow& row) {
    if (!isKept()) return;
    load();
    m_digest->add(row);
    m_isChanged = true;
}

void KeptDigest::remove(const SyncedRow& row) {
    if (!isKept()) return;
    load();
    m_digest->remove(row);
    m_isChanged = true;
}

void KeptDigest::add(Kind kind, const StoredRow& row) {
    if (isKept() && !isOfThisDevice(kind, row.values)) add(m_texts.synced(kind, row));
}

void KeptDigest::remove(Kind kind, const StoredRow& row) {
    if (isKept() && !isOfThisDevice(kind, row.values)) remove(m_texts.synced(kind, row));
}

const RowDigest& KeptDigest::digest() {
    load();
    return *m_digest;
}

void KeptDigest::begin(RowDigest counted) {
    m_isKept = true;
    m_digest = std::move(counted);
    m_isChanged = true;
}

void KeptDigest::end() {
    m_isKept = false;
    m_digest.reset();
    m_isChanged = false;
}

void KeptDigest::store() {
    if (!m_isChanged) return;
    m_database.query("DELETE FROM digests").run();
    for (const auto& [kind, sum] : m_digest->sums())
        m_database.query("INSERT INTO digests (kind, count, hash) VALUES (?, ?, ?)")
            .with(kind, static_cast<std::int64_t>(sum.count), static_cast<std::int64_t>(sum.hash))
            .run();
    m_isChanged = false;
}

void KeptDigest::forget() {
    m_isKept.reset();
    m_digest.reset();
    m_isChanged = false;
}

} // namespace cairn::core
