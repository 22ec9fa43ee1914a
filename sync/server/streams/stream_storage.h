#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/domain/row_digest.h"

namespace cairn::sync {

/// A row as a stream keeps it.
struct KeptRow {
    std::int64_t place = 0;          ///< given by the storage; 0: not kept yet
    std::int64_t number = 0;         ///< in the stream
    std::optional<std::int64_t> due; ///< ms: since when a removed row waits for its end, or a disagreement is known
    core::SyncedRow row;
};

/// The same before its text is read.
struct KeptText {
    std::int64_t place = 0;
    core::RowName row;
    std::int64_t number = 0;
    std::string_view text; ///< valid during the call
};

/// How far a stream is.
struct StreamState {
    std::int64_t head = 0;  ///< the greatest number given
    std::int64_t stamp = 0; ///< the greatest clock, without its replica

    friend bool operator==(const StreamState&, const StreamState&) = default;
};

/// Thrown through a StreamTransaction for what an action can't go on with; the storage makes the Error of it.
struct StreamFailure {
    core::Error error;
};

/// One stream inside of one transaction. Everything is as the transaction began it, with what it has written itself.
/// Functions throw what the storage's library throws, or StreamFailure: actions let that pass.
class StreamTransaction {
public:
    virtual ~StreamTransaction() = default;

    [[nodiscard]] virtual core::Uuid epoch() = 0;
    [[nodiscard]] virtual StreamState state() = 0;
    virtual void setState(const StreamState& state) = 0;
    [[nodiscard]] virtual core::RowDigest digest() = 0;
    virtual void setSum(const std::string& kind, core::RowDigest::Sum sum) = 0;
    [[nodiscard]] virtual std::optional<core::Uuid> lastPush(const core::Uuid& replica) = 0;
    virtual void setLastPush(const core::Uuid& replica, const core::Uuid& push) = 0;

    /// These rows will be asked for: a storage at the end of a wire may fetch them at once.
    virtual void announce(const std::vector<core::RowName>& rows) = 0;
    [[nodiscard]] virtual std::optional<KeptRow> find(const core::RowName& row) = 0;
    [[nodiscard]] virtual bool isGrave(const core::RowName& row) = 0;
    /// Adds the row, or where it has a place replaces what is there; `text` is what pulls tell. The place.
    virtual std::int64_t put(const KeptRow& row, const std::string& text) = 0;
    virtual void erase(std::int64_t place) = 0;

    /// Rows are found by the owners that are named here.
    virtual void addOwner(std::int64_t place, const core::RowName& owner) = 0;
    virtual void removeOwner(std::int64_t place, const core::RowName& owner) = 0;
    /// The rows that name this owner, and perhaps a few others.
    [[nodiscard]] virtual std::vector<KeptRow> rowsUnder(const core::RowName& owner) = 0;

    /// Whether a row is found by this owner, and by how many owners rows are found in all.
    [[nodiscard]] virtual bool hasOwner(std::int64_t place, const core::RowName& owner) = 0;
    [[nodiscard]] virtual std::size_t ownerCount() = 0;

    /// Rows with greater numbers, in order, until `take` returns false.
    virtual void rowsAfter(std::int64_t number, const std::function<bool(const KeptText&)>& take) = 0;
    /// Rows whose `due` is not after this time, disagreements or the others, at most `limit`.
    enum class Due : std::uint8_t { removals, disagreements };
    [[nodiscard]] virtual std::vector<KeptRow> due(Due which, std::int64_t time, std::size_t limit) = 0;
};

/// Where streams are kept. The implementation says from which threads it may be used.
class StreamStorage {
public:
    virtual ~StreamStorage() = default;

    /// What becomes of a transaction whose action succeeded; it is rolled back where the action failed or threw.
    enum class Ending : std::uint8_t { commit, rollBack };
    using Writing = std::function<core::Result<Ending>(StreamTransaction&)>;
    using Reading = std::function<core::Result<void>(StreamTransaction&)>;

    /// Runs `action` in one transaction that no other writer of this stream overlaps; it is durable when this returns.
    /// A stream that is not there yet is made. `committed` runs after the commit, before this returns and in the order
    /// of the commits, on whatever thread writes. Errors: the action's, storeBusy, diskFull, storeDamaged, ….
    virtual core::Result<void> write(const std::string& stream, const Writing& action,
                                     const std::function<void()>& committed) = 0;
    /// Runs `action` on one snapshot, which it must not write; a stream that is not there is empty.
    virtual core::Result<void> read(const std::string& stream, const Reading& action) = 0;

    /// Names of all streams, or of those that hold something due at this time.
    virtual core::Result<std::vector<std::string>> streams(std::optional<std::int64_t> dueAt) = 0;
    /// Names of streams whose digest has not been counted since a time, longest ago first: at most one in `part` of all
    /// streams, rounded up.
    virtual core::Result<std::vector<std::string>> notCountedSince(std::int64_t time, int part) = 0;
    virtual core::Result<void> noteCounted(const std::vector<std::string>& streams, std::int64_t time) = 0;
    virtual core::Result<void> setEpoch(const core::Uuid& epoch) = 0;
};

/// The hash by which owners are found.
std::uint64_t hashOfOwner(const core::RowName& owner);
/// A kept text as a row. Throws StreamFailure with storeDamaged.
core::SyncedRow rowOfText(std::string_view text);

} // namespace cairn::sync
