#pragma once

#include "core/store/row_writer.h"

namespace cairn::core {

/// Applies what a person did or an import brought: checks each change, leaves out what is there already, writes the
/// rest through a RowWriter and keeps what undo needs. Lives inside one transaction of the owner; functions throw
/// SQLite::Exception.
class ChangeWriter {
public:
    /// The clocks of the change. An import writes contents with a clock below every person's; a row that the person
    /// chose to bring back comes back with the person's.
    struct Clocks {
        RegisterClock contents;
        RegisterClock restoring;
    };

    ChangeWriter(OwnerParts& parts, RowWriter& writer, OriginKind origin, Clocks clocks, Instant now);

    /// Errors: invalidValue, notFound, conflict, storeDamaged.
    Result<void> write(const Change& change);
    /// Writes the registers at these places as `after` has them, whatever the rules between fields say. Errors:
    /// notFound, storeDamaged.
    Result<void> put(Kind kind, const StoredRow& before, StoredRow after, const std::vector<std::size_t>& places);

    [[nodiscard]] std::vector<UndoItem> takeItems() { return std::move(m_items); }

private:
    Result<void> check(const Change& change) const;
    Result<void> create(const Change& change);
    Result<void> update(const Change& change, const StoredRow& before);
    [[nodiscard]] bool isBuried(Kind kind, const Uuid& id, const std::vector<Value>& values) const;
    [[nodiscard]] bool mayWrite(const StoredRow& row, std::size_t place) const;
    void addItem(Kind kind, const StoredRow& before, const StoredRow& after, const std::vector<std::size_t>& places);
    void addCreation(Kind kind, const StoredRow& row);

    OwnerParts& m_parts;
    RowWriter& m_writer;
    bool m_isImport;
    Clocks m_clocks;
    Instant m_now;
    std::vector<UndoItem> m_items;
};

/// What a register holds in a row, by name: the values of its fields, of the removal its instant and extent; and a text
/// that is kept for it.
std::vector<std::pair<std::string, Value>> valuesOfRegister(Kind kind, const StoredRow& row, std::size_t place);

} // namespace cairn::core
