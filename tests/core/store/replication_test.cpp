#include "tests/core/store/received.h"

using namespace cairn::core;
using namespace cairn::support;

namespace {

Habit renamed(Habit habit, std::string name) {
    habit.name = std::move(name);
    return habit;
}

void checkDigest(OpenStore& store) {
    replicate(store, [&](Replication& replication) {
        const RowDigest kept = required(replication.digest(Replication::Counting::kept));
        const RowDigest anew = required(replication.digest(Replication::Counting::anew));
        CHECK(kept == anew);
    });
}

} // namespace

TEST_CASE("a row of another device stands in its table and comes out as it came", "[core][store][replication]") {
    OpenStore store;
    const Habit habit = aHabit("Read");
    const HabitLog log = anAmount(habit, firstDay, 2.5);
    std::vector<ChangeSet> told;
    const auto subscription = store->subscribe([&](const ChangeSet& set) { told.push_back(set); });
    const ChangeSet set = replicate(store, [&](Replication& replication) {
        REQUIRE(replication.write(syncName(habit), allRegisters(habit, clockAt(1))));
        REQUIRE(replication.write(syncName(log), allRegisters(log, clockAt(2))));
    });
    CHECK(set.rows.size() == 2);
    REQUIRE(told.size() == 1);
    CHECK(told.front().number == set.number);
    CHECK(store.all<Habit>() == std::vector{habit});
    CHECK(required(store.reader().timeline(habit.id)).timeline.history.amount(firstDay) == 2.5);
    CHECK(found(store, syncName(habit)) == SyncedRow{syncName(habit), allRegisters(habit, clockAt(1)), false});
    CHECK(found(store, syncName(log)) == SyncedRow{syncName(log), allRegisters(log, clockAt(2)), false});
    CHECK_FALSE(waitingOf(store, syncName(habit)));
    CHECK_FALSE(required(store.reader().undoState()).undo);
}

TEST_CASE("a transaction of sync that fails leaves nothing", "[core][store][replication]") {
    OpenStore store;
    const Habit habit = aHabit();
    const auto failed = store->replicate([&](Replication& replication) -> Result<void> {
        replication.setFact("cursor", "7");
        std::ignore = replication.write(syncName(habit), allRegisters(habit, clockAt(1)));
        return failure(ErrorCode::conflict, "no");
    });
    CHECK(failed.error().code == ErrorCode::conflict);
    CHECK(store.all<Habit>().empty());
    CHECK_FALSE(found(store, syncName(habit)));
    replicate(store, [](Replication& replication) { CHECK_FALSE(replication.fact("cursor")); });
}

TEST_CASE("rows wait for what they refer to, and take their places with it", "[core][store][replication]") {
    OpenStore store;
    const Section section = aSection();
    Habit habit = aHabit();
    habit.section = section.id;
    const HabitLog log = aLog(habit);
    const Tag tag = aTag("Health");
    const HabitTag habitTag = aHabitTag(habit, tag);
    receive(store, log, clockAt(4));
    receive(store, habitTag, clockAt(4));
    receive(store, habit, clockAt(3));
    CHECK(store.all<Habit>(Rows::all).empty());
    CHECK(store.all<HabitLog>().empty());
    CHECK(found(store, syncName(log)) == SyncedRow{syncName(log), allRegisters(log, clockAt(4)), false});
    store.reopen();
    const ChangeSet set = receive(store, section, clockAt(2));
    CHECK(set.rows.size() == 3);
    CHECK(store.all<Habit>() == std::vector{habit});
    CHECK(store.mark(habit, firstDay) == Mark::done);
    CHECK(required(store.reader().timeline(habit.id)).timeline.history.count() == 1);
    CHECK(store.all<HabitTag>().empty());
    CHECK(store.create(tag).key == tag.key);
    CHECK(store.all<HabitTag>().size() == 1);
    CHECK_FALSE(waitingOf(store, syncName(habitTag)));
}

TEST_CASE("a row that came in part waits for the rest", "[core][store][replication]") {
    OpenStore store;
    const Goal goal = aGoal();
    auto all = allRegisters(goal, clockAt(1));
    const std::vector some(all.begin(), all.begin() + 3);
    replicate(store, [&](Replication& replication) { REQUIRE(replication.write(syncName(goal), some)); });
    CHECK(store.all<Goal>().empty());
    CHECK(found(store, syncName(goal))->registers == some);
    replicate(store, [&](Replication& replication) {
        REQUIRE(replication.write(syncName(goal), {all.begin() + 3, all.end()}));
    });
    CHECK(store.all<Goal>() == std::vector{goal});
}

