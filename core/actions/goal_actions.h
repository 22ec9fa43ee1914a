#pragma once

#include <string>
#include <vector>

#include "core/actions/context.h"
#include "core/domain/change.h"
#include "core/domain/goal.h"

namespace cairn::core {

// What a person does with goals; errors as in habit_actions.h.

/// A goal as an editor shows it, with the habits that feed it.
struct GoalDraft {
    Goal goal;
    std::vector<GoalLink> links; ///< `goal` and `id` of new ones are filled in
};

/// Makes a goal at the end of the list; a start date of 0 (1970-01-01) is the context's day.
Result<Edit> addGoal(const ActionContext& context, const GoalDraft& draft, Uuid* madeId = nullptr);
Result<GoalDraft> draftOfGoal(const ActionContext& context, const Uuid& goal);
/// Turns a goal into the draft: fields, and links made, changed and removed.
Result<Edit> editGoal(const ActionContext& context, const GoalDraft& draft);

Result<Edit> linkHabit(const ActionContext& context, const Uuid& goal, const Uuid& habit, double weight);
Result<Edit> addEntry(const ActionContext& context, const Uuid& goal, double amount, Date date, std::string note);

/// Completed at the context's instant, or no longer so.
Result<Edit> completeGoal(const ActionContext& context, const Uuid& goal);
Result<Edit> reopenGoal(const ActionContext& context, const Uuid& goal);
Result<Edit> archiveGoal(const ActionContext& context, const Uuid& goal);
Result<Edit> unarchiveGoal(const ActionContext& context, const Uuid& goal);

/// A milestone at the end of the goal's roadmap.
Result<Edit> addMilestone(const ActionContext& context, const Uuid& goal, std::string title,
                          std::optional<Date> targetDate, Uuid* madeId = nullptr);
/// Gives a milestone the draft's title, description and target date; the rest stays as it is.
Result<Edit> editMilestone(const ActionContext& context, const Milestone& draft);
Result<Edit> completeMilestone(const ActionContext& context, const Milestone& milestone);
Result<Edit> reopenMilestone(const ActionContext& context, const Milestone& milestone);

} // namespace cairn::core
