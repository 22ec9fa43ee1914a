#include "sync/server/streams/push_application.h"
#include "tests/sync/server/streams/open_streams.h"

using namespace cairn;
using namespace cairn::sync;
using support::at;
using support::edited;
using support::OpenStreams;
using support::Pusher;

namespace {

const core::RowName someHabit{"habit", "\"0190a0a0-0000-7000-8000-0000000000aa\""};
constexpr std::int64_t year = std::int64_t{365} * 86'400'000;

core::HybridClock clockOf(const PushAnswer& answer, std::size_t row, std::string_view name) {
    return answer.rows.at(row).row.find(name)->clock;
}

} // namespace

TEST_CASE("a clock up to five minutes ahead is taken as it is", "[sync][streams]") {
    OpenStreams streams;
    CHECK(clockOf(streams.push({edited(someHabit, "name", "\"a\"", at(mostAhead))}), 0, "name") == at(mostAhead));
}

TEST_CASE("clocks further ahead are replaced in their order, above all of the push, and the replica stays",
          "[sync][streams]") {
    OpenStreams streams;
    Pusher device(9);
    const Push push = device.next({edited(someHabit, "name", "\"second\"", at(20 * year, 9)),
                                   edited(someHabit, "color", "\"#111111\"", at(10 * year, 9)),
                                   edited(someHabit, "icon", "\"x\"", at(1'000, 9)),
                                   edited(someHabit, "unit", "\"km\"", at(10 * year, 9))});
    const PushAnswer answer = streams.push(push);
    const core::HybridClock second = clockOf(answer, 0, "name");
    const core::HybridClock first = clockOf(answer, 1, "color");
    CHECK(clockOf(answer, 2, "icon") == at(1'000, 9));
    CHECK(first == clockOf(answer, 3, "unit")); // one change, one clock
    CHECK(first > at(1'000, 9));
    CHECK(second > first);
    CHECK(second.milliseconds() <= support::startTime + mostAhead);
    CHECK(first.replica == at(0, 9).replica);
    CHECK(streams.row(someHabit)->find("name")->clock == second);
    streams.checkWhole();
}

TEST_CASE("what a client has had from the server is below what the server gives it now", "[sync][streams]") {
    OpenStreams streams;
    streams.clock.set({support::startTime - year}); // the server's own clock was put back
    Pusher device(9);
    Push push = device.next({edited(someHabit, "name", "\"a\"", at(20 * year, 9))});
    push.witness = at(0).stamp;
    CHECK(clockOf(streams.push(push), 0, "name") > at(0, 9));
}

TEST_CASE("a witness out of reach is not believed", "[sync][streams]") {
    OpenStreams streams;
    Pusher device(9);
    Push push = device.next({edited(someHabit, "name", "\"a\"", at(1, 9))});
    push.witness = at(60 * year).stamp;
    streams.push(push);
    const auto row = support::created(support::aHabit(), at(2 * mostAhead, 9));
    CHECK(clockOf(streams.push({row}), 0, "name").milliseconds() <= support::startTime + 1);
}

TEST_CASE("the stream's own time never goes back", "[sync][streams]") {
    OpenStreams streams;
    streams.push({edited(someHabit, "name", "\"a\"", at(mostAhead))});
    streams.clock.set({support::startTime - year});
    const PushAnswer answer = streams.push({edited(someHabit, "name", "\"b\"", at(2 * mostAhead), at(mostAhead))});
    CHECK(clockOf(answer, 0, "name") == at(2 * mostAhead)); // five minutes beyond the greatest, not beyond the wall
    const auto write = streams.service.write(
        support::userStream, std::vector<RowWrite>{{RowWrite::Act::edit, someHabit, {{"name", "\"c\""}}, {}}});
    CHECK(write.has_value());
    CHECK(streams.value(someHabit, "name") == "\"c\"");
}

TEST_CASE("a full counter raises the milliseconds", "[sync][streams]") {
    OpenStreams streams;
    streams.push({edited(someHabit, "name", "\"a\"", at(0, 1, 65'535))});
    const PushAnswer answer = streams.push({edited(someHabit, "name", "\"b\"", at(year, 1), at(0, 1, 65'535))});
    CHECK(clockOf(answer, 0, "name").milliseconds() == support::startTime + 1);
    CHECK(clockOf(answer, 0, "name").counter() == 0);
}
