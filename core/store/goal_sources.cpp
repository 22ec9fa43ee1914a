#include "core/store/goal_sources.h"

namespace cairn::core {

Result<GoalSources> GoalSources::read(const Reader& reader, const Uuid& goal, const Known& known) {
    auto entries = reader.ownedBy<GoalEntry>(goal);
    if (!entries) return tl::unexpected(entries.error());
    const auto links = reader.ownedBy<GoalLink>(goal);
    if (!links) return tl::unexpected(links.error());
    GoalSources sources;
    sources.m_entries = std::move(*entries);
    for (const GoalLink& link : *links)
        if (const auto added = sources.addFeed(reader, link, known); !added) return tl::unexpected(added.error());
    return sources;
}

Result<void> GoalSources::addFeed(const Reader& reader, const GoalLink& link, const Known& known) {
    const HabitWithTimeline* habit = known ? known(link.habit) : nullptr;
    if (habit == nullptr) {
        auto found = reader.timeline(link.habit);
        if (!found && found.error().code == ErrorCode::notFound) return {};
        if (!found) return tl::unexpected(found.error());
        m_read.push_back(std::make_unique<const HabitWithTimeline>(std::move(*found)));
        habit = m_read.back().get();
    }
    if (!habit->habit.removed) m_feeds.push_back({link, habit});
    return {};
}

GoalProgress GoalSources::progress(const Goal& goal, AsOf asOf) const {
    return progressOf(goal, m_entries, linked(), asOf);
}

std::vector<BurnUpPoint> GoalSources::burnUp(const Goal& goal, AsOf asOf) const {
    return burnUpOf(goal, m_entries, linked(), asOf);
}

std::vector<LinkedHabit> GoalSources::linked() const {
    std::vector<LinkedHabit> habits;
    habits.reserve(m_feeds.size());
    for (const GoalFeed& feed : m_feeds) habits.push_back({&feed.habit->timeline, feed.link.weight});
    return habits;
}

} // namespace cairn::core
