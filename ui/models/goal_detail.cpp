#include "ui/models/goal_detail.h"

#include <algorithm>

#include "core/store/goal_sources.h"

namespace cairn::ui {

core::Result<GoalDetail> goalDetail(const core::ActionContext& context, const core::Uuid& goal) {
    auto draft = core::draftOfGoal(context, goal);
    if (!draft) return tl::unexpected(draft.error());
    const auto sources = core::GoalSources::read(context.reader, goal);
    if (!sources) return tl::unexpected(sources.error());
    auto milestones = context.reader.ownedBy<core::Milestone>(goal);
    if (!milestones) return tl::unexpected(milestones.error());
    const auto profile = context.reader.profile();
    if (!profile) return tl::unexpected(profile.error());
    GoalDetail detail;
    for (const core::GoalFeed& feed : sources->feeds()) {
        const core::Habit& habit = feed.habit->habit;
        detail.links.push_back({habit.id, QString::fromStdString(habit.name),
                                QColor(QString::fromStdString(habit.color)), QString::fromStdString(habit.unit),
                                feed.link.weight});
    }
    const core::AsOf asOf{context.today, profile->firstWeekday};
    detail.progress = sources->progress(draft->goal, asOf);
    detail.burnUp = sources->burnUp(draft->goal, asOf);
    detail.draft = std::move(*draft);
    detail.entries = sources->entries();
    std::ranges::stable_sort(detail.entries, std::ranges::greater{}, &core::GoalEntry::date);
    detail.milestones = std::move(*milestones);
    detail.today = context.today;
    return detail;
}

} // namespace cairn::ui
