#include "tests/sync/server/streams/open_streams.h"

using namespace cairn;
using namespace cairn::sync;
using support::at;
using support::edited;
using support::OpenStreams;

namespace {

const core::RowName someHabit{"habit", "\"0190a0a0-0000-7000-8000-0000000000aa\""};

} // namespace

TEST_CASE("two who did not see each other leave a disagreement with the loser, whoever comes first",
          "[sync][streams]") {
    const bool isWinnerFirst = GENERATE(true, false);
    OpenStreams streams;
    std::vector<PushedRow> rows{edited(someHabit, "name", "\"old\"", at(1, 1)),
                                edited(someHabit, "name", "\"new\"", at(2, 2))};
    if (isWinnerFirst) std::swap(rows[0], rows[1]);
    streams.push({rows[0]});
    streams.clock.advance(1'000);
    streams.push({rows[1]});
    const auto found = streams.disagreements();
    REQUIRE(found.size() == 1);
    CHECK(found[0] ==
          Disagreement{someHabit, "name", {at(1, 1), "\"old\""}, {at(2, 2), "\"new\""}, support::startTime + 1'000});
    streams.checkWhole();
}

TEST_CASE("who has seen what stands there disagrees with nobody", "[sync][streams]") {
    OpenStreams streams;
    streams.push({edited(someHabit, "name", "\"old\"", at(1))});
    streams.push({edited(someHabit, "name", "\"new\"", at(2), at(1))});
    CHECK(streams.disagreements().empty());
}

TEST_CASE("equal values, imports and repairs disagree with nobody", "[sync][streams]") {
    OpenStreams streams;
    SECTION("equal values") {
        streams.push({edited(someHabit, "name", "\"a\"", at(1))});
        streams.push({edited(someHabit, "name", "\"a\"", at(2))});
    }
    SECTION("an import arrives") {
        streams.push({edited(someHabit, "name", "\"a\"", at(1))});
        streams.push({edited(someHabit, "name", "\"b\"", support::importClock())});
    }
    SECTION("an import stands there") {
        streams.push({edited(someHabit, "name", "\"a\"", support::importClock())});
        streams.push({edited(someHabit, "name", "\"b\"", at(1))});
    }
    SECTION("a repair") {
        streams.push({edited(someHabit, "name", "\"a\"", at(1))});
        PushedRow repair = edited(someHabit, "name", "\"b\"", at(2));
        repair.repaired.emplace_back("name");
        streams.push({repair});
    }
    CHECK(streams.disagreements().empty());
}

TEST_CASE("one disagreement is noted once", "[sync][streams]") {
    OpenStreams streams;
    streams.push({edited(someHabit, "name", "\"b\"", at(2))});
    streams.push({edited(someHabit, "name", "\"a\"", at(1))});
    streams.push({edited(someHabit, "name", "\"a\"", at(1))}); // a copied file pushes it too
    CHECK(streams.disagreements().size() == 1);
    streams.push({edited(someHabit, "name", "\"a\"", at(1, 2))}); // another's
    CHECK(streams.disagreements().size() == 2);
}

TEST_CASE("a disagreement comes and goes with the push that makes it", "[sync][streams]") {
    OpenStreams streams;
    streams.push({edited(someHabit, "name", "\"b\"", at(2))});
    streams.push({edited(someHabit, "name", "\"a\"", at(1)), edited(someHabit, "color", "7", at(1))}); // refused
    CHECK(streams.disagreements().empty());
}

TEST_CASE("disagreements stand outside of the digest and leave with what they are about", "[sync][streams]") {
    OpenStreams streams;
    streams.push({edited(someHabit, "name", "\"b\"", at(2))});
    const auto digest = streams.pull().digest;
    streams.push({edited(someHabit, "name", "\"a\"", at(1))});
    CHECK(streams.disagreements().size() == 1);
    CHECK(streams.pull().digest == digest);

    streams.push({support::removed(someHabit, at(3), std::nullopt)});
    streams.push({support::buried(someHabit)});
    CHECK(streams.disagreements().empty());
    CHECK(streams.pull().rows.size() == 1);
    streams.checkWhole();
}
