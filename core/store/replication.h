#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/domain/row_digest.h"

namespace cairn::core {

/// A register that waits to be sent: the clock it was written with and the clock that it was made over (of the server,
/// as last seen; nothing: over nothing).
struct WaitingRegister {
    enum class Why : std::uint8_t {
        edited,   ///< a person changed it, or an import brought it
        repaired, ///< the server has lost it
        refused,  ///< the server refused it; it stays until it is edited, sent again or dropped
    };
    std::string name;
    HybridClock clock;
    std::optional<HybridClock> over;
    Why why = Why::edited;
    std::string value; ///< canonical JSON: what was written with that clock, also where the row shows another by now

    friend bool operator==(const WaitingRegister&, const WaitingRegister&) = default;
};

/// All that waits of one row. A row may wait to be buried.
struct WaitingRow {
    RowName row;
    std::vector<WaitingRegister> registers;
    Burial burial = Burial::none;

    friend bool operator==(const WaitingRow&, const WaitingRow&) = default;
};

/// What sync reads and writes of a store, inside one transaction of its owner (Store::replicate). It holds no rule of
/// the merge: what is written is taken as it is, without outbox and without a step of undo. Each written row goes
/// through the same path as a person's change: typed row, clocks, compact history, change set.
///
/// A row that can't stand in its table (a kind of a newer program, a row that it refers to is not here yet, registers
/// missing) waits in a table of its own, invisible, and takes its place when it can. A register that this program does
/// not know, or a value of a newer program, is kept as received beside the row. Functions throw SQLite::Exception;
/// Result says what a damaged or foreign store holds.
class Replication {
public:
    virtual ~Replication() = default;

    // This file.
    [[nodiscard]] virtual Uuid replica() = 0;
    /// Goes on under another identity, after the file was copied or put back. Clocks that are written stay.
    virtual void takeReplica(const Uuid& replica) = 0;
    /// What sync remembers between runs, by name: the cursor, the push that is under way, … The one called "account"
    /// (whom the file belongs to) is also for the store: from then on it keeps the digest up to date.
    [[nodiscard]] virtual std::optional<std::string> fact(std::string_view name) = 0;
    virtual void setFact(std::string_view name, std::string_view value) = 0;
    virtual void clearFact(std::string_view name) = 0;
    /// What sync remembers of rows: texts by list and row ("staged", "held", "disagreements", …), durable.
    virtual void setNote(std::string_view list, const RowName& row, std::string_view text) = 0;
    [[nodiscard]] virtual std::optional<std::string> note(std::string_view list, const RowName& row) = 0;
    virtual void clearNote(std::string_view list, const RowName& row) = 0;
    virtual void clearNotes(std::string_view list) = 0;
    [[nodiscard]] virtual std::vector<std::pair<RowName, std::string>> notes(std::string_view list) = 0;

    // Clocks. Every clock that is written here is seen.
    /// The next change's clock is above this one too.
    virtual void seeStamp(std::int64_t stamp) = 0;
    /// Counts the greatest clock anew from all that the file holds, after clocks were lowered.
    virtual void recountStamps() = 0;
    /// How far the server's clock is ahead of this computer's, in ms; new clocks are made with the corrected time.
    virtual void setClockDifference(std::int64_t milliseconds) = 0;

    // Rows.
    /// The row with all registers that were ever written, present, in the trash or waiting; a grave as such. Settings
    /// of this device are no rows here.
    [[nodiscard]] virtual Result<std::optional<SyncedRow>> find(const RowName& row) = 0;
    /// Every row and every grave. The function must not write.
    virtual Result<void> forEach(const std::function<void(const SyncedRow&)>& function) = 0;
    /// What this file holds, as the server would count it: kept with each change, or counted anew from the rows.
    enum class Counting : std::uint8_t { kept, anew };
    [[nodiscard]] virtual Result<RowDigest> digest(Counting counting) = 0;
    /// The rows that belong to this one, directly.
    [[nodiscard]] virtual Result<std::vector<RowName>> rowsUnder(const RowName& owner) = 0;
    /// Puts these registers in the place of what is there, creating the row where it is not; a grave is one no more.
    /// Values are canonical JSON and come out as they came. Errors: storeDamaged.
    virtual Result<void> write(const RowName& row, const std::vector<SyncedRegister>& registers) = 0;
    /// Takes one register away, as if it had never been written (its value may still be shown until another comes); a
    /// row without registers goes.
    virtual Result<void> unwrite(const RowName& row, std::string_view registerName) = 0;
    /// Makes a grave of it: contents, outbox, notes (of every list), and what undo knew of it go. What belongs to it
    /// and is still there waits from then on, as if this row had not come; what refers to it without belonging to it
    /// reads as none and keeps the value for the wire.
    virtual Result<void> bury(const RowName& row) = 0;
    /// Drops a row without a trace, with all that waits of it: what belongs to a grave and has a natural key. What
    /// refers to it waits from then on.
    virtual Result<void> drop(const RowName& row) = 0;
    [[nodiscard]] virtual bool isGrave(const RowName& row) = 0;
    /// Whether any row is a grave.
    [[nodiscard]] virtual bool hasGraves() = 0;

    // The outbox.
    /// Rows that wait, those with the lowest clock first, at most `limit` of them; refused registers left out.
    [[nodiscard]] virtual Result<std::vector<WaitingRow>> waiting(std::size_t limit) = 0;
    /// Rows in which something was refused, with all that waits of them.
    [[nodiscard]] virtual Result<std::vector<WaitingRow>> refused() = 0;
    /// All that waits of one row, refused registers among it.
    [[nodiscard]] virtual Result<std::optional<WaitingRow>> waitingOf(const RowName& row) = 0;
    /// Puts this in the place of what waits of the row; empty: nothing waits any more.
    virtual Result<void> setWaiting(const WaitingRow& row) = 0;
    /// Makes these rows, as `waiting` told them, what the push under way carries, in the place of what was: they leave
    /// what waits. Kept until the next call, also where a row goes meanwhile; an edit of such a register keeps what
    /// that was made over while the row shows its value. Empty: no push is under way; what was is forgotten, so that
    /// what is to be sent again has to be put back with `setWaiting` before.
    virtual Result<void> setUnderWay(const std::vector<WaitingRow>& rows) = 0;
    /// In the order in which it was given.
    [[nodiscard]] virtual Result<std::vector<WaitingRow>> underWay() = 0;
    /// How many rows wait, refused ones not counted; how many hold something refused. A push under way is not counted.
    struct Counts {
        std::size_t waiting = 0;
        std::size_t refused = 0;
    };
    [[nodiscard]] virtual Counts counts() = 0;

    // Undo.
    /// The server gave a register another clock than it was written with: undo knows it under the new one. Of the row
    /// and of what waits nothing changes.
    virtual Result<void> renameClock(const RowName& row, std::string_view registerName, const HybridClock& from,
                                     const HybridClock& to) = 0;
};

} // namespace cairn::core
