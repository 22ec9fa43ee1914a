#include "tests/core/store/received.h"

using namespace cairn::core;
using namespace cairn::support;

namespace {

Habit renamed(Habit habit, std::string name) {
    habit.name = std::move(name);
    return habit;
}

HybridClock clockOf(OpenStore& store, const RowName& name, std::string_view registerName) {
    return found(store, name)->find(registerName)->clock;
}

/// The server gives a register another clock, everywhere.
void reclock(OpenStore& store, const RowName& name, const std::string& registerName, const HybridClock& to) {
    replicate(store, [&](Replication& replication) {
        const SyncedRegister now = *required(replication.find(name))->find(registerName);
        REQUIRE(replication.renameClock(name, registerName, now.clock, to));
        REQUIRE(replication.write(name, {{registerName, to, now.value}}));
    });
}

} // namespace

TEST_CASE("undo knows a register under the clock that the server gave it", "[core][store][undo][replication]") {
    OpenStore store;
    const bool isRenamed = GENERATE(true, false);
    const Habit habit = store.create(aHabit("Read"));
    store.apply({difference(habit, renamed(habit, "Run"))});
    const HybridClock given = clockAt(500);
    if (isRenamed)
        reclock(store, syncName(habit), "name", given);
    else
        replicate(store, [&](Replication& replication) {
            REQUIRE(replication.write(syncName(habit), {{"name", given, R"("Run")"}}));
        });
    store.reopen();
    CHECK(store.undo().kept == (isRenamed ? 0 : 1));
    CHECK(store.all<Habit>().front().name == (isRenamed ? "Read" : "Run"));
    if (!isRenamed) return;
    reclock(store, syncName(habit), "name", clockAt(1000));
    CHECK(store.redo().kept == 0);
    CHECK(store.all<Habit>().front().name == "Run");
    CHECK(store.undo().kept == 0);
    CHECK(store.all<Habit>().front().name == "Read");
}

TEST_CASE("undo leaves what another device wrote since, and a creation under which it wrote",
          "[core][store][undo][replication]") {
    OpenStore store;
    const Habit habit = store.create(aHabit("Read"));
    const Section section = aSection();
    SECTION("a register") {
        store.apply({difference(habit, renamed(habit, "Run"))});
        replicate(store, [&](Replication& replication) {
            REQUIRE(replication.write(syncName(habit), {{"name", clockAt(500), R"("theirs")"}}));
        });
        CHECK(store.undo().kept == 1);
        CHECK(store.all<Habit>().front().name == "theirs");
        return;
    }
    SECTION("a row under it") {
        receive(store, aLog(habit), clockAt(500));
    }
    SECTION("a row under it that still waits") {
        receive(store, aHabitTag(habit, aTag("Health")), clockAt(500));
    }
    SECTION("a register of a newer program") {
        replicate(store, [&](Replication& replication) {
            REQUIRE(replication.write(syncName(habit), {{"mood", clockAt(500), "1"}}));
        });
    }
    CHECK(store.undo().kept == 1);
    CHECK(store.all<Habit>().size() == 1);
}

TEST_CASE("undo does not go back to a row that is a grave", "[core][store][undo][replication]") {
    OpenStore store;
    const Section section = store.create(aSection());
    Habit habit = aHabit();
    habit.section = section.id;
    store.create(habit);
    Habit loose = habit;
    loose.section.reset();
    store.apply({difference(habit, loose)});
    replicate(store, [&](Replication& replication) { REQUIRE(replication.bury(syncName(section))); });
    CHECK(store.undo().kept == 1);
    CHECK_FALSE(store.all<Habit>().front().section);
}

TEST_CASE("redo is kept when something comes from elsewhere", "[core][store][undo][replication]") {
    OpenStore store;
    const Habit habit = store.create(aHabit("Read"));
    store.apply({difference(habit, renamed(habit, "Run"))});
    store.undo();
    receive(store, aHabit("Other"), clockAt(500));
    CHECK(store.redo().kept == 0);
    CHECK(store.all<Habit>().size() == 2);
    CHECK(required(store.reader().find<Habit>(habit.id))->name == "Run");
}

TEST_CASE("undo of what was made is ordered as a whole, a removal is not", "[core][store][undo][replication]") {
    OpenStore store;
    const Habit habit = store.create(aHabit());
    const auto text = [&] { return found(store, syncName(habit))->find(removalName)->value; };
    store.undo();
    CHECK_THAT(text(), Catch::Contains(R"("whole":true)"));
    store.redo();
    CHECK(text() == "null");
    store.apply({removal(refOf(habit))});
    CHECK_THAT(text(), Catch::Contains(R"("whole":false)"));
    store.undo();
    CHECK(text() == "null");
}