TEST_CASE("what a newer program wrote is kept as it came", "[core][store][replication]") {
    OpenStore store;
    const Habit habit = aHabit();
    receive(store, habit, clockAt(1));
    const RowName unknown{"mood", R"("0199a000-0000-7000-8000-000000000001")"};
    const SyncedRegister newField{"mood", clockAt(2), R"({"a":[1,2],"b":"ü\n"})"};
    const SyncedRegister newValue{"priority", clockAt(2), R"("utmost")"};
    replicate(store, [&](Replication& replication) {
        REQUIRE(replication.write(syncName(habit), {newField, newValue}));
        REQUIRE(replication.write(unknown, {newField}));
    });
    store.reopen();
    CHECK(store.all<Habit>() == std::vector{habit});
    CHECK(*found(store, syncName(habit))->find("mood") == newField);
    CHECK(*found(store, syncName(habit))->find("priority") == newValue);
    CHECK(found(store, unknown)->registers == std::vector{newField});

    Habit other = habit;
    other.priority = Priority::high;
    store.apply({difference(habit, other)});
    CHECK(found(store, syncName(habit))->find("priority")->value == R"("high")");
    CHECK(*found(store, syncName(habit))->find("mood") == newField);
    store.undo();
    CHECK(found(store, syncName(habit))->find("priority")->value == newValue.value);
}

TEST_CASE("a value spelled otherwise comes out as it came", "[core][store][replication]") {
    OpenStore store;
    const Goal goal = aGoal();
    receive(store, goal, clockAt(1));
    replicate(store, [&](Replication& replication) {
        REQUIRE(replication.write(syncName(goal), {{"target", clockAt(2), "5e1"}}));
    });
    CHECK(store.all<Goal>().front().target == 50);
    CHECK(found(store, syncName(goal))->find("target")->value == "5e1");
}

TEST_CASE("settings of this device are nothing for anybody else", "[core][store][replication]") {
    OpenStore store;
    const Setting theme = store.create(aSetting("theme", "dark"));
    Setting named = theme;
    assignNaturalId(named);
    CHECK_FALSE(found(store, syncName(named)));
    receive(store, aSetting("theme", "light"), clockAt(1));
    CHECK(required(store.reader().profile()).theme == Theme::dark);
    CHECK(found(store, syncName(named))->find("value")->value == R"("light")");
}

TEST_CASE("a grave leaves nothing of a row, and what is left under it waits", "[core][store][replication]") {
    OpenStore store;
    const Habit habit = store.create(aHabit());
    const HabitLog log = store.create(aLog(habit));
    const Habit other = store.create(aHabit("Other"));
    replicate(store, [&](Replication& replication) {
        replication.setFact("account", "me");
        replication.setNote("held", syncName(habit), "{}");
    });
    const ChangeSet set = replicate(store, [&](Replication& replication) {
        CHECK(required(replication.rowsUnder(syncName(habit))) == std::vector{syncName(log)});
        REQUIRE(replication.bury(syncName(habit)));
        REQUIRE(replication.bury(syncName(habit)));
        CHECK(replication.isGrave(syncName(habit)));
        CHECK(required(replication.rowsUnder(syncName(habit))) == std::vector{syncName(log)});
        CHECK_FALSE(replication.note("held", syncName(habit)));
        CHECK_FALSE(required(replication.waitingOf(syncName(habit))));
    });
    CHECK(set.rows.size() == 2);
    CHECK(store.all<Habit>() == std::vector{other});
    CHECK(found(store, syncName(habit)) == SyncedRow{syncName(habit), {}, true});
    CHECK(found(store, syncName(log))->registers.size() == 2);
    CHECK(waitingOf(store, syncName(log)));
    checkDigest(store);
    replicate(store, [&](Replication& replication) { REQUIRE(replication.drop(syncName(log))); });
    CHECK_FALSE(found(store, syncName(log)));
    CHECK_FALSE(waitingOf(store, syncName(log)));
    checkDigest(store);
    store.undo();
    CHECK(store->undo().error().code == ErrorCode::nothingToUndo);
    CHECK(store.all<Habit>().empty());
}

