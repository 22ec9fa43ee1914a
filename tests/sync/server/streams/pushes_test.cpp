#include "sync/server/streams/push_check.h"
#include "tests/sync/server/streams/open_streams.h"

using namespace cairn;
using namespace cairn::sync;
using support::anId;
using support::at;
using support::created;
using support::edited;
using support::OpenStreams;
using support::Pusher;

namespace {

using Outcome = PushAnswer::Outcome;

const core::RowName someHabit{"habit", "\"0190a0a0-0000-7000-8000-0000000000aa\""};

} // namespace

TEST_CASE("a pushed row gets the next number, and the answer tells what stands there", "[sync][streams]") {
    OpenStreams streams;
    const auto habit = support::aHabit();
    const PushedRow row = created(habit, at(0));
    const PushAnswer answer = streams.push({row, created(support::aLog(habit), at(0))});
    CHECK(answer.outcome == Outcome::applied);
    CHECK(answer.time == support::startTime);
    CHECK_FALSE(answer.epoch.isNil());
    REQUIRE(answer.rows.size() == 2);
    CHECK(answer.rows[0].number == 1);
    CHECK(answer.rows[1].number == 2);
    CHECK(answer.rows[0].row == row.row);
    CHECK(streams.row(row.row.row) == row.row);
    streams.checkWhole();
}

TEST_CASE("of two values of a register the greater clock stands, whichever comes first", "[sync][streams]") {
    const bool isGreaterFirst = GENERATE(true, false);
    OpenStreams streams;
    std::vector<PushedRow> rows{edited(someHabit, "name", "\"old\"", at(1)),
                                edited(someHabit, "name", "\"new\"", at(2))};
    if (isGreaterFirst) std::swap(rows[0], rows[1]);
    streams.push({rows[0]});
    const PushAnswer answer = streams.push({rows[1]});
    CHECK(answer.rows[0].row.find("name")->value == "\"new\"");
    CHECK(answer.rows[0].number == (isGreaterFirst ? 1 : 3)); // a disagreement takes a number too
    CHECK(streams.value(someHabit, "name") == "\"new\"");
}

TEST_CASE("at equal clocks and unequal values the server's value stands", "[sync][streams]") {
    OpenStreams streams;
    streams.push({edited(someHabit, "name", "\"a\"", at(1))});
    const PushAnswer answer = streams.push({edited(someHabit, "name", "\"b\"", at(1))});
    CHECK(answer.rows[0].row.find("name")->value == "\"a\"");
    CHECK(streams.disagreements().empty());
}

TEST_CASE("registers of one row are merged each for itself", "[sync][streams]") {
    OpenStreams streams;
    streams.push({edited(someHabit, "name", "\"a\"", at(5)), edited(someHabit, "color", "\"#111111\"", at(1))});
    streams.push({edited(someHabit, "color", "\"#222222\"", at(3), at(1))});
    CHECK(streams.value(someHabit, "name") == "\"a\"");
    CHECK(streams.value(someHabit, "color") == "\"#222222\"");
    streams.checkWhole();
}

TEST_CASE("the same push again applies nothing and answers with what stands there now", "[sync][streams]") {
    OpenStreams streams;
    Pusher device(1);
    const Push push = device.next({edited(someHabit, "name", "\"a\"", at(1))});
    streams.push(push);
    streams.push({edited(someHabit, "name", "\"b\"", at(2), at(1))});
    const auto head = streams.pull().head;
    const PushAnswer again = streams.push(push);
    CHECK(again.outcome == Outcome::applied);
    CHECK(again.rows[0].row.find("name")->value == "\"b\"");
    CHECK(again.rows[0].number == head);
    CHECK(streams.pull().head == head);
}

