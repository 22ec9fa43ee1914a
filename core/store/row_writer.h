#pragma once

#include <set>
#include <unordered_set>

#include "core/store/owner_parts.h"

namespace cairn::core {

/// What of a change waits to be sent: its rows one by one, the registers with this clock as one batch and the others
/// one by one, or nothing, because it came from elsewhere.
struct Waits {
    enum class How : std::uint8_t { asRows, asBatch, never };
    How how = How::asRows;
    RegisterClock batch = {};
};

/// Writes rows on behalf of one change, whatever it comes from, and with each row all that goes with it: its clocks,
/// its entry in the outbox or its place in the batch, its habit's history, the digest, its line in the change set.
/// Lives inside one transaction of the owner; functions throw SQLite::Exception.
class RowWriter {
public:
    RowWriter(OwnerParts& parts, Waits waits) : m_parts(parts), m_waits(waits) {}

    /// What is written from here on came from elsewhere.
    void goOnAsReceived() { m_waits = {Waits::How::never, {}}; }

    /// Adds a row and sets its key; what came from elsewhere the caller adds to the digest, as it came. Where a row of
    /// this name waits outside of the tables, it is taken in: the greater clock wins in each register. Errors: notFound
    /// for a reference, storeDamaged.
    Result<void> create(Kind kind, StoredRow& row);
    /// Writes the registers at these places, whose values and clocks `after` already holds; none: others, which this
    /// program does not know. Errors: notFound, storeDamaged.
    Result<void> update(Kind kind, const StoredRow& before, const StoredRow& after,
                        std::span<const std::size_t> places);
    /// Deletes a row for good, with what undo knew of it; nothing may refer to it any more. What waits of it stays.
    void erase(Kind kind, const StoredRow& row);

    /// Whether this change made the row.
    [[nodiscard]] bool isNew(Kind kind, std::int64_t key) const { return m_new.contains({kind, key}); }
    /// Whether no row can be there yet: a log of a habit that this change made, and none of that day so far.
    [[nodiscard]] bool isFirst(const RecordRef& log);
    /// Whether a row that this one belongs to was made by this change.
    [[nodiscard]] bool hasNewOwner(Kind kind, const StoredRow& row);

    [[nodiscard]] const std::vector<RowChange>& changes() const { return m_changes; }
    /// The rows of the batch.
    [[nodiscard]] const BatchRows& batch() const { return m_batch; }

private:
    Result<void> takeIn(Kind kind, StoredRow& row, std::vector<WrittenRegister>& written);
    void takeIn(Kind kind, std::size_t place, const std::string& text, StoredRow& row);
    Result<void> note(Kind kind, const StoredRow& row, std::span<const WrittenRegister> written, RowChange change);
    Result<void> wait(Kind kind, const StoredRow& row, std::span<const WrittenRegister> written, Removal removal);
    void merge(const RowChange& change);

    OwnerParts& m_parts;
    Waits m_waits;
    BatchRows m_batch;
    std::vector<RowChange> m_changes;
    std::set<std::pair<Kind, std::int64_t>> m_new; ///< logs left out: nothing belongs to them
    std::unordered_set<std::int64_t> m_newLogs;    ///< of new habits, by key and day
};

} // namespace cairn::core