TEST_CASE("a row that takes the place of a buried one is not touched by its undo", "[core][store][replication]") {
    OpenStore store;
    const Habit habit = store.create(aHabit());
    store.apply({difference(habit, renamed(habit, "other"))});
    replicate(store, [&](Replication& replication) { REQUIRE(replication.bury(syncName(habit))); });
    const Habit later = aHabit("Later");
    receive(store, later, clockAt(100));
    CHECK(store->undo().error().code == ErrorCode::nothingToUndo);
    CHECK(store.all<Habit>() == std::vector{later});
}

TEST_CASE("what refers to a grave without belonging to it reads as none and keeps its value",
          "[core][store][replication]") {
    OpenStore store;
    const Section section = store.create(aSection());
    Habit habit = aHabit();
    habit.section = section.id;
    store.create(habit);
    Habit late = aHabit("late");
    late.section = section.id;
    replicate(store, [&](Replication& replication) { REQUIRE(replication.bury(syncName(section))); });
    receive(store, late, clockAt(3));
    REQUIRE(store.all<Habit>().size() == 2);
    for (const Habit& each : store.all<Habit>()) {
        CHECK_FALSE(each.section);
        CHECK(found(store, syncName(each))->find("section")->value == '"' + formatUuid(section.id) + '"');
    }
    REQUIRE(waitingOf(store, syncName(habit)));
    CHECK(waitingRegister(*waitingOf(store, syncName(habit)), "section").value == '"' + formatUuid(section.id) + '"');
}

TEST_CASE("a row goes with its last register, and what stood on it waits", "[core][store][replication]") {
    OpenStore store;
    const Tag tag = aTag("Health");
    const Habit habit = aHabit();
    const HabitTag link = aHabitTag(habit, tag);
    receive(store, tag, clockAt(1));
    receive(store, habit, clockAt(1));
    receive(store, link, clockAt(1));
    replicate(store, [&](Replication& replication) { REQUIRE(replication.unwrite(syncName(tag), "name")); });
    CHECK(found(store, syncName(tag))->registers.size() == 2);
    CHECK(store.all<Tag>() == std::vector{tag});
    replicate(store, [&](Replication& replication) {
        REQUIRE(replication.unwrite(syncName(tag), "color"));
        REQUIRE(replication.unwrite(syncName(tag), "removed_at"));
    });
    CHECK_FALSE(found(store, syncName(tag)));
    CHECK(store.all<HabitTag>(Rows::all).empty());
    receive(store, tag, clockAt(2));
    CHECK(store.all<HabitTag>() == std::vector{link});
}

TEST_CASE("rules between fields do not keep a merged row out, and readers cope", "[core][store][replication]") {
    OpenStore store;
    Habit habit = aHabit();
    habit.startDate = firstDay + 9;
    habit.endDate = firstDay;
    HabitRule rule = aRule(habit);
    rule.bound = Bound::atMost;
    HabitRule silent = aRule(habit, firstDay + 3);
    silent.silence = Silence::kept;
    silent.target = 3;
    Pause pause = aPause(habit, firstDay + 5, firstDay + 2);
    Goal goal = aGoal();
    goal.targetDate = goal.startDate - 10;
    receive(store, habit, clockAt(1));
    receive(store, rule, clockAt(1));
    receive(store, silent, clockAt(1));
    receive(store, pause, clockAt(1));
    receive(store, goal, clockAt(1));
    receive(store, aLog(habit, firstDay + 4), clockAt(1));
    CHECK(store.all<HabitRule>().size() == 2);
    CHECK(required(store.reader().timeline(habit.id)).timeline.pauses.size() == 1);
    CHECK(required(store.reader().timelines()).size() == 1);
    CHECK(store.all<Goal>() == std::vector{goal});
    CHECK(required(store.reader().profile()).dayBegin == 0);
    checkDigest(store);
}

TEST_CASE("a transaction of sync that only reads makes the disk wait for nothing", "[core][store][replication]") {
    OpenStore store;
    const Habit habit = aHabit();
    receive(store, habit, clockAt(1));
    const std::filesystem::path log = store.file().string() + "-wal";
    const auto before = std::filesystem::file_size(log);
    CHECK(found(store, syncName(habit)));
    CHECK(std::filesystem::file_size(log) == before);
    receive(store, aHabit("Run"), clockAt(2));
    CHECK(std::filesystem::file_size(log) > before);
}
