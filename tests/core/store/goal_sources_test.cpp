#include "core/store/goal_sources.h"

#include "tests/support/open_store.h"

using namespace cairn::core;
using namespace cairn::support;

namespace {

/// A goal that two daily habits feed, one of them twice as much; each was done on the first day. One entry of 5.
struct TwiceFed {
    OpenStore store;
    Habit one = aHabit("Read");
    Habit two = aHabit("Write");
    Goal goal = aGoal("Words", 100);

    TwiceFed() {
        for (const Habit& habit : {one, two}) store.apply({creation(habit), creation(aRule(habit))});
        store.apply({creation(goal), creation(aLink(goal, one)), creation(aLink(goal, two, 2)),
                     creation(anEntry(goal, 5)), creation(aLog(one)), creation(aLog(two))});
    }
    [[nodiscard]] GoalSources sources(const GoalSources::Known& known = {}) const {
        return required(GoalSources::read(store.reader(), goal.id, known));
    }
    [[nodiscard]] double value() const { return sources().progress(goal, {firstDay}).value; }
};

} // namespace

TEST_CASE("a goal's sources are its entries and the habits that are linked", "[core][store][goal]") {
    const TwiceFed fed;
    const GoalSources sources = fed.sources();
    REQUIRE(sources.entries().size() == 1);
    REQUIRE(sources.feeds().size() == 2);
    CHECK(sources.progress(fed.goal, {firstDay}).value == 8);
    REQUIRE(sources.burnUp(fed.goal, {firstDay}).size() == 1);
    CHECK(sources.burnUp(fed.goal, {firstDay}).back().value == 8);
}

TEST_CASE("a habit in the trash feeds nothing, an archived one goes on", "[core][store][goal]") {
    TwiceFed fed;
    Habit archived = fed.one;
    archived.archivedOn = firstDay;
    fed.store.apply({difference(fed.one, archived)});
    CHECK(fed.value() == 8);
    fed.store.apply({removal(refOf(fed.two))});
    CHECK(fed.value() == 6);
    CHECK(fed.sources().feeds().size() == 1);
}

TEST_CASE("a habit that is known already is borrowed and not read", "[core][store][goal]") {
    const TwiceFed fed;
    HabitWithTimeline known = required(fed.store.reader().timeline(fed.two.id));
    known.timeline.history = {};
    const GoalSources sources = fed.sources([&](const Uuid& habit) { return habit == fed.two.id ? &known : nullptr; });
    CHECK(sources.progress(fed.goal, {firstDay}).value == 6);
}

TEST_CASE("a goal that is not there has no sources", "[core][store][goal]") {
    const OpenStore store;
    const GoalSources sources = required(GoalSources::read(store.reader(), anId()));
    CHECK(sources.entries().empty());
    CHECK(sources.feeds().empty());
}
