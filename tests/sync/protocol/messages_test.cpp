#include <rapidcheck.h>

#include "sync/protocol/pull.h"
#include "sync/protocol/push.h"
#include "sync/protocol/socket_message.h"
#include "tests/support/catch.h"
#include "tests/sync/protocol/random_rows.h"

using namespace cairn;
using namespace cairn::sync;

namespace {

core::Uuid idOf(core::Random& random) {
    return core::newUuid({static_cast<std::int64_t>(random.below(1'000'000))}, random);
}

PushedRow randomPushed(core::Random& random) {
    PushedRow pushed;
    do pushed.row = support::randomRow(random, true);
    while (pushed.row.isGrave || pushed.row.registers.empty());
    for (const core::SyncedRegister& one : pushed.row.registers) {
        if (random.below(2) == 0) pushed.over.emplace_back(one.name, support::randomClock(random));
        if (random.below(4) == 0) pushed.repaired.push_back(one.name);
    }
    pushed.burial = static_cast<core::Burial>(random.below(3));
    return pushed;
}

Push randomPush(core::Random& random) {
    Push push{idOf(random), {}, idOf(random), static_cast<std::int64_t>(random.below(std::uint64_t{1} << 62)), {}};
    if (random.below(2) == 0) push.after = idOf(random);
    for (std::uint64_t i = random.below(5); i > 0; --i) push.rows.push_back(randomPushed(random));
    return push;
}

PushAnswer randomPushAnswer(core::Random& random) {
    PushAnswer answer{static_cast<PushAnswer::Outcome>(random.below(3)), idOf(random), 5, {}, {}, idOf(random)};
    for (std::uint64_t i = random.below(4); i > 0; --i) {
        PushedResult& result = answer.rows.emplace_back();
        if (random.below(3) == 0) {
            result.row.row = {"reminder", "\"x\""};
            result.goneWith = core::RowName{"habit", "\"y\""};
        } else {
            result = {support::randomRow(random, true), {}, 0};
            if (!result.row.isGrave) result.number = 7;
        }
    }
    for (std::uint64_t i = random.below(3); i > 0; --i)
        answer.refused.push_back({{"habit", "\"y\""}, "name", "INVALID_VALUE", "too \"long\"\n"});
    return answer;
}

PullAnswer randomPullAnswer(core::Random& random) {
    PullAnswer answer{idOf(random), 9, {}, 12, 13, {}, 11};
    for (std::uint64_t i = random.below(5); i > 0; --i) answer.rows.push_back(support::randomRow(random, true));
    if (random.below(2) == 0) {
        answer.digest.emplace();
        for (const core::SyncedRow& row : answer.rows) answer.digest->add(row);
    }
    return answer;
}

} // namespace

TEST_CASE("every message reads back as it was written", "[sync][messages]") {
    REQUIRE(rc::check([](std::uint64_t seed) {
        core::Random random(seed);
        const Push push = randomPush(random);
        RC_ASSERT(readPush(write(push)) == push);
        const PushAnswer pushAnswer = randomPushAnswer(random);
        RC_ASSERT(readPushAnswer(write(pushAnswer)) == pushAnswer);
        const PullAnswer pullAnswer = randomPullAnswer(random);
        RC_ASSERT(readPullAnswer(write(pullAnswer)) == pullAnswer);
        SocketMessage message{"user", idOf(random), 4, {}};
        if (random.below(2) == 0) message.row = support::randomRow(random, true);
        RC_ASSERT(readSocketMessage(write(message)) == message);
    }));
}

TEST_CASE("a message cut anywhere is refused as a whole", "[sync][messages]") {
    core::Random random(7);
    Push push = randomPush(random);
    push.rows.push_back(randomPushed(random));
    const std::string whole = write(push);
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const auto read = readPush(std::string_view(whole).substr(0, length));
        REQUIRE_FALSE(read);
        CHECK(read.error().code == core::ErrorCode::invalidSyntax);
    }
}

TEST_CASE("values of unknown kinds and registers come in their one spelling", "[sync][messages]") {
    const auto answer =
        readPullAnswer(R"({"epoch":"0190a0a0-0000-7000-8000-000000000001","time":1,"since":0,"next":1,"head":1,
        "digest":null,"rows":[{"kind":"moon_phase","key":[ "a", 1.0 ],"clock":[2,0,"0190a0a0-0000-7000-8000-000000000002"],
        "values":{"z":{"b":1e2,"a":[true,null,"\u00e9\u0001"]},"amount":5.50}}]})");
    REQUIRE(answer);
    REQUIRE(answer->rows.size() == 1);
    CHECK(answer->rows[0].row.key == R"(["a",1])");
    CHECK(answer->rows[0].find("amount")->value == "5.5");
    CHECK(answer->rows[0].find("z")->value == "{\"a\":[true,null,\"é\\u0001\"],\"b\":100}");
}

TEST_CASE("what is no message of ours is refused with a clear error", "[sync][messages]") {
    const auto refused = GENERATE(
        as<std::string>{}, "", "[]", "{}", "{\"push\":5}", "\xFF",
        R"({"protocol":1,"push":"x","after":null,"replica":"y","witness":[0,0],"rows":[]})",
        R"({"protocol":1,"push":"0190a0a0-0000-7000-8000-000000000001","after":null,)"
        R"("replica":"0190a0a0-0000-7000-8000-000000000002","witness":[0,70000],"rows":[]})",
        R"({"protocol":1,"push":"0190a0a0-0000-7000-8000-000000000001","after":null,)"
        R"("replica":"0190a0a0-0000-7000-8000-000000000002","witness":[0,0],"rows":[{"kind":"habit","key":"a"}]})",
        R"({"protocol":1,"push":"0190a0a0-0000-7000-8000-000000000001","after":null,)"
        R"("replica":"0190a0a0-0000-7000-8000-000000000002","witness":[0,0],"rows":[{"kind":"habit","key":"a",)"
        R"("clock":[1,2,"0190a0a0-0000-7000-8000-000000000002"],"values":{"a":1,"a":2}}]})");
    const auto read = readPush(refused);
    REQUIRE_FALSE(read);
    CHECK_FALSE(read.error().detail.empty());
    CHECK_FALSE(readPush(std::string(100, '[')));
    CHECK_FALSE(readPush(R"({"rows":)" + std::string(100'000, '[')));
}
