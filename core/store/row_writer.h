#pragma once

#include <set>
#include <unordered_set>

#include "core/store/histories.h"
#include "core/store/outbox.h"
#include "core/store/rows_of_kind.h"

namespace cairn::core {

/// Writes rows on behalf of one change, whatever it comes from, and with each row all that goes with it: its clocks,
/// its entry in the outbox or its place in the batch, its habit's history, its line in the change set. Lives inside one
/// transaction of the owner; functions throw SQLite::Exception.
class RowWriter {
public:
    enum class Waits : std::uint8_t { asRows, asBatch };

    RowWriter(Database& database, RowsOfKind& rows, Histories& histories, Waits waits);

    /// Adds a row, all of whose registers have one clock, and sets its key. Errors: notFound for a reference,
    /// storeDamaged.
    Result<void> create(Kind kind, StoredRow& row);
    /// Writes the registers at these places, whose values and clocks `after` already holds. Errors: notFound,
    /// storeDamaged.
    Result<void> update(Kind kind, const StoredRow& before, const StoredRow& after,
                        std::span<const std::size_t> places);

    /// Whether this change made the row.
    [[nodiscard]] bool isNew(Kind kind, std::int64_t key) const { return m_new.contains({kind, key}); }
    /// Whether no row can be there yet: a log of a habit that this change made, and none of that day so far.
    [[nodiscard]] bool isFirst(const RecordRef& log);
    /// Whether a row that this one belongs to was made by this change.
    [[nodiscard]] bool hasNewOwner(Kind kind, const StoredRow& row);

    [[nodiscard]] const std::vector<RowChange>& changes() const { return m_changes; }
    [[nodiscard]] const BatchRows& batch() const { return m_batch; }

private:
    Result<void> note(Kind kind, const StoredRow& row, std::span<const WrittenRegister> written, RowChange change);
    void merge(const RowChange& change);

    RowsOfKind& m_rows;
    Histories& m_histories;
    Outbox m_outbox;
    Waits m_waits;
    BatchRows m_batch;
    std::vector<RowChange> m_changes;
    std::set<std::pair<Kind, std::int64_t>> m_new; ///< logs left out: nothing belongs to them
    std::unordered_set<std::int64_t> m_newLogs;    ///< of new habits, by key and day
};

} // namespace cairn::core
