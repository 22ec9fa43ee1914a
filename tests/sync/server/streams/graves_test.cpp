#include "tests/sync/server/streams/open_streams.h"

using namespace cairn;
using namespace cairn::sync;
using support::at;
using support::buried;
using support::created;
using support::edited;
using support::OpenStreams;
using support::removed;

namespace {

/// A goal with a milestone, and a habit that is linked to it.
struct Family {
    core::Goal goal = support::aGoal();
    core::Habit habit = support::aHabit();
    PushedRow goalRow = created(goal, at(1));
    PushedRow habitRow = created(habit, at(1));
    PushedRow milestone = created(support::aMilestone(goal), at(1));
    PushedRow link = created(support::aLink(goal, habit), at(1));
};

core::RowName nameOfRow(const PushedRow& row) {
    return row.row.row;
}

} // namespace

TEST_CASE("a removed row that is to be buried becomes a grave, of which only the name stays", "[sync][streams]") {
    OpenStreams streams;
    const PushedRow row = created(support::aHabit(), at(1));
    streams.push({row});
    streams.push({removed(nameOfRow(row), at(2), at(1))});
    const PushAnswer answer = streams.push({buried(nameOfRow(row))});
    CHECK(answer.rows[0].goneWith == nameOfRow(row));
    CHECK(streams.row(nameOfRow(row)) == core::SyncedRow{nameOfRow(row), {}, true});
    const auto digest = streams.pull().digest->sums();
    CHECK(digest.count("habit") == 0);
    CHECK(digest.at("habit grave").count == 1);
    streams.checkWhole();
}

TEST_CASE("what was restored meanwhile is not buried; a repaired grave always is one", "[sync][streams]") {
    OpenStreams streams;
    const PushedRow row = created(support::aHabit(), at(1));
    streams.push({row});
    const PushAnswer answer = streams.push({buried(nameOfRow(row))});
    CHECK_FALSE(answer.rows[0].goneWith);
    CHECK(streams.value(nameOfRow(row), "name") == "\"Read\"");

    streams.push({buried(nameOfRow(row), core::Burial::repaired)});
    CHECK(streams.row(nameOfRow(row))->isGrave);
    streams.checkWhole();
}

TEST_CASE("nothing beats a grave", "[sync][streams]") {
    OpenStreams streams;
    const PushedRow row = created(support::aHabit(), at(1));
    streams.push({buried(nameOfRow(row))}); // also of a row that was never here
    const auto head = streams.pull().head;
    const PushAnswer answer = streams.push({created(support::aHabit("Run"), at(9)), row});
    CHECK(answer.rows[1].goneWith == nameOfRow(row));
    CHECK(streams.row(nameOfRow(row))->isGrave);
    CHECK(streams.pull().head == head + 1);
}

TEST_CASE("what belongs to a grave goes with it: as a grave of its own, or without a trace", "[sync][streams]") {
    OpenStreams streams;
    const Family family;
    streams.push({family.goalRow, family.habitRow, family.milestone, family.link});
    streams.push({removed(nameOfRow(family.goalRow), at(2), at(1))});
    streams.push({buried(nameOfRow(family.goalRow))});
    CHECK(streams.row(nameOfRow(family.goalRow))->isGrave);
    CHECK(streams.row(nameOfRow(family.milestone))->isGrave);
    CHECK_FALSE(streams.row(nameOfRow(family.link)));
    CHECK(streams.row(nameOfRow(family.habitRow)) == family.habitRow.row);
    streams.checkWhole();
}

TEST_CASE("what arrives under a grave later is answered with that grave", "[sync][streams]") {
    OpenStreams streams;
    const Family family;
    streams.push({family.habitRow, buried(nameOfRow(family.goalRow))});
    const PushAnswer answer = streams.push({family.milestone, family.link});
    CHECK(answer.rows[0].goneWith == nameOfRow(family.goalRow));
    CHECK(answer.rows[1].goneWith == nameOfRow(family.goalRow));
    CHECK(streams.row(nameOfRow(family.milestone))->isGrave);
    CHECK_FALSE(streams.row(nameOfRow(family.link)));
    streams.checkWhole();
}

TEST_CASE("the same push again says of buried rows where they went", "[sync][streams]") {
    OpenStreams streams;
    const Family family;
    streams.push({buried(nameOfRow(family.goalRow))});
    support::Pusher device(1);
    const Push push = device.next({family.milestone, family.link});
    streams.push(push);
    const PushAnswer again = streams.push(push);
    CHECK(again.rows[0].goneWith == nameOfRow(family.milestone));
    CHECK(again.rows[1].goneWith == nameOfRow(family.goalRow));
}

TEST_CASE("a row that moves to another owner is buried with that one", "[sync][streams]") {
    OpenStreams streams;
    const Family family;
    const PushedRow other = created(support::aGoal("Swim"), at(1));
    streams.push({family.goalRow, other, family.milestone});
    streams.push({edited(nameOfRow(family.milestone), "goal", other.row.row.key, at(2), at(1))});
    streams.push({buried(nameOfRow(family.goalRow), core::Burial::repaired)});
    CHECK_FALSE(streams.row(nameOfRow(family.milestone))->isGrave);
    streams.push({buried(nameOfRow(other), core::Burial::repaired)});
    CHECK(streams.row(nameOfRow(family.milestone))->isGrave);
    streams.checkWhole();
}

TEST_CASE("a row that moves under a grave becomes one", "[sync][streams]") {
    OpenStreams streams;
    const Family family;
    const PushedRow other = created(support::aGoal("Swim"), at(1));
    streams.push({family.goalRow, family.milestone, buried(nameOfRow(other))});
    const PushAnswer answer =
        streams.push({edited(nameOfRow(family.milestone), "goal", other.row.row.key, at(2), at(1))});
    CHECK(answer.rows[0].goneWith == nameOfRow(other));
    CHECK(streams.row(nameOfRow(family.milestone))->isGrave);
    streams.checkWhole();
}
