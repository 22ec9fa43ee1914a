#include "core/actions/goal_actions.h"

#include "core/actions/habit_actions.h"
#include "core/actions/log_actions.h"
#include "tests/core/actions/acting.h"

using namespace cairn::core;
using cairn::test::Acting;

namespace {

const Date monday = *dateOf(2026, 11, 16);

Uuid addGoalOf(Acting& acting, double target) {
    GoalDraft draft;
    draft.goal.name = "Run";
    draft.goal.target = target;
    Uuid id;
    acting.apply(addGoal(acting.context(), draft, &id));
    return id;
}

Uuid addHabitNamed(Acting& acting, std::string name) {
    HabitDraft draft;
    draft.habit.name = std::move(name);
    Uuid id;
    acting.apply(addHabit(acting.context(), draft, &id));
    return id;
}

Goal goalOf(Acting& acting, const Uuid& id) {
    return acting.reader().find<Goal>(id).value().value();
}

} // namespace

TEST_CASE("a goal begins today unless a day is chosen", "[core][actions]") {
    Acting acting(monday);
    CHECK(goalOf(acting, addGoalOf(acting, 5)).startDate == monday);
}

TEST_CASE("linking twice changes the weight, and an edit takes links away", "[core][actions]") {
    Acting acting(monday);
    const Uuid goal = addGoalOf(acting, 500);
    const Uuid habit = addHabitNamed(acting, "Run");
    acting.apply(linkHabit(acting.context(), goal, habit, 2));
    acting.apply(linkHabit(acting.context(), goal, habit, 3));
    auto links = acting.reader().ownedBy<GoalLink>(goal).value();
    REQUIRE(links.size() == 1);
    CHECK(links[0].weight == 3);
    GoalDraft draft = draftOfGoal(acting.context(), goal).value();
    draft.links.clear();
    acting.apply(editGoal(acting.context(), draft));
    CHECK(acting.reader().ownedBy<GoalLink>(goal).value().empty());
    acting.apply(linkHabit(acting.context(), goal, habit, 4));
    CHECK(acting.reader().ownedBy<GoalLink>(goal).value().at(0).weight == 4);
}

TEST_CASE("a weight of 0 is refused", "[core][actions]") {
    Acting acting(monday);
    const auto edit = linkHabit(acting.context(), addGoalOf(acting, 5), addHabitNamed(acting, "Run"), 0);
    REQUIRE(edit);
    CHECK(acting.store().apply(*edit).error().code == ErrorCode::invalidValue);
}

TEST_CASE("the change that first reaches the target completes the goal; only the person clears that",
          "[core][actions]") {
    Acting acting(monday);
    const Uuid goal = addGoalOf(acting, 2);
    const Uuid habit = addHabitNamed(acting, "Run");
    acting.apply(linkHabit(acting.context(), goal, habit, 1));
    acting.apply(addEntry(acting.context(), goal, 1, monday, ""));
    CHECK_FALSE(goalOf(acting, goal).completedAt);
    acting.apply(recordDay(acting.context(), habit, monday, SetMark{Mark::done}));
    CHECK(goalOf(acting, goal).completedAt);
    acting.apply(recordDay(acting.context(), habit, monday, ClearDay{}));
    CHECK(goalOf(acting, goal).completedAt);
    acting.apply(reopenGoal(acting.context(), goal));
    CHECK_FALSE(goalOf(acting, goal).completedAt);
}

TEST_CASE("milestones stand in order, and are done and not done", "[core][actions]") {
    Acting acting(monday);
    const Uuid goal = addGoalOf(acting, 5);
    acting.apply(addMilestone(acting.context(), goal, "First", monday + 5));
    acting.apply(addMilestone(acting.context(), goal, "Second", std::nullopt));
    const auto milestones = acting.reader().ownedBy<Milestone>(goal).value();
    REQUIRE(milestones.size() == 2);
    CHECK(milestones[0].title == "First");
    acting.apply(completeMilestone(acting.context(), milestoneNamed(acting.reader(), goal, "second").value()));
    CHECK(acting.reader().find<Milestone>(milestones[1].id).value().value().completedAt);
    acting.apply(reopenMilestone(acting.context(), milestoneNamed(acting.reader(), goal, "second").value()));
    CHECK_FALSE(acting.reader().find<Milestone>(milestones[1].id).value().value().completedAt);
}

TEST_CASE("an edited milestone takes text and date, and stays as done as it is by then", "[core][actions]") {
    Acting acting(monday);
    const Uuid goal = addGoalOf(acting, 5);
    acting.apply(addMilestone(acting.context(), goal, "First", monday + 5));
    Milestone draft = acting.reader().ownedBy<Milestone>(goal).value().front();
    acting.apply(completeMilestone(acting.context(), draft));
    draft.title = "A first step";
    draft.description = "without a date";
    draft.targetDate.reset();
    acting.apply(editMilestone(acting.context(), draft));
    const Milestone after = acting.reader().ownedBy<Milestone>(goal).value().front();
    CHECK(after.title == "A first step");
    CHECK(after.description == "without a date");
    CHECK_FALSE(after.targetDate);
    CHECK(after.completedAt);
}
