#include <SQLiteCpp/SQLiteCpp.h>

#include "tests/core/store/received.h"

using namespace cairn::core;
using namespace cairn::support;

namespace {

using Why = WaitingRegister::Why;

Habit renamed(Habit habit, std::string name) {
    habit.name = std::move(name);
    return habit;
}

HybridClock clockOf(OpenStore& store, const RowName& name, std::string_view registerName) {
    return found(store, name)->find(registerName)->clock;
}

std::vector<WaitingRow> waiting(OpenStore& store, std::size_t limit = 1'000'000) {
    std::vector<WaitingRow> rows;
    replicate(store, [&](Replication& replication) { rows = required(replication.waiting(limit)); });
    return rows;
}

Replication::Counts counts(OpenStore& store) {
    Replication::Counts counts;
    replicate(store, [&](Replication& replication) { counts = replication.counts(); });
    return counts;
}

void sendAll(OpenStore& store) {
    replicate(store, [&](Replication& replication) {
        REQUIRE(replication.setUnderWay(required(replication.waiting(1'000'000))));
    });
}

void answerAll(OpenStore& store) {
    sendAll(store);
    replicate(store, [](Replication& replication) { REQUIRE(replication.setUnderWay({})); });
}

/// An import of one habit with so many days.
std::vector<Change> aFile(const Habit& habit, int days, Mark mark = Mark::done) {
    std::vector<Change> file{creation(habit), creation(aRule(habit))};
    for (int i = 0; i < days; ++i) file.push_back(creation(aLog(habit, firstDay + i, mark)));
    return file;
}

} // namespace

TEST_CASE("an edit is made over the clock that the row shows, and again over the same while it waits",
          "[core][store][outbox][replication]") {
    OpenStore store;
    const Habit habit = aHabit("Read");
    receive(store, habit, clockAt(1));
    store.apply({difference(habit, renamed(habit, "a"))});
    store.apply({difference(renamed(habit, "a"), renamed(habit, "b"))});
    auto row = waitingOf(store, syncName(habit));
    REQUIRE(row);
    REQUIRE(row->registers.size() == 1);
    CHECK(row->registers.front() ==
          WaitingRegister{"name", clockOf(store, syncName(habit), "name"), clockAt(1), Why::edited, R"("b")"});
    store.undo();
    row = waitingOf(store, syncName(habit));
    CHECK(waitingRegister(*row, "name").over == clockAt(1));
    CHECK(waitingRegister(*row, "name").value == R"("a")");
}

