#include "tests/support/open_store.h"

using namespace cairn::core;
using namespace cairn::support;

namespace {

bool isComplete(const OpenStore& store, const Goal& goal) {
    return required(store.reader().find<Goal>(goal.id))->completedAt.has_value();
}

/// A daily habit that feeds a goal of three times.
struct Fed {
    OpenStore store;
    Habit habit = aHabit();
    Goal goal = aGoal("Three times", 3);

    Fed() {
        habit.startDate = firstDay - 5;
        store.apply({creation(habit), creation(aRule(habit, firstDay - 5))});
        goal.startDate = firstDay - 5;
        store.apply({creation(goal), creation(aLink(goal, habit))});
        store.create(aLog(habit, firstDay - 2));
        store.create(aLog(habit, firstDay - 1));
    }
};

} // namespace

TEST_CASE("the change that brings a goal to its target completes it, and undo takes both back", "[core][store][goal]") {
    Fed fed;
    CHECK_FALSE(isComplete(fed.store, fed.goal));
    fed.store.create(aLog(fed.habit));
    CHECK(isComplete(fed.store, fed.goal));
    fed.store.undo();
    CHECK_FALSE(isComplete(fed.store, fed.goal));
    fed.store.redo();
    CHECK(isComplete(fed.store, fed.goal));
}

TEST_CASE("an entry completes a goal, also by an import", "[core][store][goal]") {
    Fed fed;
    const bool isImport = GENERATE(true, false);
    const std::vector<Change> changes{creation(anEntry(fed.goal, 1))};
    if (isImport)
        fed.store.import(changes);
    else
        fed.store.apply(changes);
    CHECK(isComplete(fed.store, fed.goal));
}

TEST_CASE("a goal that an import brings and completes is gone with its undo", "[core][store][goal][undo]") {
    OpenStore store;
    const Goal goal = aGoal("Once", 1);
    store.import({creation(goal), creation(anEntry(goal, 1))});
    for (int again = 0; again < 2; ++again) {
        CHECK(isComplete(store, goal));
        CHECK(store.undo().kept == 0);
        CHECK(store.all<Goal>().empty());
        CHECK(store.redo().kept == 0);
        CHECK(store.all<Goal>().size() == 1);
        CHECK(store.all<GoalEntry>().size() == 1);
    }
}

TEST_CASE("what a person opened again is not completed by more of the same", "[core][store][goal]") {
    Fed fed;
    fed.store.create(anEntry(fed.goal, 1));
    const Goal complete = *required(fed.store.reader().find<Goal>(fed.goal.id));
    Goal open = complete;
    open.completedAt.reset();
    fed.store.apply({difference(complete, open)});
    fed.store.create(anEntry(fed.goal, 1));
    CHECK_FALSE(isComplete(fed.store, fed.goal));
}

TEST_CASE("days to come and habits in the trash complete nothing", "[core][store][goal]") {
    Fed fed;
    fed.store.create(aLog(fed.habit, firstDay + 1));
    CHECK_FALSE(isComplete(fed.store, fed.goal));
    fed.store.apply({removal(refOf(fed.habit))});
    fed.store.create(anEntry(fed.goal, 1));
    CHECK_FALSE(isComplete(fed.store, fed.goal));
    fed.store.create(anEntry(fed.goal, 2));
    CHECK(isComplete(fed.store, fed.goal));
}
