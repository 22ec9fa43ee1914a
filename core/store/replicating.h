#pragma once

#include "core/store/placing.h"
#include "core/store/replication.h"
#include "core/store/store_state.h"
#include "core/store/sync_notes.h"

namespace cairn::core {

/// Replication on the owner's connection, for the length of one transaction. What it moves on of the store's state it
/// writes into `state`.
class Replicating final : public Replication {
public:
    Replicating(OwnerParts& parts, RowWriter& writer, StoreState& state)
        : m_parts(parts), m_writer(writer), m_placing(parts, writer), m_notes(parts.database), m_state(state) {}

    Uuid replica() override;
    void takeReplica(const Uuid& replica) override;
    std::optional<std::string> fact(std::string_view name) override { return m_notes.fact(name); }
    void setFact(std::string_view name, std::string_view value) override;
    void clearFact(std::string_view name) override;
    void setNote(std::string_view list, const RowName& row, std::string_view text) override;
    std::optional<std::string> note(std::string_view list, const RowName& row) override;
    void clearNote(std::string_view list, const RowName& row) override { m_notes.clearNote(list, row); }
    void clearNotes(std::string_view list) override { m_notes.clearNotes(list); }
    std::vector<std::pair<RowName, std::string>> notes(std::string_view list) override { return m_notes.notes(list); }

    void seeStamp(std::int64_t stamp) override;
    void recountStamps() override;
    void setClockDifference(std::int64_t milliseconds) override { m_state.clockDifference = milliseconds; }

    Result<std::optional<SyncedRow>> find(const RowName& row) override;
    Result<void> forEach(const std::function<void(const SyncedRow&)>& function) override;
    Result<RowDigest> digest(Counting counting) override;
    Result<std::vector<RowName>> rowsUnder(const RowName& owner) override;
    Result<void> write(const RowName& row, const std::vector<SyncedRegister>& registers) override;
    Result<void> unwrite(const RowName& row, std::string_view registerName) override;
    Result<void> bury(const RowName& row) override;
    Result<void> drop(const RowName& row) override;
    bool isGrave(const RowName& row) override { return m_parts.graves.contains(row); }
    bool hasGraves() override { return !m_parts.graves.empty(); }

    Result<std::vector<WaitingRow>> waiting(std::size_t limit) override;
    Result<std::vector<WaitingRow>> refused() override;
    Result<std::optional<WaitingRow>> waitingOf(const RowName& row) override;
    Result<void> setWaiting(const WaitingRow& row) override;
    Result<void> setUnderWay(const std::vector<WaitingRow>& rows) override;
    Result<std::vector<WaitingRow>> underWay() override { return m_parts.outbox.underWay(); }
    Counts counts() override;

    Result<void> renameClock(const RowName& row, std::string_view registerName, const HybridClock& from,
                             const HybridClock& to) override;

private:
    /// Where a row is: in its table, or not.
    struct Standing {
        std::optional<ResolvedRow> known;
        std::optional<StoredRow> stored;
    };
    Standing standingOf(const RowName& row);
    const Standing& found(const RowName& row);
    Standing takeFound(const RowName& row);
    static RowPlace placeOf(const RowName& row, const Standing& standing);
    Result<void> writeStored(Kind kind, const StoredRow& before, const std::vector<SyncedRegister>& registers);
    Result<void> writeElsewhere(const RowName& name, const Standing& standing,
                                const std::vector<SyncedRegister>& registers);
    Result<void> unwriteStored(Kind kind, const StoredRow& before, std::string_view registerName);
    Result<void> unwriteUnplaced(const RowName& name, std::string_view registerName);
    Result<void> remove(const RowName& row, Placing::Graves how);
    Result<OutboxEntry> entryOf(const RowPlace& place, const Standing& standing);
    WaitingRow waitingRow(const SyncedRow& row, const OutboxEntry& entry);
    struct WaitingThere {
        WaitingRow row;
        OutboxEntry entry;
    };
    Result<std::optional<WaitingThere>> waitingAt(const RowPlace& place);
    /// What `waiting` told of a row, and where.
    struct Told {
        RowName row;
        RowPlace place;
        OutboxEntry entry;
    };
    Result<Told> toldOf(const RowName& row, std::size_t& next);

    OwnerParts& m_parts;
    RowWriter& m_writer;
    Placing m_placing;
    SyncNotes m_notes;
    StoreState& m_state;
    std::vector<Told> m_told;                            ///< in its order, until something is written
    std::optional<std::pair<RowName, Standing>> m_found; ///< what was looked for last, until a row is written
};

} // namespace cairn::core