TEST_CASE("an edit of what is under way keeps what that was made over, until another value shows",
          "[core][store][outbox][replication]") {
    OpenStore store;
    const Habit habit = aHabit("Read");
    receive(store, habit, clockAt(1));
    store.apply({difference(habit, renamed(habit, "a"))});
    const HybridClock first = clockOf(store, syncName(habit), "name");
    sendAll(store);
    CHECK_FALSE(waitingOf(store, syncName(habit)));
    CHECK(counts(store).waiting == 0);
    store.reopen();
    SECTION("while it is under way") {
        store.apply({difference(renamed(habit, "a"), renamed(habit, "b"))});
        CHECK(waitingOf(store, syncName(habit))->registers.front().over == clockAt(1));
        replicate(store, [&](Replication& replication) {
            const auto sent = required(replication.underWay());
            REQUIRE(sent.size() == 1);
            CHECK(sent.front().registers.front() == WaitingRegister{"name", first, clockAt(1), Why::edited, R"("a")"});
        });
    }
    SECTION("answered") {
        replicate(store, [](Replication& replication) { REQUIRE(replication.setUnderWay({})); });
        store.apply({difference(renamed(habit, "a"), renamed(habit, "b"))});
        CHECK(waitingOf(store, syncName(habit))->registers.front().over == first);
    }
    SECTION("overwritten meanwhile") {
        replicate(store, [&](Replication& replication) {
            REQUIRE(replication.write(syncName(habit), {{"name", clockAt(90'000), R"("server")"}}));
        });
        store.apply({difference(renamed(habit, "server"), renamed(habit, "b"))});
        CHECK(waitingOf(store, syncName(habit))->registers.front().over == clockAt(90'000));
    }
}

TEST_CASE("what waits keeps its value where the row shows another", "[core][store][outbox][replication]") {
    OpenStore store;
    const Habit habit = aHabit("Read");
    receive(store, habit, clockAt(1));
    store.apply({difference(habit, renamed(habit, "mine"))});
    const HybridClock mine = clockOf(store, syncName(habit), "name");
    replicate(store, [&](Replication& replication) {
        REQUIRE(replication.write(syncName(habit), {{"name", clockAt(90'000), R"("theirs")"}}));
    });
    CHECK(store.all<Habit>().front().name == "theirs");
    CHECK(waitingOf(store, syncName(habit))->registers ==
          std::vector{WaitingRegister{"name", mine, clockAt(1), Why::edited, R"("mine")"}});
}

TEST_CASE("what waits comes in the order of its clocks, and what is sent leaves",
          "[core][store][outbox][replication]") {
    OpenStore store;
    const Habit first = store.create(aHabit("First"));
    const Habit second = store.create(aHabit("Second"));
    const HabitLog log = store.create(aLog(second));
    store.apply({difference(first, renamed(first, "again"))});
    REQUIRE(waiting(store).size() == 3);
    CHECK(waiting(store)[0].row == syncName(first));
    CHECK(waiting(store)[1].row == syncName(second));
    CHECK(waiting(store)[2].row == syncName(log));
    CHECK(waiting(store, 2).size() == 2);
    replicate(store,
              [&](Replication& replication) { REQUIRE(replication.setUnderWay(required(replication.waiting(2)))); });
    REQUIRE(waiting(store).size() == 1);
    CHECK(waiting(store).front().row == syncName(log));
    replicate(store, [&](Replication& replication) { CHECK(required(replication.underWay()).size() == 2); });
}

TEST_CASE("what was refused stays, is left out, and is sent again when the row is edited",
          "[core][store][outbox][replication]") {
    OpenStore store;
    const Habit habit = store.create(aHabit("bad"));
    replicate(store, [&](Replication& replication) {
        WaitingRow row = *required(replication.waitingOf(syncName(habit)));
        for (WaitingRegister& one : row.registers)
            if (one.name == "name") one.why = Why::refused;
        REQUIRE(replication.setWaiting(row));
        CHECK(replication.counts().refused == 1);
        CHECK(replication.counts().waiting == 1);
        CHECK(required(replication.refused()) == std::vector{row});
        std::erase_if(row.registers, [](const WaitingRegister& one) { return one.why != Why::refused; });
        REQUIRE(replication.setWaiting(row));
        CHECK(replication.counts().waiting == 0);
        CHECK(required(replication.waiting(10)).empty());
    });
    Habit other = habit;
    other.color = "#00ff00";
    store.apply({difference(habit, other)});
    CHECK(counts(store).refused == 0);
    CHECK(waiting(store).front().registers.size() == 2);
}

TEST_CASE("an import waits as one batch and is told piece by piece", "[core][store][outbox][replication]") {
    OpenStore store;
    const Habit habit = aHabit();
    store.import(aFile(habit, 50));
    CHECK(counts(store).waiting == 52);
    const auto some = waiting(store, 3);
    REQUIRE(some.size() == 3);
    CHECK(some.front().row == syncName(habit));
    CHECK(some.front().registers.size() == registersOf(Kind::habit).size());
    for (const WaitingRegister& one : some.front().registers) CHECK(one.clock.isOfImport());
    replicate(store, [&](Replication& replication) { REQUIRE(replication.setUnderWay(some)); });
    CHECK(counts(store).waiting == 49);
    store.create(aLog(habit, firstDay + 10, Mark::missed));
    CHECK(counts(store).waiting == 49);
    const auto row = waitingOf(store, syncName(aLog(habit, firstDay + 10)));
    CHECK_FALSE(waitingRegister(*row, "mark").clock.isOfImport());
    CHECK(waitingRegister(*row, "note").clock.isOfImport());
    const RowName taken = syncName(aLog(habit, firstDay + 20));
    replicate(store, [&](Replication& replication) { REQUIRE(replication.setWaiting({taken, {}, {}})); });
    CHECK_FALSE(waitingOf(store, taken));
    CHECK(counts(store).waiting == 48);
    store.reopen();
    CHECK(waiting(store).size() == 48);
    answerAll(store);
    CHECK(counts(store).waiting == 0);
}

TEST_CASE("what an import writes with a person's clock waits by itself", "[core][store][outbox][replication]") {
    OpenStore store;
    const Habit habit = store.create(aHabit());
    const Goal goal = store.create(aGoal("Goal", 1));
    store.create(aLink(goal, habit));
    const Habit trashed = aHabit("Trashed");
    store.import({creation(trashed)});
    store.apply({removal(refOf(trashed))});
    answerAll(store);
    Change restoring = creation(trashed);
    restoring.removal = Removal::restore;
    store.import({restoring, creation(aLog(habit, firstDay)), creation(aLog(habit, firstDay + 1))});
    CHECK(store.all<Goal>().front().completedAt);
    REQUIRE(waitingOf(store, syncName(goal)));
    CHECK(waitingOf(store, syncName(goal))->registers.size() == 1);
    REQUIRE(waitingOf(store, syncName(trashed)));
    CHECK_FALSE(waitingOf(store, syncName(trashed))->registers.front().clock.isOfImport());
    CHECK(waiting(store).size() == 4);
}

TEST_CASE("undo and redo of an import are one batch each", "[core][store][outbox][replication]") {
    OpenStore store;
    const Habit habit = aHabit();
    store.import(aFile(habit, 30));
    answerAll(store);
    store.import(aFile(habit, 40, Mark::missed));
    answerAll(store);
    const HybridClock imported = clockOf(store, syncName(aLog(habit)), "mark");
    store.undo();
    CHECK(counts(store).waiting == 40);
    const auto undone = waitingOf(store, syncName(aLog(habit)));
    REQUIRE(undone->registers.size() == 1);
    CHECK(undone->registers.front().clock > imported);
    SECTION("over what the server has") {
        const HybridClock clock = undone->registers.front().clock;
        answerAll(store);
        store.redo();
        CHECK(counts(store).waiting == 40);
        CHECK(waitingOf(store, syncName(aLog(habit)))->registers.front().over == clock);
    }
    SECTION("over what waits itself") {
        store.redo();
        CHECK(counts(store).waiting == 40);
        CHECK_FALSE(waitingOf(store, syncName(aLog(habit)))->registers.front().over);
    }
    CHECK(store.mark(habit, firstDay) == Mark::missed);
    store.reopen();
    CHECK(waiting(store).size() == 40);
    store.close();
    const SQLite::Database database(store.file().string(), SQLite::OPEN_READONLY);
    SQLite::Statement query(database, "SELECT count(*) FROM outbox");
    query.executeStep();
    CHECK(query.getColumn(0).getInt() == 1);
}

TEST_CASE("a batch's register that another device overwrites waits with its own value",
          "[core][store][outbox][replication]") {
    OpenStore store;
    const Habit habit = aHabit();
    store.import(aFile(habit, 5));
    const RowName log = syncName(aLog(habit, firstDay + 2));
    const std::string mine = found(store, log)->find("mark")->value;
    replicate(store, [&](Replication& replication) {
        REQUIRE(replication.write(log, {{"mark", clockAt(5), R"({"amount":4,"mark":"none"})"}}));
    });
    CHECK(waitingRegister(*waitingOf(store, log), "mark").value == mine);
    CHECK(waitingRegister(*waitingOf(store, log), "mark").clock.isOfImport());
    CHECK(waitingOf(store, log)->registers.size() == 2);
    CHECK(waiting(store).size() == 7);
}

TEST_CASE("emptying the trash asks for graves, and restoring takes that back", "[core][store][trash][replication]") {
    OpenStore store;
    const Habit habit = store.create(aHabit());
    const Habit kept = store.create(aHabit("Kept"));
    const HabitRule rule = store.create(aRule(kept));
    store.apply({removal(refOf(habit)), removal(refOf(rule))});
    answerAll(store);
    CHECK(required(store->emptyTrash(std::vector{refOf(habit), refOf(kept), refOf(rule)})).rows.empty());
    CHECK(store.all<Habit>(Rows::inTrash).size() == 1);
    CHECK(waiting(store) == std::vector{WaitingRow{syncName(habit), {}, Burial::asked}});
    SECTION("restored") {
        store.apply({restoration(refOf(habit))});
        REQUIRE(waiting(store).size() == 1);
        CHECK(waiting(store).front().burial == Burial::none);
    }
    SECTION("undone") {
        store.undo();
        CHECK(waitingOf(store, syncName(habit))->burial == Burial::none);
    }
    SECTION("answered") {
        sendAll(store);
        CHECK(waiting(store).empty());
        replicate(store, [&](Replication& replication) {
            CHECK(required(replication.underWay()).front().burial == Burial::asked);
            REQUIRE(replication.bury(syncName(habit)));
            REQUIRE(replication.setUnderWay({}));
        });
        CHECK(store.all<Habit>(Rows::inTrash).empty());
        CHECK(store->undo()->kept == 0);
        CHECK(store.all<HabitRule>().size() == 1);
    }
}

TEST_CASE("a repair sends rows that are in no table, and graves", "[core][store][outbox][replication]") {
    OpenStore store;
    const RowName unknown{"mood", R"("0199a000-0000-7000-8000-000000000001")"};
    const RowName grave{"habit", R"("0199a000-0000-7000-8000-000000000002")"};
    const Tag tag = aTag("Health");
    const HabitTag link = aHabitTag(aHabit(), tag);
    receive(store, link, clockAt(1));
    replicate(store, [&](Replication& replication) {
        REQUIRE(replication.write(unknown, {{"level", clockAt(1), "3"}}));
        REQUIRE(replication.bury(grave));
        REQUIRE(replication.setWaiting({unknown, {{"level", clockAt(1), {}, Why::repaired, "3"}}, {}}));
        REQUIRE(replication.setWaiting({grave, {}, Burial::repaired}));
        REQUIRE(replication.setWaiting({syncName(link), {{"removed_at", clockAt(1), {}, Why::repaired, "null"}}, {}}));
    });
    CHECK(counts(store).waiting == 3);
    CHECK(waiting(store).front() == WaitingRow{grave, {}, Burial::repaired});
    sendAll(store);
    CHECK(waiting(store).empty());
    replicate(store, [](Replication& replication) { CHECK(required(replication.underWay()).size() == 3); });
}

TEST_CASE("what waits of a row goes with it into its table and out of it", "[core][store][outbox][replication]") {
    OpenStore store;
    const Habit habit = store.create(aHabit());
    const HabitLog log = store.create(aLog(habit));
    const auto before = waitingOf(store, syncName(log));
    replicate(store, [&](Replication& replication) {
        for (const Register& one : registersOf(Kind::habit)) REQUIRE(replication.unwrite(syncName(habit), one.name));
        CHECK_FALSE(required(replication.find(syncName(habit))));
    });
    CHECK(store.all<HabitLog>().empty());
    CHECK(waitingOf(store, syncName(log)) == before);
    receive(store, habit, clockAt(3));
    CHECK(store.all<HabitLog>().size() == 1);
    CHECK(waitingOf(store, syncName(log)) == before);
    CHECK(waiting(store).size() == 2);
}