TEST_CASE("a push that is neither the last nor after it is answered as forked, and nothing is applied",
          "[sync][streams]") {
    OpenStreams streams;
    Pusher device(1);
    const Push first = device.next({edited(someHabit, "name", "\"a\"", at(1))});
    const Push second = device.next({edited(someHabit, "name", "\"b\"", at(2), at(1))});
    streams.push(first);
    SECTION("the one before the last comes again") {
        streams.push(second);
        CHECK(streams.push(first).outcome == Outcome::forked);
        CHECK(streams.value(someHabit, "name") == "\"b\"");
    }
    SECTION("a device that begins anew under its old name") {
        Push copy = second;
        copy.after.reset();
        CHECK(streams.push(copy).outcome == Outcome::forked);
        CHECK(streams.value(someHabit, "name") == "\"a\"");
        CHECK(streams.push(second).outcome == Outcome::applied);
    }
    SECTION("after a push that this server has never seen") {
        Push foreign = second;
        foreign.after = anId();
        CHECK(streams.push(foreign).outcome == Outcome::forked);
    }
}

TEST_CASE("a push in which anything is refused is not applied at all and may come again", "[sync][streams]") {
    struct Case {
        PushedRow row;
        std::string_view code;
        std::string registerName;
    };
    const auto [bad, code, registerName] = GENERATE(values<Case>({
        {edited(someHabit, "name", "\"\"", at(1)), refusal::invalidValue, "name"},
        {edited(someHabit, "name", "7", at(1)), refusal::invalidValue, "name"},
        {edited(someHabit, "direction", "[\"build\"]", at(1)), refusal::invalidValue, "direction"},
        {edited(someHabit, "name", '"' + std::string(500, 'x') + '"', at(1)), refusal::invalidValue, "name"},
        {edited(someHabit, "removed_at", "true", at(1)), refusal::invalidValue, "removed_at"},
        {edited(someHabit, "from_tomorrow", '"' + std::string(maxRegisterBytes, 'x') + '"', at(1)), refusal::tooLarge,
         "from_tomorrow"},
        {edited(someHabit, std::string(65, 'x'), "1", at(1)), refusal::tooLarge, std::string(65, 'x')},
        {edited({"habit", "[\"x\"]"}, "name", "\"a\"", at(1)), refusal::invalidKey, ""},
        {edited({"habit", "\"0190A0A0-0000-7000-8000-0000000000AA\""}, "name", "\"a\"", at(1)), refusal::invalidKey,
         ""},
        {edited({"habit_log", "[\"0190a0a0-0000-7000-8000-0000000000aa\",\"2026-13-01\"]"}, "note", "\"\"", at(1)),
         refusal::invalidKey, ""},
        {support::buried({"setting", "[\"x\"]"}), refusal::invalidKey, ""},
        {edited({"disagreement", someHabit.key}, "facts", "{}", at(1)), refusal::foreignKind, ""},
        {edited(someHabit, "name", "\"a\"", at(std::int64_t{51} * 366 * 86'400'000)), refusal::invalidClock, "name"},
    }));
    OpenStreams streams;
    Pusher device(1);
    const auto good = created(support::aHabit(), at(1));
    const Push push = device.next({good, bad});
    const PushAnswer answer = streams.push(push);
    CHECK(answer.outcome == Outcome::refused);
    CHECK(answer.rows.empty());
    REQUIRE(answer.refused.size() == 1);
    CHECK(answer.refused[0].code == code);
    CHECK(answer.refused[0].row == bad.row.row);
    CHECK(answer.refused[0].registerName == registerName);
    CHECK(streams.pull().rows.empty());
    CHECK(streams.pull().head == 0);

    Push rest = push;
    rest.id = anId();
    rest.rows.pop_back();
    CHECK(streams.push(rest).outcome == Outcome::applied);
}

TEST_CASE("all that is refused is named at once", "[sync][streams]") {
    OpenStreams streams;
    PushedRow row = edited(someHabit, "name", "\"\"", at(1));
    row.row.put({"color", at(1), "5"});
    const PushAnswer answer = streams.push({row, edited({"goal", "3"}, "name", "\"a\"", at(1))});
    CHECK(answer.refused.size() == 3);
}

