#pragma once

#include <map>

#include "sync/protocol/pull.h"
#include "sync/replica/row_taker.h"
#include "sync/replica/sync_facts.h"

namespace cairn::sync {

/// What the server showed in a pull of everything, for what it lacks: rows with their registers' clocks (values left
/// out). Kept in memory: a pull that was broken off begins again.
using ShownRows = std::map<core::RowName, core::SyncedRow>;

/// Takes one answer to a pull: rows and cursor in the caller's transaction, and at the head what is decided there.
class PullTaker {
public:
    PullTaker(core::Replication& store, std::optional<ShownRows>& shown, core::Instant now)
        : m_store(store), m_facts(store), m_rows(store), m_shown(shown), m_now(now) {}

    /// `counting`: how the digest is compared, if this is the head; at the end of a pull of everything always anew.
    /// Errors: storeDamaged.
    core::Result<void> take(std::int64_t since, const PullAnswer& answer, core::Replication::Counting counting);
    /// Begins a pull of everything; with repair, what the server lacks is pushed afterwards.
    enum class Repair : std::uint8_t { no, yes };
    void pullAll(Repair repair);
    /// Applies the removals that were held; the rows that they took away.
    core::Result<std::vector<core::RowName>> applyHeld();

private:
    core::Result<void> takeRow(const core::SyncedRow& row);
    core::Result<void> stage(core::SyncedRow& row);
    bool isHeldAlready(core::SyncedRow& row);
    bool hasNotes();
    core::Result<void> decideStaged();
    core::Result<bool> isMass(std::size_t removals);
    core::Result<void> atHead(const PullAnswer& answer, core::Replication::Counting counting);
    core::Result<void> repair();
    core::Result<void> repairRow(const core::SyncedRow& row, const core::WaitingRow* sent);
    core::Result<void> compare(const core::RowDigest& servers, core::Replication::Counting counting);

    core::Replication& m_store;
    SyncFacts m_facts;
    RowTaker m_rows;
    std::optional<ShownRows>& m_shown;
    core::Instant m_now;
    std::optional<bool> m_hasNotes; ///< whether a removal is set aside or held
};

} // namespace cairn::sync
