#include "ui/models/goal_detail.h"

#include <algorithm>
#include <list>

namespace cairn::ui {

core::Result<GoalDetail> goalDetail(const core::ActionContext& context, const core::Uuid& goal) {
    auto draft = core::draftOfGoal(context, goal);
    if (!draft) return tl::unexpected(draft.error());
    auto entries = context.reader.ownedBy<core::GoalEntry>(goal);
    if (!entries) return tl::unexpected(entries.error());
    auto milestones = context.reader.ownedBy<core::Milestone>(goal);
    if (!milestones) return tl::unexpected(milestones.error());
    const auto profile = context.reader.profile();
    if (!profile) return tl::unexpected(profile.error());
    GoalDetail detail;
    std::list<core::HabitWithTimeline> sources; // keeps its elements in place: the links borrow them
    std::vector<core::LinkedHabit> linked;
    for (const core::GoalLink& link : draft->links) {
        auto source = context.reader.timeline(link.habit);
        if (!source) continue; // its habit lies in the trash
        const core::Habit& habit = sources.emplace_back(std::move(*source)).habit;
        linked.push_back({&sources.back().timeline, link.weight});
        detail.links.push_back({habit.id, QString::fromStdString(habit.name),
                                QColor(QString::fromStdString(habit.color)), QString::fromStdString(habit.unit),
                                link.weight});
    }
    const core::AsOf asOf{context.today, profile->firstWeekday};
    detail.progress = core::progressOf(draft->goal, *entries, linked, asOf);
    detail.burnUp = core::burnUpOf(draft->goal, *entries, linked, asOf);
    detail.draft = std::move(*draft);
    detail.entries = std::move(*entries);
    std::ranges::stable_sort(detail.entries, std::ranges::greater{}, &core::GoalEntry::date);
    detail.milestones = std::move(*milestones);
    detail.today = context.today;
    return detail;
}

} // namespace cairn::ui
