#pragma once

#include <map>
#include <unordered_map>

#include "core/base/clock.h"
#include "sync/protocol/disagreement.h"
#include "sync/protocol/socket_message.h"
#include "sync/server/streams/stream_storage.h"

namespace cairn::sync {

/// The pairs of numbers that one stream gives out of their order where the tenet "lock" is taken away.
struct LoosenedNumbers {
    std::map<std::string, std::int64_t> skipped;
};

/// A stream while a transaction writes it: rows are merged elsewhere, here they are put, numbered, counted in the
/// digest, found by their owners, and buried. Nothing but rows is written before finish(). Throws as StreamTransaction.
class OpenStream {
public:
    OpenStream(std::string name, StreamTransaction& transaction, core::Instant now);

    [[nodiscard]] StreamTransaction& transaction() { return m_transaction; }
    [[nodiscard]] const core::Uuid& epoch() const { return m_epoch; }
    [[nodiscard]] core::Instant now() const { return m_now; }

    /// The stream's time as a clock's stamp: the greatest of the wall clock and all that was seen.
    [[nodiscard]] std::int64_t stamp() const;
    /// The greatest number given.
    [[nodiscard]] std::int64_t head() const { return m_state.head; }
    /// From now on the stream's time is not below this.
    void see(std::int64_t stamp);
    /// A clock of the server's own, above all that the stream has seen; its replica is the epoch.
    core::HybridClock nextClock();

    [[nodiscard]] std::optional<KeptRow> find(const core::RowName& row) { return m_transaction.find(row); }
    /// The row itself where it is a grave, otherwise the grave that it belongs to.
    [[nodiscard]] std::optional<core::RowName> graveOf(const core::SyncedRow& row);
    /// Puts `row` in the place of `before` and numbers it. The number.
    std::int64_t put(const std::optional<KeptRow>& before, core::SyncedRow row);
    /// The row becomes a grave, and so does what belongs to it and has an identifier of its own; the rest of what
    /// belongs to it is dropped without a trace.
    void bury(const core::RowName& row);
    void drop(const KeptRow& row);
    /// Notes a disagreement that is not known yet; those about rows in graves are not noted.
    void note(Disagreement disagreement);

    /// Writes the head, the stamp and the digest.
    void finish();
    /// What sockets are told after the commit, in order.
    [[nodiscard]] std::vector<SocketMessage> messages() const;
    void loosen(LoosenedNumbers& numbers) { m_loosened = &numbers; }

private:
    [[nodiscard]] std::int64_t nextNumber();
    [[nodiscard]] bool isGrave(const core::RowName& row);
    [[nodiscard]] std::optional<std::int64_t> dueOf(const std::optional<KeptRow>& before,
                                                    const core::SyncedRow& row) const;
    void exchangeOwners(const std::optional<KeptRow>& before, const KeptRow& after);
    void makeGrave(const core::RowName& row);
    [[nodiscard]] std::vector<KeptRow> allUnder(const core::RowName& row);
    void tell(const KeptRow& row, const std::string& text);

    std::string m_name;
    StreamTransaction& m_transaction;
    core::Instant m_now;
    core::Uuid m_epoch;
    StreamState m_before;
    StreamState m_state;
    core::RowDigest m_digestBefore;
    core::RowDigest m_digest;
    std::map<core::RowName, bool> m_graves; ///< owners that were looked up
    std::map<std::int64_t, std::optional<core::SyncedRow>> m_told;
    LoosenedNumbers* m_loosened = nullptr;
};

} // namespace cairn::sync
