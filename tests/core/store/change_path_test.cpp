#include "tests/support/open_store.h"

using namespace cairn::core;
using namespace cairn::support;

namespace {

Change noted(const HabitLog& log, const std::string& note) {
    return {refOf(log), {{4, note}}, Removal::unchanged};
}

} // namespace

TEST_CASE("what was created is read back whole, and again after a restart", "[core][store]") {
    OpenStore store;
    Habit habit = aHabit("Read");
    habit.question = "Did you read?";
    habit.startDate = firstDay;
    const Section section = store.create(aSection());
    habit.section = section.id;
    store.create(habit);
    const HabitRule rule = store.create(aRule(habit, firstDay, OnWeekdays{{0b10101}}));
    const Pause pause = store.create(aPause(habit, firstDay + 3, firstDay + 5));
    const HabitLog amount = store.create(anAmount(habit, firstDay, 2.5));

    for (int opened = 0; opened < 2; ++opened, store.reopen()) {
        CHECK(store.all<Section>() == std::vector{section});
        CHECK(store.all<Habit>() == std::vector{habit});
        CHECK(store.all<HabitRule>() == std::vector{rule});
        CHECK(store.all<Pause>() == std::vector{pause});
        CHECK(store.all<HabitLog>() == std::vector{amount});
        CHECK(required(store.reader().find<Habit>(habit.id)) == habit);
        CHECK(required(store.reader().ownedBy<HabitRule>(habit.id)) == std::vector{rule});
        CHECK(required(store.reader().log(habit.id, firstDay)) == amount);
    }
}

TEST_CASE("a change that changes nothing succeeds and writes nothing", "[core][store]") {
    OpenStore store;
    const Habit habit = store.create(aHabit());
    const ChangeSet first = store.apply({creation(aLog(habit))});
    const ChangeSet again = store.apply({creation(aLog(habit))});
    CHECK(again.rows.empty());
    CHECK(again.number == first.number);
    CHECK(required(store.reader().undoState()).undo == ActionName{Action::edit, "it"});
    store.undo();
    CHECK(store.mark(habit, firstDay) == Mark::none);
}

TEST_CASE("a change set names the rows and the fields that were written", "[core][store]") {
    OpenStore store;
    std::vector<ChangeSet> told;
    const auto subscription = store->subscribe([&](const ChangeSet& set) { told.push_back(set); });
    const Habit habit = store.create(aHabit("Read"));
    Habit renamed = habit;
    renamed.name = "Read more";
    store.apply({difference(habit, renamed)});
    store.apply({removal(refOf(habit))});

    REQUIRE(told.size() == 3);
    CHECK(told[0].rows.front().isNew);
    CHECK(told[1].rows == std::vector{RowChange{refOf(habit), 1, Removal::unchanged, false}});
    CHECK(told[2].rows == std::vector{RowChange{refOf(habit), 0, Removal::remove, false}});
    CHECK(told[2].number == told[0].number + 2);
}

TEST_CASE("a refused change leaves no trace of its other parts", "[core][store]") {
    OpenStore store;
    const Habit habit = store.create(aHabit());
    Habit nameless = aHabit("");
    const auto refused = store->apply(std::vector{creation(aLog(habit)), creation(nameless)}, {});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::invalidValue);
    CHECK(store.all<HabitLog>().empty());
    CHECK(store.all<Habit>().size() == 1);
}

TEST_CASE("what contradicts a description is refused", "[core][store]") {
    OpenStore store;
    const Habit habit = store.create(aHabit());
    const HabitRule rule = store.create(aRule(habit));
    const auto codeOf = [&](const Change& change) {
        const auto result = store->apply(std::vector{change}, {});
        return result ? ErrorCode::internal : result.error().code;
    };

    Habit backwards = habit;
    backwards.startDate = firstDay;
    backwards.endDate = firstDay - 1;
    CHECK(codeOf(difference(habit, backwards)) == ErrorCode::invalidValue);
    CHECK(codeOf({refOf(rule), {{1, std::int64_t{firstDay.days + 1}}}, Removal::unchanged}) == ErrorCode::invalidValue);
    CHECK(codeOf({refOf(aLog(habit)), {{2, std::int64_t{1}}}, Removal::unchanged}) == ErrorCode::invalidValue);
    CHECK(codeOf(creation(aLog(habit, latestUse + 1))) == ErrorCode::invalidValue);
    CHECK(codeOf(creation(aLog(aHabit()))) == ErrorCode::notFound);
    CHECK(codeOf(removal(refOf(aHabit()))) == ErrorCode::notFound);
    CHECK(codeOf(removal(refOf(aLog(habit)))) == ErrorCode::invalidValue);
    CHECK(codeOf(difference(aHabit("Run"), aHabit("Walk"))) == ErrorCode::notFound);
}

TEST_CASE("a cleared log reads as none, and its note stays until it is cleared too", "[core][store]") {
    OpenStore store;
    const Habit habit = store.create(aHabit());
    const HabitLog log = store.create(aLog(habit));
    store.apply({noted(log, "late")});
    store.apply({difference(log, aLog(habit, firstDay, Mark::none))});
    CHECK(required(store.reader().logs(habit.id, {firstDay, firstDay})).size() == 1);
    store.apply({noted(log, "")});
    CHECK(required(store.reader().logs(habit.id, {firstDay, firstDay})).empty());
    CHECK(store.all<HabitLog>().empty());
}

