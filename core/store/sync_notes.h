#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/domain/synced_row.h"
#include "core/store/database.h"

namespace cairn::core {

/// What sync remembers between runs: facts by name, and texts by list and row. The owner's connection; functions throw
/// SQLite::Exception.
class SyncNotes {
public:
    explicit SyncNotes(Database& database) : m_database(database) {}

    std::optional<std::string> fact(std::string_view name);
    void setFact(std::string_view name, std::string_view value);
    void clearFact(std::string_view name);

    std::optional<std::string> note(std::string_view list, const RowName& row);
    void setNote(std::string_view list, const RowName& row, std::string_view text);
    void clearNote(std::string_view list, const RowName& row);
    void clearNotes(std::string_view list);
    /// Clears the notes of a row in every list.
    void clearNotesOf(const RowName& row);
    std::vector<std::pair<RowName, std::string>> notes(std::string_view list);

private:
    Database& m_database;
};

} // namespace cairn::core
