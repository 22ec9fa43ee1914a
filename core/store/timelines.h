#pragma once

#include <vector>

#include "core/store/reader.h"

namespace cairn::core {

/// Every present habit with its timeline, in list order, kept current by change sets: one tick costs one habit. Belongs
/// to the thread of the reader that it reads with, which must outlive it. On the owner's thread a subscription calls
/// `take`; elsewhere the change sets are handed over, and may come late: what is read is always the newest.
class Timelines {
public:
    explicit Timelines(const Reader& reader) : m_reader(reader) {}

    /// Reads all anew. Errors: those of the reader.
    Result<void> load();

    /// Takes a committed change over and names the habits whose numbers may have changed; those that went are among
    /// them. After an error everything is as before, and `load` makes it right again. Errors: those of the reader.
    Result<std::vector<Uuid>> take(const ChangeSet& set);

    [[nodiscard]] const std::vector<HabitWithTimeline>& all() const { return m_all; }
    /// Valid until the next load or take; null when the habit is not present.
    [[nodiscard]] const HabitWithTimeline* find(const Uuid& habit) const;

private:
    Result<std::vector<Uuid>> reloadAll();
    Result<void> reload(const Uuid& habit);
    Result<void> takeLog(const RecordRef& row);

    const Reader& m_reader;
    std::vector<HabitWithTimeline> m_all;
};

} // namespace cairn::core
