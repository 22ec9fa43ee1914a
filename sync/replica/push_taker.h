#pragma once

#include "sync/protocol/push.h"
#include "sync/replica/row_taker.h"

namespace cairn::sync {

/// Takes the answer to the push under way: what the server holds now goes into row, outbox and undo, and what was
/// answered waits no more, all in the caller's transaction.
class PushTaker {
public:
    explicit PushTaker(core::Replication& store) : m_store(store), m_rows(store) {}

    /// The push was applied. Errors: storeDamaged.
    core::Result<void> applied(const core::Uuid& push, const PushAnswer& answer);
    /// The file was copied or put back, or the server was: goes on as the replica `fresh`, and everything that waits
    /// with it.
    core::Result<void> forked(const core::Uuid& fresh);

private:
    core::Result<void> takeRow(const core::WaitingRow& sent, const PushedResult& result);
    core::Result<void> rebase(const core::WaitingRow& sent, const core::SyncedRow& winners);
    core::Result<void> renew(core::WaitingRow row, const core::Uuid& old, const core::Uuid& fresh);
    core::Result<void> renewShown(const core::RowName& row, const core::SyncedRegister& renewed,
                                  const core::HybridClock& old);

    core::Replication& m_store;
    RowTaker m_rows;
    std::int64_t m_witness = 0;
    bool m_isLowered = false;
    bool m_isMoreWaiting = false; ///< beside what was sent
};

} // namespace cairn::sync
