#pragma once

#include "core/store/row_writer.h"
#include "core/store/undo_steps.h"

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

    ChangeWriter(RowsOfKind& rows, RowWriter& writer, UndoSteps& steps, OriginKind origin, Clocks clocks, Instant now);

    /// Errors: invalidValue, notFound, conflict, storeDamaged.
    Result<void> write(const Change& change);

    [[nodiscard]] std::vector<UndoItem> takeItems() { return std::move(m_items); }

private:
    Result<void> check(const Change& change) const;
    Result<void> create(const Change& change);
    Result<void> update(const Change& change, const StoredRow& before);
    Result<void> writeRegisters(Kind kind, const StoredRow& before, StoredRow after,
                                const std::vector<std::size_t>& places);
    [[nodiscard]] bool mayWrite(const StoredRow& row, std::size_t place) const;
    void addItem(Kind kind, const StoredRow& before, const StoredRow& after, const std::vector<std::size_t>& places);
    void addCreation(Kind kind, const StoredRow& row);

    RowsOfKind& m_rows;
    RowWriter& m_writer;
    UndoSteps& m_steps;
    bool m_isImport;
    Clocks m_clocks;
    Instant m_now;
    std::vector<UndoItem> m_items;
};

/// The field values of a register in a row, by name; of the removal its instant.
std::vector<std::pair<std::string, Value>> valuesOfRegister(Kind kind, const StoredRow& row, std::size_t place);

} // namespace cairn::core
