#include "tests/sync/server/streams/open_streams.h"

using namespace cairn;
using namespace cairn::sync;
using support::at;
using support::created;
using support::edited;
using support::OpenStreams;

namespace {

std::vector<PushedRow> habits(int count) {
    std::vector<PushedRow> rows;
    for (int i = 0; i < count; ++i) rows.push_back(created(support::aHabit("Habit " + std::to_string(i)), at(1)));
    return rows;
}

} // namespace

TEST_CASE("pages bring every row once, in order, and the digest comes with the last", "[sync][streams]") {
    OpenStreams streams;
    const auto rows = habits(7);
    streams.push(rows);
    std::vector<core::SyncedRow> pulled;
    std::int64_t cursor = 0;
    for (const std::int64_t next : {3, 6, 7}) {
        const PullAnswer page = streams.pull(cursor, 3);
        CHECK(page.next == next);
        CHECK(page.head == 7);
        CHECK(page.digest.has_value() == (next == 7));
        pulled.insert(pulled.end(), page.rows.begin(), page.rows.end());
        cursor = page.next;
    }
    REQUIRE(pulled.size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) CHECK(pulled[i] == rows[i].row);
    CHECK(streams.pull(cursor).rows.empty());
}

TEST_CASE("the digest of a pull is that of the rows that it brings", "[sync][streams]") {
    OpenStreams streams;
    streams.push(habits(3));
    const core::Habit habit = support::aHabit();
    const auto row = created(habit, at(1));
    streams.push({row, created(support::aLog(habit), at(1))});
    streams.push({support::removed(row.row.row, at(2), at(1))});
    streams.push({support::buried(created(support::aGoal(), at(1)).row.row)});
    const PullAnswer answer = streams.pull();
    core::RowDigest digest;
    for (const core::SyncedRow& one : answer.rows) digest.add(one);
    CHECK(answer.digest == digest);
}

TEST_CASE("a changed row is pulled once, at its new number", "[sync][streams]") {
    OpenStreams streams;
    const auto rows = habits(3);
    streams.push(rows);
    streams.push({edited(rows[0].row.row, "name", "\"changed\"", at(2), at(1))});
    const PullAnswer all = streams.pull();
    REQUIRE(all.rows.size() == 3);
    CHECK(all.rows[2].row == rows[0].row.row);
    CHECK(streams.pull(3).rows.size() == 1);
    CHECK(streams.pull(4).rows.empty());
}

TEST_CASE("rows in the trash and graves are pulled from the beginning too", "[sync][streams]") {
    OpenStreams streams;
    const auto rows = habits(2);
    streams.push(rows);
    streams.push({support::removed(rows[0].row.row, at(2), at(1))});
    streams.push({support::buried(rows[1].row.row, core::Burial::repaired)});
    CHECK(streams.row(rows[0].row.row)->find("name") != nullptr);
    CHECK(streams.row(rows[1].row.row)->isGrave);
}

TEST_CASE("a stream that nobody has written is empty, and a cursor beyond its head finds nothing", "[sync][streams]") {
    OpenStreams streams;
    PullAnswer answer = streams.pull();
    CHECK(answer.head == 0);
    CHECK(answer.next == 0);
    CHECK(answer.digest == core::RowDigest{});
    streams.push(habits(2));
    answer = streams.pull(99);
    CHECK(answer.rows.empty());
    CHECK(answer.next == 2);
}

TEST_CASE("a page ends by its bytes before its rows where those are large", "[sync][streams]") {
    OpenStreams streams;
    std::vector<PushedRow> rows;
    for (int i = 0; i < 24; ++i) {
        core::Habit habit = support::aHabit();
        habit.description = std::string(1 << 20, 'x');
        rows.push_back(created(habit, at(1)));
    }
    streams.push(rows);
    const PulledPage page = support::required(streams.service.pull(support::userStream, 0, 1'000));
    CHECK(page.rows == 7);
    CHECK(page.text.size() < maxPageBytes + 1'000);
    CHECK(page.next == 7);
    CHECK(page.head == 24);
}