TEST_CASE("new clocks are above all that was seen, of the replica that was taken, by the corrected time",
          "[core][store][clock][replication]") {
    OpenStore store;
    const Habit habit = aHabit("Read");
    receive(store, habit, clockAt(400'000));
    const auto edit = [&](std::string from, std::string to) {
        store.apply({difference(renamed(habit, std::move(from)), renamed(habit, std::move(to)))});
        return clockOf(store, syncName(habit), "name");
    };
    CHECK(edit("Read", "a").stamp == clockAt(400'000).stamp + 1);
    const Uuid fresh = anId();
    replicate(store, [&](Replication& replication) {
        replication.takeReplica(fresh);
        CHECK(replication.replica() == fresh);
        replication.seeStamp(clockAt(500'000).stamp);
    });
    store.reopen();
    CHECK(edit("a", "b") == HybridClock{clockAt(500'000).stamp + 1, fresh});
    replicate(store, [&](Replication& replication) {
        const SyncedRow row = *required(replication.find(syncName(habit)));
        for (const SyncedRegister& one : row.registers)
            REQUIRE(replication.write(syncName(habit), {{one.name, clockAt(2), one.value}}));
        REQUIRE(replication.setWaiting({syncName(habit), {}, {}}));
        replication.recountStamps();
    });
    const std::int64_t here = edit("b", "c").milliseconds();
    CHECK(here == store.clock().now().milliseconds);
    replicate(store, [](Replication& replication) { replication.setClockDifference(3'600'000); });
    const std::int64_t corrected = edit("c", "d").milliseconds();
    CHECK(corrected == store.clock().now().milliseconds + 3'600'000);
}

TEST_CASE("a backup becomes the truth by one change that can be undone", "[core][store][backup][replication]") {
    OpenStore store;
    const Section section = store.create(aSection());
    Habit habit = aHabit("Read");
    habit.section = section.id;
    store.create(habit);
    const Habit lost = store.create(aHabit("Lost"));
    const Habit buried = store.create(aHabit("Buried"));
    store.create(aLog(habit, firstDay, Mark::done));
    const BackupOutcome made = store->backUp();
    REQUIRE(made.backup);

    store.apply({difference(habit, renamed(habit, "Run"))});
    store.apply({removal(refOf(lost))});
    store.create(aLog(habit, firstDay, Mark::missed));
    store.create(aLog(habit, firstDay + 1));
    const Habit later = store.create(aHabit("Later"));
    replicate(store, [&](Replication& replication) { REQUIRE(replication.bury(syncName(buried))); });
    const auto present = store.all<Habit>();

    const ChangeSet set = required(store->restoreAsTruth(made.backup->file));
    CHECK(set.rows.size() == 5);
    const auto names = [&] {
        std::vector<std::string> all;
        for (const Habit& each : store.all<Habit>()) all.push_back(each.name);
        std::ranges::sort(all);
        return all;
    };
    CHECK(names() == std::vector<std::string>{"Lost", "Read"});
    CHECK(store.mark(habit, firstDay) == Mark::done);
    CHECK(store.mark(habit, firstDay + 1) == Mark::none);
    CHECK_THAT(found(store, syncName(later))->find(removalName)->value, Catch::Contains(R"("whole":true)"));
    CHECK(waitingOf(store, syncName(later)));
    CHECK(required(store->restoreAsTruth(made.backup->file)).rows.empty());
    for (const auto& entry : std::filesystem::directory_iterator(store.file().parent_path()))
        CHECK_THAT(entry.path().string(), !Catch::Contains(".reading"));
    CHECK(store.undo().kept == 0);
    CHECK(store.all<Habit>() == present);
    CHECK(store.mark(habit, firstDay + 1) == Mark::done);
    CHECK(store->restoreAsTruth(store.folder() / "none").error().code == ErrorCode::notFound);
}

TEST_CASE("backups hold what sync knows", "[core][store][backup][replication]") {
    OpenStore store;
    const RowName unknown{"mood", R"("0199a000-0000-7000-8000-000000000001")"};
    const Habit habit = store.create(aHabit());
    replicate(store, [&](Replication& replication) {
        replication.setFact("account", "me");
        replication.setNote("held", syncName(habit), "text");
        REQUIRE(replication.write(unknown, {{"level", clockAt(1), "3"}}));
        REQUIRE(replication.bury({"habit", R"("0199a000-0000-7000-8000-000000000002")"}));
        REQUIRE(replication.setUnderWay(required(replication.waiting(5))));
    });
    const BackupOutcome made = store->backUp();
    REQUIRE(made.backup);
    store.close();
    OpenStore copy(made.backup->file);
    replicate(copy, [&](Replication& replication) {
        CHECK(replication.fact("account") == "me");
        CHECK(replication.notes("held").size() == 1);
        CHECK(required(replication.find(unknown))->registers.size() == 1);
        CHECK(required(replication.underWay()).size() == 1);
        CHECK(replication.isGrave({"habit", R"("0199a000-0000-7000-8000-000000000002")"}));
        CHECK(required(replication.digest(Replication::Counting::kept)) ==
              required(replication.digest(Replication::Counting::anew)));
    });
}
