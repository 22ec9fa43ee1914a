#include "tests/sync/server/streams/open_streams.h"

using namespace cairn;
using namespace cairn::sync;
using support::at;
using support::created;
using support::edited;
using support::OpenStreams;
using Act = RowWrite::Act;

namespace {

core::Result<std::int64_t> write(OpenStreams& streams, const RowWrite& row) {
    return streams.service.write(support::userStream, std::span(&row, 1));
}

core::ErrorCode failed(const core::Result<std::int64_t>& result) {
    REQUIRE_FALSE(result);
    return result.error().code;
}

RowWrite creation(const PushedRow& row) {
    RowWrite write{Act::create, row.row.row, {}, {}};
    for (const core::SyncedRegister& one : row.row.registers) write.values.emplace_back(one.name, one.value);
    return write;
}

} // namespace

TEST_CASE("a write of the server's own is above all that the stream has seen", "[sync][streams]") {
    OpenStreams streams;
    const auto row = created(support::aHabit(), at(60'000));
    streams.push({row});
    CHECK(write(streams, {Act::edit, row.row.row, {{"name", "\"b\""}}, {}}) == 2);
    CHECK(streams.value(row.row.row, "name") == "\"b\"");
    CHECK(streams.row(row.row.row)->find("name")->clock.stamp == at(60'000, 1, 1).stamp);
    CHECK(streams.told.back().number == 2);
    streams.checkWhole();
}

TEST_CASE("a write is made only where the row still has the number that was read", "[sync][streams]") {
    OpenStreams streams;
    const auto row = created(support::aHabit(), at(1));
    streams.push({row});
    CHECK(write(streams, {Act::edit, row.row.row, {{"name", "\"b\""}}, 1}) == 2);
    CHECK(failed(write(streams, {Act::edit, row.row.row, {{"name", "\"c\""}}, 1})) == core::ErrorCode::conflict);
    CHECK(streams.value(row.row.row, "name") == "\"b\"");
}

TEST_CASE("a creation by natural key brings back what is in the trash", "[sync][streams]") {
    OpenStreams streams;
    const auto tag = created(support::aTag(), at(1));
    streams.push({tag});
    streams.push({support::removed(tag.row.row, at(2), at(1))});
    RowWrite anew = creation(tag);
    std::erase_if(anew.values, [](const auto& value) { return value.first == "removed_at"; });
    CHECK(write(streams, anew));
    CHECK(streams.value(tag.row.row, "removed_at") == "null");
}

TEST_CASE("a write tells why it is not made, and then nothing of it is", "[sync][streams]") {
    OpenStreams streams;
    const auto row = created(support::aHabit(), at(1));
    const auto other = created(support::aGoal(), at(1));
    const auto buried = created(support::aGoal(), at(1));
    const auto fresh = created(support::aHabit(), at(1));
    streams.push({row, other, support::buried(buried.row.row)});
    streams.push({support::removed(other.row.row, at(2), at(1))});
    const auto head = streams.pull().head;
    CHECK(failed(write(streams, {Act::edit, row.row.row, {{"name", "\"\""}}, {}})) == core::ErrorCode::invalidValue);
    CHECK(failed(write(streams, {Act::edit, fresh.row.row, {{"name", "\"a\""}}, {}})) == core::ErrorCode::notFound);
    CHECK(failed(write(streams, {Act::edit, buried.row.row, {{"name", "\"a\""}}, {}})) == core::ErrorCode::notFound);
    CHECK(failed(write(streams, {Act::edit, other.row.row, {{"name", "\"a\""}}, {}})) == core::ErrorCode::notFound);
    CHECK(failed(write(streams, creation(row))) == core::ErrorCode::conflict);
    CHECK(failed(write(streams, {Act::create, fresh.row.row, {{"name", "\"a\""}}, {}})) ==
          core::ErrorCode::invalidValue);
    const std::vector<RowWrite> both{creation(fresh), {Act::edit, buried.row.row, {{"name", "\"a\""}}, {}}};
    CHECK(failed(streams.service.write(support::userStream, both)) == core::ErrorCode::notFound);
    CHECK(streams.pull().head == head);
    CHECK_FALSE(streams.row(fresh.row.row));

    CHECK(write(streams, {Act::edit, other.row.row, {{"removed_at", "null"}}, {}}));
    CHECK(write(streams, creation(fresh)));
    streams.checkWhole();
}
