#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "core/analytics/goal_progress.h"
#include "core/store/reader.h"

namespace cairn::core {

/// A habit that feeds a goal, with the link that says how much. The habit is borrowed and never null.
struct GoalFeed {
    GoalLink link;
    const HabitWithTimeline* habit = nullptr;
};

/// What a goal's progress is computed from, as one read of the store found it: the entries by id, and the habits that
/// are linked and do not lie in the trash, by the link's id; archived and paused ones among them. It keeps the habits
/// that it read itself; those that `known` gave must outlive it.
class GoalSources {
public:
    /// A habit that the caller has read already, or null; asked before the store is.
    using Known = std::function<const HabitWithTimeline*(const Uuid&)>;

    /// Errors: those of reading. A goal that is not there has no sources.
    static Result<GoalSources> read(const Reader& reader, const Uuid& goal, const Known& known = {});

    [[nodiscard]] const std::vector<GoalEntry>& entries() const { return m_entries; }
    [[nodiscard]] const std::vector<GoalFeed>& feeds() const { return m_feeds; }
    /// core::progressOf and core::burnUpOf of `goal` from these sources.
    [[nodiscard]] GoalProgress progress(const Goal& goal, AsOf asOf) const;
    [[nodiscard]] std::vector<BurnUpPoint> burnUp(const Goal& goal, AsOf asOf) const;

private:
    Result<void> addFeed(const Reader& reader, const GoalLink& link, const Known& known);
    [[nodiscard]] std::vector<LinkedHabit> linked() const;

    std::vector<GoalEntry> m_entries;
    std::vector<GoalFeed> m_feeds;
    std::vector<std::unique_ptr<const HabitWithTimeline>> m_read; ///< what the feeds borrow stays in its place
};

} // namespace cairn::core
