#include <set>

#include "tests/sync/server/streams/open_streams.h"

using namespace cairn;
using namespace cairn::sync;
using support::at;
using support::created;
using support::edited;
using support::OpenStreams;
using support::removed;
using support::required;

namespace {

constexpr std::int64_t day = 86'400'000;
constexpr std::int64_t hourLong = 3'600'000;

core::Instant daysOn(std::int64_t days, std::int64_t ms = 0) {
    return {support::startTime + days * day + ms};
}

} // namespace

TEST_CASE("a disagreement is dropped 30 days after it was noted, and leaves no trace", "[sync][streams]") {
    OpenStreams streams;
    const auto row = created(support::aHabit(), at(1));
    streams.push({row});
    streams.push({edited(row.row.row, "name", "\"b\"", at(2))});
    CHECK(required(streams.service.dropDisagreements(daysOn(30, -1))) == 0);
    CHECK(streams.disagreements().size() == 1);
    CHECK(required(streams.service.dropDisagreements(daysOn(30))) == 1);
    CHECK(streams.pull().rows.size() == 1);
    CHECK(streams.pull().next == streams.pull().head);
    streams.checkWhole();
}

TEST_CASE("a removed row is buried 180 days after its removal arrived, with what belongs to it", "[sync][streams]") {
    OpenStreams streams;
    const core::Habit habit = support::aHabit();
    const auto row = created(habit, at(1));
    const auto log = created(support::aLog(habit), at(1));
    const auto reminder = created(support::aReminder(habit), at(1));
    streams.push({row, log, reminder});
    streams.clock.advance(10 * day);
    streams.push({removed(row.row.row, at(2), at(1))}); // by a device that had been away: the old clock does not count
    CHECK(required(streams.service.buryRemoved(daysOn(190, -1))) == 0);
    CHECK(required(streams.service.buryRemoved(daysOn(190))) == 1);
    CHECK(streams.row(row.row.row)->isGrave);
    CHECK(streams.row(reminder.row.row)->isGrave);
    CHECK_FALSE(streams.row(log.row.row));
    CHECK(required(streams.service.buryRemoved(daysOn(400))) == 0);
    streams.checkWhole();
}

