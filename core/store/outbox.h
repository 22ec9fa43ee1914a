#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/store/batch_rows.h"
#include "core/store/outbox_entry.h"
#include "core/store/row_texts.h"

namespace cairn::core {

/// One register that a change wrote: its place in registersOf(kind), and its clock before and after.
struct WrittenRegister {
    std::size_t place = 0;
    RegisterClock before;
    RegisterClock after;
};

/// Where a row stands inside: in its table, with a key; or nowhere, with its public name (unplaced rows, graves).
struct RowPlace {
    std::string kind;
    std::int64_t row = 0; ///< 0: nowhere
    std::string key;      ///< as RowName has it; only where `row` is 0

    static RowPlace of(Kind kind, std::int64_t row) { return {std::string(nameOf(kind)), row, {}}; }
    static RowPlace of(const RowName& name) { return {name.kind, 0, name.key}; }
};

/// What waits to be sent: one entry for each row, with its waiting registers, the clock each was written with and the
/// clock that it was made over; or one entry for a whole batch: of its rows those registers wait that bear the batch's
/// clock. Bounded by the rows, not by the edits. Beside it, what the push under way carries. The owner's connection;
/// functions throw SQLite::Exception; what is damaged is storeDamaged.
class Outbox {
public:
    Outbox(Database& database, Replicas& replicas) : m_database(database), m_replicas(replicas) {}

    // Changes of this device.
    /// Adds registers of a row in its table, which already holds their new clocks. What waits already keeps what it was
    /// made over as long as the row showed the waiting value. What was refused in the row is sent again.
    Result<void> add(Kind kind, const StoredRow& row, std::span<const WrittenRegister> registers);
    /// The same within the batch of this clock; what the batch can't say becomes an entry of its own.
    Result<void> addToBatch(Kind kind, const StoredRow& row, std::span<const WrittenRegister> registers,
                            RegisterClock clock);
    /// Asks that the row be buried, or takes that back.
    Result<void> setBurial(Kind kind, std::int64_t row, Burial burial);

    // Replication.
    /// These registers of a row in its table are about to show other values: where one waits, its own value is kept
    /// with the entry.
    Result<void> keepValues(Kind kind, const StoredRow& before, const StoredRow& after,
                            std::span<const std::size_t> places);
    /// The same for a row that is in no table.
    Result<void> keepValue(const RowName& row, const std::string& name, RegisterClock clock, const std::string& text);
    /// Whether anything waits of rows that are in no table.
    bool hasNamed();
    /// The row goes into its table.
    void moveIn(const RowName& name, Kind kind, std::int64_t row);
    /// The row goes out of its table.
    Result<void> moveOut(Kind kind, const StoredRow& row);
    /// Drops all that waits of a row; what is under way stays. Errors: storeDamaged.
    Result<void> drop(const RowPlace& place);

    Result<std::optional<OutboxEntry>> entryOf(const RowPlace& place);
    /// All that waits of a row in its table, what its batches say among it.
    Result<OutboxEntry> entryOf(Kind kind, const StoredRow& row);
    /// Puts an entry in the place of what waits of the row, in batches too; an empty one leaves nothing.
    Result<void> replace(const RowPlace& place, const OutboxEntry& entry);
    /// Where the rows stand that wait and are not all refused, each once, those with the least clocks first.
    Result<std::vector<RowPlace>> places(std::size_t limit);
    /// Where the rows stand that hold something refused.
    std::vector<RowPlace> refusedPlaces();
    Result<Replication::Counts> counts();

    Result<void> setUnderWay(const std::vector<WaitingRow>& rows);
    Result<std::vector<WaitingRow>> underWay();

    /// Writes what is remembered of batches.
    void store();
    void forget();

private:
    struct Batch {
        std::int64_t number = 0; ///< its row; 0: none yet
        RegisterClock clock;
        RegisterClock over;
        BatchRows rows;
        bool isChanged = false;
    };

    Result<void> loadBatches();
    Batch* batchOf(RegisterClock clock, Kind kind, std::int64_t row);
    Result<RegisterClock> baseOf(Kind kind, const StoredRow& row, std::string_view name, RegisterClock before,
                                 OutboxEntry* own);
    Result<std::optional<OutboxEntry>> underWayOf(const RowName& name);
    Batch& batchWith(RegisterClock clock, RegisterClock over);
    void leaveBatches(Kind kind, const StoredRow& row, RegisterClock before);
    void eraseFromBatches(Kind kind, std::int64_t row);
    void setEntry(const RowPlace& place, const OutboxEntry& entry);
    void write(Batch& batch);

    Database& m_database;
    Replicas& m_replicas;
    std::optional<std::vector<Batch>> m_batches;
    std::optional<bool> m_isUnderWay;
    std::optional<bool> m_hasNamed;
};

} // namespace cairn::core