TEST_CASE("kinds, registers and choices of a newer program are kept as they came", "[sync][streams]") {
    const auto [name, registerName, value] = GENERATE(table<core::RowName, std::string, std::string>({
        {{"telescope", "\"some-key\""}, "lens", R"({"a":[1,2.5],"b":"ü"})"},
        {{"observation", R"(["a",3])"}, "lens", "null"},
        {someHabit, "lens", "[]"},
        {someHabit, "direction", "\"sideways\""},
        {{"habit_log", R"(["0190a0a0-0000-7000-8000-0000000000aa","2026-11-02"])"},
         "mark",
         R"({"amount":null,"mark":"half"})"},
    }));
    OpenStreams streams;
    CHECK(streams.push({edited(name, registerName, value, at(1))}).outcome == Outcome::applied);
    CHECK(streams.value(name, registerName) == value);
    streams.checkWhole();
}

TEST_CASE("a known value is kept in its one spelling", "[sync][streams]") {
    OpenStreams streams;
    const core::RowName goal{"goal", someHabit.key};
    const PushAnswer answer = streams.push({edited(goal, "target", "5e2", at(1))});
    CHECK(answer.rows[0].row.find("target")->value == "500");
    CHECK(streams.value(goal, "target") == "500");
}

TEST_CASE("what does not change a row gives it no new number", "[sync][streams]") {
    OpenStreams streams;
    streams.push({edited(someHabit, "name", "\"a\"", at(5))});
    streams.push({edited(someHabit, "name", "\"a\"", at(5))});
    CHECK(streams.push({edited(someHabit, "name", "\"a\"", at(4))}).rows[0].number == 1);
    CHECK(streams.pull().head == 1);
}

TEST_CASE("streams do not see each other", "[sync][streams]") {
    OpenStreams streams;
    streams.push({edited(someHabit, "name", "\"canary\"", at(5))});
    const std::string other = "user:0190a0a0-0000-7000-8000-000000000002";
    CHECK(support::required(streams.service.pull(other, 0, 100)).text.find("canary") == std::string::npos);
    Pusher device(1);
    const auto answer =
        support::required(streams.service.push(other, device.next({edited(someHabit, "color", "\"#111111\"", at(1))})));
    CHECK(answer.rows[0].number == 1);
    CHECK(streams.value(someHabit, "color").empty());
    CHECK_FALSE(support::required(streams.service.find(other, someHabit))->row.find("name"));
    streams.checkWhole();
}

TEST_CASE("sockets are told after the commit: small rows inline, removals and graves by number alone",
          "[sync][streams]") {
    OpenStreams streams;
    const auto row = created(support::aHabit(), at(1));
    streams.push({row});
    REQUIRE(streams.told.size() == 1);
    CHECK(streams.told[0].number == 1);
    CHECK(streams.told[0].stream == support::userStream);
    CHECK(streams.told[0].row == row.row);

    streams.push({support::removed(row.row.row, at(2), at(1))});
    streams.push({support::buried(row.row.row)});
    REQUIRE(streams.told.size() == 3);
    CHECK(streams.told[1] == SocketMessage{support::userStream, streams.told[0].epoch, 2, std::nullopt});
    CHECK_FALSE(streams.told[2].row);

    streams.push({edited(someHabit, "description", '"' + std::string(60'000, 'x') + '"', at(1))});
    CHECK_FALSE(streams.told.at(3).row);
    streams.push({edited(someHabit, "name", "\"\"", at(1))});
    CHECK(streams.told.size() == 4);
}

TEST_CASE("many rows in one commit are told by their last number", "[sync][streams]") {
    OpenStreams streams;
    std::vector<PushedRow> rows;
    for (int i = 0; i < 40; ++i) rows.push_back(created(support::aHabit(), at(1)));
    streams.push(rows);
    REQUIRE(streams.told.size() == 1);
    CHECK(streams.told[0].number == 40);
    CHECK_FALSE(streams.told[0].row);
}