TEST_CASE("what belongs to a removed habit is hidden with it and returns with it", "[core][store]") {
    OpenStore store;
    const Habit habit = store.create(aHabit());
    const HabitRule rule = store.create(aRule(habit));
    const HabitLog log = store.create(aLog(habit));
    store.apply({removal(refOf(habit))});
    CHECK(store.all<HabitRule>().empty());
    CHECK(store.all<HabitLog>().empty());
    CHECK(store.all<Habit>(Rows::inTrash).size() == 1);
    CHECK(store.all<HabitRule>(Rows::inTrash).empty());
    store.apply({restoration(refOf(habit))});
    CHECK(store.all<HabitRule>() == std::vector{rule});
    CHECK(store.all<HabitLog>() == std::vector{log});
}

TEST_CASE("a habit in a removed section is without a section until the section returns", "[core][store]") {
    OpenStore store;
    const Section section = store.create(aSection());
    Habit habit = aHabit();
    habit.section = section.id;
    store.create(habit);
    store.apply({removal(refOf(section))});
    CHECK_FALSE(store.all<Habit>().front().section);
    CHECK_FALSE(required(store.reader().find<Habit>(habit.id))->section);
    store.apply({restoration(refOf(section))});
    CHECK(store.all<Habit>().front().section == section.id);
}

TEST_CASE("creating by a natural key what lies in the trash revives it with its new contents", "[core][store]") {
    OpenStore store;
    const Tag tag = store.create(aTag("Health"));
    store.apply({removal(refOf(tag))});
    Tag blue = aTag("Health");
    blue.color = "#0000FF";
    store.create(blue);
    CHECK(store.all<Tag>() == std::vector{blue});
}

TEST_CASE("a timeline holds what a habit's numbers depend on", "[core][store]") {
    OpenStore store;
    const Habit habit = store.create(aHabit());
    const HabitRule later = store.create(aRule(habit, firstDay + 9, TimesAWeek{3}));
    const HabitRule first = store.create(aRule(habit));
    store.create(aPause(habit, firstDay + 3, firstDay + 5));
    Pause ofAll = aPause(habit, firstDay + 20, firstDay + 20);
    ofAll.habit.reset();
    ofAll.to.reset();
    store.create(ofAll);
    store.create(aLog(habit, firstDay, Mark::skipped));
    store.create(anAmount(habit, firstDay + 1, 4));

    const HabitTimeline timeline = required(store.reader().timeline(habit.id)).timeline;
    CHECK(timeline.rules == std::vector{first, later});
    CHECK(timeline.pauses.size() == 2);
    CHECK(timeline.history.mark(firstDay) == Mark::skipped);
    CHECK(timeline.history.amount(firstDay + 1) == 4.0);
    const auto all = required(store.reader().timelines());
    REQUIRE(all.size() == 1);
    CHECK(all.front().timeline.history == timeline.history);
    CHECK(all.front().timeline.rules == timeline.rules);
}

TEST_CASE("undo and redo step through the changes by name, also after a restart", "[core][store][undo]") {
    OpenStore store;
    const Habit habit = aHabit();
    store.apply({creation(habit), creation(aRule(habit))}, Action::create);
    store.apply({creation(aLog(habit, firstDay, Mark::done))}, Action::markDone);
    store.apply({difference(aLog(habit, firstDay, Mark::done), aLog(habit, firstDay, Mark::skipped))},
                Action::markSkipped);

    store.undo();
    CHECK(store.mark(habit, firstDay) == Mark::done);
    store.reopen();
    store.undo();
    CHECK(store.mark(habit, firstDay) == Mark::none);
    store.undo();
    CHECK(store.all<Habit>().empty());
    CHECK(store.all<HabitRule>().empty());
    CHECK(store->undo().error().code == ErrorCode::nothingToUndo);

    CHECK(required(store.reader().undoState()).redo == ActionName{Action::create, "it"});
    store.redo();
    store.redo();
    store.reopen();
    store.redo();
    CHECK(store.mark(habit, firstDay) == Mark::skipped);
    CHECK(store.all<HabitRule>().size() == 1);
    CHECK(store->redo().error().code == ErrorCode::nothingToRedo);
    store.undo();
    CHECK(store.mark(habit, firstDay) == Mark::done);
}

TEST_CASE("a new change after undo empties redo", "[core][store][undo]") {
    OpenStore store;
    const Habit habit = store.create(aHabit());
    store.create(aLog(habit));
    store.undo();
    store.create(aLog(habit, firstDay + 1));
    CHECK_FALSE(required(store.reader().undoState()).redo);
}

TEST_CASE("an import is one step of undo and never beats what a person did", "[core][store][import]") {
    OpenStore store;
    Habit habit = aHabit("Read");
    habit.source = "loop-db";
    std::vector<Change> file{creation(habit), creation(aRule(habit))};
    for (int i = 0; i < 5; ++i) file.push_back(creation(aLog(habit, firstDay + i)));
    store.import(file);
    CHECK(store.all<HabitLog>().size() == 5);

    store.apply({difference(aLog(habit, firstDay), aLog(habit, firstDay, Mark::missed))});
    file[3] = creation(aLog(habit, firstDay + 1, Mark::skipped));
    store.import(file);
    CHECK(store.mark(habit, firstDay) == Mark::missed);
    CHECK(store.mark(habit, firstDay + 1) == Mark::skipped);

    store.undo();
    CHECK(store.mark(habit, firstDay + 1) == Mark::done);
    store.undo();
    CHECK(store.mark(habit, firstDay) == Mark::done);
    store.undo();
    CHECK(store.all<Habit>().empty());
    store.redo();
    CHECK(store.all<HabitLog>().size() == 5);
}