TEST_CASE("what was restored, and what is named by a natural key, is never buried by age", "[sync][streams]") {
    OpenStreams streams;
    const auto habit = created(support::aHabit(), at(1));
    const auto setting = created(support::aSetting("week", "mon"), at(1));
    streams.push({habit, setting});
    streams.push({removed(habit.row.row, at(2), at(1)), removed(setting.row.row, at(2), at(1))});
    streams.push({edited(habit.row.row, "removed_at", "null", at(3), at(2))});
    CHECK(required(streams.service.buryRemoved(daysOn(1'000))) == 0);
    CHECK_FALSE(streams.row(setting.row.row)->isGrave);
}

TEST_CASE("an edit of a row in the trash does not put off its burial; a removal anew does", "[sync][streams]") {
    OpenStreams streams;
    const auto row = created(support::aHabit(), at(1));
    streams.push({row});
    streams.push({removed(row.row.row, at(2), at(1))});
    streams.clock.advance(100 * day);
    SECTION("an edit") {
        streams.push({edited(row.row.row, "name", "\"b\"", at(3), at(1))});
        CHECK(required(streams.service.buryRemoved(daysOn(180))) == 1);
    }
    SECTION("a removal anew") {
        streams.push({removed(row.row.row, at(3), at(2))});
        CHECK(required(streams.service.buryRemoved(daysOn(180))) == 0);
        CHECK(required(streams.service.buryRemoved(daysOn(280))) == 1);
    }
}

TEST_CASE("jobs go through more rows than one transaction takes", "[sync][streams]") {
    OpenStreams streams;
    std::vector<PushedRow> rows;
    for (int i = 0; i < 1'003; ++i) {
        PushedRow row = created(support::aGoal(), at(1));
        *row.row.find("removed_at") = removed(row.row.row, at(1)).row.registers[0];
        rows.push_back(std::move(row));
    }
    streams.push(rows);
    CHECK(required(streams.service.buryRemoved(daysOn(200))) == 1'003);
    CHECK(streams.pull().digest->sums().at("goal grave").count == 1'003);
    streams.checkWhole();
}

TEST_CASE("damage in the file is found by a look through it, and counting anew tells it to the clients",
          "[sync][streams]") {
    OpenStreams streams;
    const auto row = created(support::aHabit("Read"), at(1));
    streams.push({row, created(support::aGoal(), at(1))});
    streams.checkWhole();
    const auto before = streams.pull().digest;
    streams.database().run("UPDATE stream_rows SET text = replace(text, '\"Read\"', '\"Rage\"') WHERE kind = 'habit'");
    CHECK(required(streams.service.verify()).at(0).problems.size() == 1);
    CHECK(streams.pull().digest == before);
    CHECK(streams.service.recountPulled().corrected == std::vector{support::userStream});
    CHECK(streams.pull().digest != before);
    CHECK(required(streams.service.recount(support::userStream)) == StreamService::Recount::same);
    streams.checkWhole();
}

TEST_CASE("called every hour, every stream is counted anew once a day, wherever it was stopped", "[sync][streams]") {
    OpenStreams streams;
    const int count = GENERATE(1, 24, 30);
    CAPTURE(count);
    for (int i = 0; i < count; ++i) {
        const auto row = created(support::aHabit("Read"), at(1));
        required(streams.service.push("user:" + std::to_string(i), support::Pusher(i + 1).next({row})));
    }
    streams.database().run("UPDATE stream_rows SET text = replace(text, '\"Read\"', '\"Rage\"')");
    std::set<std::string> corrected;
    std::size_t most = 0;
    for (int hour = 1; hour <= 24; ++hour) {
        const auto found = required(streams.service.recountDue({support::startTime + hour * hourLong})).corrected;
        most = std::max(most, found.size());
        for (const std::string& stream : found) CHECK(corrected.insert(stream).second);
    }
    CHECK(corrected.size() == static_cast<std::size_t>(count));
    CHECK(most == static_cast<std::size_t>((count + 23) / 24));
    streams.checkWhole();

    streams.database().run("UPDATE stream_digests SET hash = hash + 1");
    std::size_t again = 0;
    for (int hour = 25; hour <= 48; ++hour)
        again += required(streams.service.recountDue({support::startTime + hour * hourLong - 60'000})).corrected.size();
    CHECK(again == static_cast<std::size_t>(count));
    streams.checkWhole();
}

TEST_CASE("a stream that can't be counted holds up no other", "[sync][streams]") {
    OpenStreams streams;
    for (const std::string name : {"user:a", "user:b"})
        required(streams.service.push(name, support::Pusher(1).next({created(support::aHabit(), at(1))})));
    streams.database().run("UPDATE stream_rows SET text = 'x' WHERE stream = 1");
    streams.database().run("UPDATE stream_digests SET hash = hash + 1");
    const auto first = required(streams.service.recountDue({support::startTime + hourLong}));
    const auto second = required(streams.service.recountDue({support::startTime + 2 * hourLong}));
    REQUIRE(first.failed.size() == 1);
    CHECK(first.failed[0].first == "user:a");
    CHECK(first.failed[0].second.code == core::ErrorCode::storeDamaged);
    CHECK(second.corrected == std::vector<std::string>{"user:b"});
}

TEST_CASE("a look through the file names what contradicts itself", "[sync][streams]") {
    const std::string damage = GENERATE(
        "UPDATE stream_rows SET text = 'x' WHERE number = 1", "UPDATE stream_rows SET key = '\"y\"' WHERE number = 1",
        "UPDATE stream_rows SET number = 99 WHERE number = 1", "UPDATE streams SET head = 1",
        "UPDATE streams SET stamp = 5", "DELETE FROM stream_owners", "INSERT INTO stream_owners VALUES (1, 2, 3)",
        "DELETE FROM stream_digests");
    OpenStreams streams;
    const core::Goal goal = support::aGoal();
    streams.push({created(goal, at(1)), created(support::aMilestone(goal), at(1))});
    streams.checkWhole();
    streams.database().run(damage);
    INFO(damage);
    CHECK_FALSE(required(streams.service.verify()).at(0).problems.empty());
}

TEST_CASE("a renewed epoch stands in every answer", "[sync][streams]") {
    OpenStreams streams;
    const core::Uuid before = streams.pull().epoch;
    CHECK(support::required(streams.service.push(support::userStream, support::Pusher(1).next({}))).epoch == before);
    REQUIRE(streams.service.renewEpoch());
    CHECK(streams.pull().epoch != before);
    CHECK(streams.push(support::Pusher(2).next({})).epoch == streams.pull().epoch);
}
