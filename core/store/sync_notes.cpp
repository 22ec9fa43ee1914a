#include "core/store/sync_notes.h"

namespace cairn::core {

std::optional<std::string> SyncNotes::fact(std::string_view name) {
    Query query = m_database.query("SELECT value FROM sync_facts WHERE name = ?");
    return query.with(name).step() ? std::optional(std::string(query.bytes(0))) : std::nullopt;
}

void SyncNotes::setFact(std::string_view name, std::string_view value) {
    m_database.query("INSERT OR REPLACE INTO sync_facts (name, value) VALUES (?, ?)").with(name).withBytes(value).run();
}

void SyncNotes::clearFact(std::string_view name) {
    m_database.query("DELETE FROM sync_facts WHERE name = ?").with(name).run();
}

std::optional<std::string> SyncNotes::note(std::string_view list, const RowName& row) {
    Query query = m_database.query("SELECT text FROM sync_notes WHERE list = ? AND kind = ? AND key = ?");
    return query.with(list, row.kind, row.key).step() ? std::optional(std::string(query.bytes(0))) : std::nullopt;
}

void SyncNotes::setNote(std::string_view list, const RowName& row, std::string_view text) {
    m_database.query("INSERT OR REPLACE INTO sync_notes (list, kind, key, text) VALUES (?, ?, ?, ?)")
        .with(list, row.kind, row.key)
        .withBytes(text)
        .run();
}

void SyncNotes::clearNote(std::string_view list, const RowName& row) {
    m_database.query("DELETE FROM sync_notes WHERE list = ? AND kind = ? AND key = ?")
        .with(list, row.kind, row.key)
        .run();
}

void SyncNotes::clearNotes(std::string_view list) {
    m_database.query("DELETE FROM sync_notes WHERE list = ?").with(list).run();
}

void SyncNotes::clearNotesOf(const RowName& row) {
    m_database.query("DELETE FROM sync_notes WHERE kind = ? AND key = ?").with(row.kind, row.key).run();
}

std::vector<std::pair<RowName, std::string>> SyncNotes::notes(std::string_view list) {
    std::vector<std::pair<RowName, std::string>> all;
    Query query = m_database.query("SELECT kind, key, text FROM sync_notes WHERE list = ?");
    query.with(list);
    while (query.step())
        all.push_back({{std::string(query.bytes(0)), std::string(query.bytes(1))}, std::string(query.bytes(2))});
    return all;
}

} // namespace cairn::core
