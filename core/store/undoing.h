#pragma once

#include "core/store/row_writer.h"

namespace cairn::core {

/// Takes a step back, or makes it again: as a new change with a new clock, which writes only registers that still are
/// in the state that the step made. Goes from the step's last item to its first, so that what was written over goes
/// back before what it stands on. What it wrote is again a step, in the order in which it was written. Lives inside one
/// transaction of the owner; functions throw SQLite::Exception.
class Undoing {
public:
    Undoing(OwnerParts& parts, RowWriter& writer, RegisterClock clock, Instant now);

    /// Errors: notFound for a reference, storeDamaged.
    Result<void> apply(const UndoStep& step);

    /// The step that takes this one back.
    [[nodiscard]] std::vector<UndoItem> takeItems() { return std::move(m_items); }
    /// Registers that stayed, because something newer stands there.
    [[nodiscard]] std::size_t kept() const { return m_kept; }

private:
    Result<void> applyRegisters(const UndoItem& item, const StoredRow& before);
    Result<void> applyExistence(const UndoItem& item, const StoredRow& before);
    Result<void> writeRemoval(const UndoItem& item, const StoredRow& before, Value removedAt);
    [[nodiscard]] bool isInState(Kind kind, const StoredRow& row, std::size_t place, RegisterClock state);
    [[nodiscard]] bool isWholeInState(Kind kind, const StoredRow& row, RegisterClock state);
    [[nodiscard]] bool isAsNeverMade(Kind kind, const StoredRow& row);
    [[nodiscard]] bool hasOwnerNeverMade(Kind kind, const StoredRow& row);
    [[nodiscard]] bool isAllBelowInState(Kind kind, const StoredRow& owner, RegisterClock state);
    [[nodiscard]] bool canRefer(const UndoItem& item, const UndoRegister& step);

    OwnerParts& m_parts;
    RowWriter& m_writer;
    RegisterClock m_clock;
    Instant m_now;
    std::vector<UndoItem> m_items;
    std::size_t m_kept = 0;
};

} // namespace cairn::core
