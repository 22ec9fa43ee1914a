#pragma once

#include "core/store/row_writer.h"

namespace cairn::core {

/// The way of rows into their tables and out of them: a row that came goes into its table when all of it is here that
/// the table asks for, and with it, in the same transaction, whatever waited for it; a row whose ground goes waits
/// again. The owner's connection; functions throw SQLite::Exception; what is damaged is storeDamaged.
class Placing {
public:
    Placing(OwnerParts& parts, RowWriter& writer) : m_parts(parts), m_writer(writer) {}

    /// What a row's name says, where it is the one spelling of a row of this program's kinds that is shared.
    static std::optional<ResolvedRow> known(const RowName& row);
    /// The row in its table; nothing where it is not there.
    std::optional<StoredRow> stored(const ResolvedRow& row);

    /// Puts a row that is not there into its table; whether that could be done. Nothing of it may be among the
    /// unplaced.
    Result<bool> place(const RowName& name, const ResolvedRow& resolved, const std::vector<SyncedRegister>& registers);
    /// Places what waited for the row with this identifier, and what waited for that.
    Result<void> settle(const Uuid& id);
    /// Whether everything that a row refers to is here; what is a grave and no owner reads as none from then on.
    bool canStand(Kind kind, StoredRow& row);

    /// Takes a row out of its table, and before it what refers to it; from then on it waits in the form `as`, where
    /// that holds anything.
    Result<void> takeOut(Kind kind, const StoredRow& row, const SyncedRow& as);
    /// What refers to a row that goes: it waits, or only its reference reads as none.
    enum class Graves : std::uint8_t { readAsNone, wait };
    Result<void> releaseReferrers(Kind kind, const StoredRow& row, Graves how);

private:
    Result<void> clearReference(Kind kind, std::size_t field, const StoredRow& before);

    OwnerParts& m_parts;
    RowWriter& m_writer;
};

/// Whether rows of other kinds refer to rows of this one.
bool isReferredTo(Kind kind);

} // namespace cairn::core
