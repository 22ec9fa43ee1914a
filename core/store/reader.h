#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "core/analytics/timeline.h"
#include "core/base/error.h"
#include "core/domain/change.h"
#include "core/domain/profile.h"
#include "core/domain/record_description.h"

namespace cairn::core {

/// Which rows a read is about. A row is `present` when neither it nor anything that it belongs to has been removed.
enum class Rows : std::uint8_t { present, inTrash, all };

/// What undo and redo would do next; nothing where there is none.
struct UndoState {
    std::optional<ActionName> undo;
    std::optional<ActionName> redo;
};

/// A habit and what its numbers depend on.
struct HabitWithTimeline {
    Habit habit;
    HabitTimeline timeline;
};

/// When a row was made and last changed, taken from its clocks.
struct RowTimes {
    Instant createdAt;
    Instant updatedAt;
};

struct DayRule;

/// The fields of one row that something other than an import wrote: bit i is field i of the description.
struct WrittenFields {
    RecordRef row;
    std::uint64_t fields = 0;
};

/// A read-only view of a store: a connection of its own that never writes and never checkpoints. Any number may be
/// open beside the one Store; each belongs to one thread at a time. Every function reads one consistent snapshot.
/// Errors of all: storeDamaged, ioFailure.
class Reader {
public:
    /// Opens an existing store. Errors: notFound, newerFile (written by a newer program), conflict (an empty file or
    /// one of an older schema, which the store's owner has to bring up to date first), storeDamaged, ioFailure.
    static Result<Reader> open(const std::filesystem::path& file);
    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) noexcept;
    ~Reader();

    /// All records of a type; in order of position where it has one, then by id. Logs: by habit and day, with an empty
    /// identifier, cleared ones without a note left out. `inTrash` are the rows that were removed themselves. What a
    /// present row refers to and does not belong to (a habit's section) is hidden when it was removed.
    template<class R>
    [[nodiscard]] Result<std::vector<R>> all(Rows rows = Rows::present) const;
    /// The record with this identifier, in the trash or not; nothing when there is none.
    template<class R>
    [[nodiscard]] Result<std::optional<R>> find(const Uuid& id) const;
    /// The records that belong to `owner` (a habit's rules, a goal's milestones), removed ones left out.
    template<class R>
    [[nodiscard]] Result<std::vector<R>> ownedBy(const Uuid& owner) const;

    /// What is recorded on one day, or an empty log.
    [[nodiscard]] Result<HabitLog> log(const Uuid& habit, Date day) const;
    /// The recorded days of a habit within `span`, by day; cleared ones without a note are left out.
    [[nodiscard]] Result<std::vector<HabitLog>> logs(const Uuid& habit, DateSpan span) const;

    /// The inputs of a habit's numbers. `timelines` reads every present habit in list order, in one pass over the
    /// compact histories. Errors: notFound as well.
    [[nodiscard]] Result<HabitWithTimeline> timeline(const Uuid& habit) const;
    [[nodiscard]] Result<std::vector<HabitWithTimeline>> timelines() const;

    [[nodiscard]] Result<Profile> profile() const;
    /// The calendar day at `now` by the profile, and not before one that has begun on this device already, as far as
    /// its owner kept that (DayKeeper). Errors: notFound for a zone that this computer does not know, as well.
    [[nodiscard]] Result<Date> today(Instant now) const;
    [[nodiscard]] Result<UndoState> undoState() const;
    [[nodiscard]] Result<RowTimes> times(const RecordRef& row) const;
    /// The rows of `kind` in which something other than an import wrote, with those registers' fields; rows that only
    /// imports wrote are left out. Logs: of the one habit `habit`, days that were cleared since included.
    [[nodiscard]] Result<std::vector<WrittenFields>> writtenHere(Kind kind, const Uuid& habit = {}) const;
    /// The number of the last committed change.
    [[nodiscard]] Result<std::int64_t> changeNumber() const;

private:
    friend class Store;
    struct Impl;
    explicit Reader(std::unique_ptr<Impl> impl);
    [[nodiscard]] Result<DayRule> dayRule() const;
    std::unique_ptr<Impl> m_impl;
};

} // namespace cairn::core
