#include "core/actions/goal_actions.h"

#include <algorithm>

#include "core/actions/edit_builder.h"

namespace cairn::core {

namespace {

/// One change of one present record: `act` turns it into what it is to be.
template<class R, class Act>
Result<Edit> changing(const ActionContext& context, const Uuid& id, Action action, Act act) {
    const auto before = presentRecord<R>(context.reader, id);
    if (!before) return tl::unexpected(before.error());
    R after = *before;
    act(after);
    EditBuilder edit(action, after.name);
    edit.change(*before, after);
    return edit.take();
}

void changeLinks(EditBuilder& edit, const std::vector<GoalLink>& before, const GoalDraft& draft) {
    const auto sameHabit = [](const std::vector<GoalLink>& links, const Uuid& habit) {
        return std::find_if(links.begin(), links.end(), [&](const GoalLink& link) { return link.habit == habit; });
    };
    for (GoalLink link : draft.links) {
        link.goal = draft.goal.id;
        assignNaturalId(link);
        const auto old = sameHabit(before, link.habit);
        if (old == before.end())
            edit.create(link);
        else
            edit.change(*old, link);
    }
    for (const GoalLink& link : before)
        if (sameHabit(draft.links, link.habit) == draft.links.end()) edit.add(removal(refOf(link)));
}

Result<Edit> changeMilestone(const Milestone& before, Action action, std::optional<Instant> completedAt) {
    Milestone after = before;
    after.completedAt = completedAt;
    EditBuilder edit(action, before.title);
    edit.change(before, after);
    return edit.take();
}

} // namespace

Result<Edit> addGoal(const ActionContext& context, const GoalDraft& draft, Uuid* madeId) {
    const auto goals = context.reader.all<Goal>();
    if (!goals) return tl::unexpected(goals.error());
    GoalDraft made = draft;
    made.goal.id = newUuid(context.now, context.random);
    made.goal.position = positionAtEnd(*goals);
    if (made.goal.startDate == Date{}) made.goal.startDate = context.today;
    EditBuilder edit(Action::create, made.goal.name);
    edit.create(made.goal);
    changeLinks(edit, {}, made);
    if (madeId != nullptr) *madeId = made.goal.id;
    return edit.take();
}

Result<GoalDraft> draftOfGoal(const ActionContext& context, const Uuid& id) {
    const auto goal = presentRecord<Goal>(context.reader, id);
    if (!goal) return tl::unexpected(goal.error());
    const auto links = context.reader.ownedBy<GoalLink>(id);
    if (!links) return tl::unexpected(links.error());
    return GoalDraft{*goal, *links};
}

Result<Edit> editGoal(const ActionContext& context, const GoalDraft& draft) {
    const auto before = draftOfGoal(context, draft.goal.id);
    if (!before) return tl::unexpected(before.error());
    EditBuilder edit(Action::edit, draft.goal.name);
    edit.change(before->goal, draft.goal);
    changeLinks(edit, before->links, draft);
    return edit.take();
}

Result<Edit> linkHabit(const ActionContext& context, const Uuid& goal, const Uuid& habit, double weight) {
    auto draft = draftOfGoal(context, goal);
    if (!draft) return tl::unexpected(draft.error());
    std::erase_if(draft->links, [&](const GoalLink& link) { return link.habit == habit; });
    draft->links.push_back({{}, goal, habit, weight, {}});
    auto edit = editGoal(context, *draft);
    if (edit) edit->origin.name.action = Action::link;
    return edit;
}

Result<Edit> addEntry(const ActionContext& context, const Uuid& id, double amount, Date date, std::string note) {
    const auto goal = presentRecord<Goal>(context.reader, id);
    if (!goal) return tl::unexpected(goal.error());
    EditBuilder edit(Action::addEntry, goal->name);
    edit.create(GoalEntry{newUuid(context.now, context.random), id, date, amount, std::move(note), {}});
    return edit.take();
}

Result<Edit> completeGoal(const ActionContext& context, const Uuid& id) {
    return changing<Goal>(context, id, Action::complete,
                          [&](Goal& goal) { goal.completedAt = goal.completedAt.value_or(context.now); });
}

Result<Edit> reopenGoal(const ActionContext& context, const Uuid& id) {
    return changing<Goal>(context, id, Action::reopen, [](Goal& goal) { goal.completedAt.reset(); });
}

Result<Edit> archiveGoal(const ActionContext& context, const Uuid& id) {
    return changing<Goal>(context, id, Action::archive, [&](Goal& goal) { goal.archivedAt = context.now; });
}

Result<Edit> unarchiveGoal(const ActionContext& context, const Uuid& id) {
    return changing<Goal>(context, id, Action::unarchive, [](Goal& goal) { goal.archivedAt.reset(); });
}

Result<Edit> addMilestone(const ActionContext& context, const Uuid& goal, std::string title,
                          std::optional<Date> targetDate, Uuid* madeId) {
    if (const auto found = presentRecord<Goal>(context.reader, goal); !found) return tl::unexpected(found.error());
    const auto others = context.reader.ownedBy<Milestone>(goal);
    if (!others) return tl::unexpected(others.error());
    Milestone milestone{
        newUuid(context.now, context.random), goal, std::move(title), {}, positionAtEnd(*others), targetDate, {}, {}};
    EditBuilder edit(Action::create, milestone.title);
    edit.create(milestone);
    if (madeId != nullptr) *madeId = milestone.id;
    return edit.take();
}

Result<Edit> editMilestone(const ActionContext& context, const Milestone& draft) {
    const auto before = presentRecord<Milestone>(context.reader, draft.id);
    if (!before) return tl::unexpected(before.error());
    Milestone after = *before;
    after.title = draft.title;
    after.description = draft.description;
    after.targetDate = draft.targetDate;
    EditBuilder edit(Action::edit, after.title);
    edit.change(*before, after);
    return edit.take();
}

Result<Edit> completeMilestone(const ActionContext& context, const Milestone& milestone) {
    return changeMilestone(milestone, Action::complete, milestone.completedAt.value_or(context.now));
}

Result<Edit> reopenMilestone(const ActionContext&, const Milestone& milestone) {
    return changeMilestone(milestone, Action::reopen, std::nullopt);
}

} // namespace cairn::core
