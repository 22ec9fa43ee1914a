#include "sync/client/engine.h"

#include "sync/protocol/socket_message.h"
#include "tests/support/catch.h"
#include "tests/sync/client/fakes.h"

using namespace cairn;
using namespace std::chrono_literals;
using sync::Asked;
using sync::HttpAnswer;
using sync::HttpRequest;
using sync::Trouble;
using test::Device;
using test::FakeServer;
using test::json;

namespace {

/// Everything that must outlive any trouble.
struct Kept {
    std::size_t waiting;
    std::int64_t cursor;
    std::string name;
    std::string token;
};

Kept keptBy(Device& device, const core::Uuid& habit) {
    return {device.status().waiting, device.status().cursor, device.nameOf(habit), device.vault.kept->refreshToken};
}

sync::SocketMessage messageOf(const FakeServer& server, const core::SyncedRow& row) {
    return {"user", server.epoch(), server.head(), row};
}

core::RowName rowOf(const core::Uuid& habit) {
    return {"habit", '"' + core::formatUuid(habit) + '"'};
}

/// What may come back instead of an answer, and what is made of it.
struct Strange {
    const char* what;
    Asked<HttpAnswer> answer;
    Trouble trouble;
    bool isHopeful;
};

std::vector<Strange> strangeAnswers() {
    const std::string login = "<html><body>Welcome to the hotel</body></html>";
    const auto problem = [](Trouble trouble) { return Asked<HttpAnswer>(sync::troubled(trouble)); };
    return {
        {"no connection", problem(Trouble::unreachable), Trouble::unreachable, true},
        {"silence", problem(Trouble::timedOut), Trouble::timedOut, true},
        {"portal", HttpAnswer{200, "text/html", login}, Trouble::notOurServer, true},
        {"portal that says JSON", json(200, login), Trouble::notOurServer, true},
        {"redirection", HttpAnswer{302, "text/html", ""}, Trouble::notOurServer, true},
        {"portal that refuses", HttpAnswer{401, "text/html", login}, Trouble::notOurServer, true},
        {"portal that forbids", HttpAnswer{403, "text/html", login}, Trouble::notOurServer, true},
        {"401 of another's API", json(401, R"({"error":"login"})"), Trouble::notOurServer, true},
        {"no epoch", json(200, R"({"status":"ok"})"), Trouble::notOurServer, true},
        {"a list", json(200, "[]"), Trouble::notOurServer, true},
        {"cut", json(200, R"({"outcome":"applied","epoch":"0190)"), Trouble::notOurServer, true},
        {"nothing", HttpAnswer{204, "", ""}, Trouble::notOurServer, true},
        {"no type", HttpAnswer{200, "", "{}"}, Trouble::notOurServer, true},
        {"404 of a web server", HttpAnswer{404, "text/html", "not found"}, Trouble::notOurServer, true},
        {"500", json(500, R"({"detail":"x","code":"INTERNAL"})"), Trouble::busy, true},
        {"502 of a proxy", HttpAnswer{502, "text/html", "bad gateway"}, Trouble::busy, true},
        {"429", json(429, R"({"detail":"x","code":"TOO_MANY_REQUESTS"})"), Trouble::busy, true},
        {"426", json(426, R"({"detail":"x","code":"TOO_OLD"})"), Trouble::tooOld, false},
        {"400", json(400, R"({"detail":"x","code":"INVALID_SYNTAX"})"), Trouble::refused, false},
        {"404", json(404, R"({"detail":"x","code":"NOT_FOUND"})"), Trouble::refused, false},
        {"suspended", json(403, R"({"detail":"x","code":"ACCOUNT_SUSPENDED"})"), Trouble::forbidden, false},
        {"untrusted", problem(Trouble::untrusted), Trouble::untrusted, false},
        {"other certificate", problem(Trouble::certificateChanged), Trouble::certificateChanged, false},
    };
}

} // namespace

TEST_CASE("what one device changes reaches another, and both then rest", "[sync][engine]") {
    FakeServer server;
    Device one(server, 1);
    Device two(server, 2);
    const core::Uuid habit = one.addHabit("Read");
    const auto first = one.sync();
    CHECK(first.pushed == 1);
    CHECK_FALSE(first.problem);
    CHECK(first.status.waiting == 0);
    CHECK(first.status.epoch == core::formatUuid(server.epoch()));
    CHECK(two.sync().pulled == 1);
    CHECK(two.nameOf(habit) == "Read");
    const auto again = two.sync();
    CHECK(again.pushed == 0);
    CHECK(again.pulled == 0);
    CHECK(two.timers.pending() == 0);
}

TEST_CASE("more than one push and one page of a pull are one round", "[sync][engine]") {
    FakeServer server;
    sync::EngineOptions small;
    small.pushRows = 3;
    small.pullRows = 2;
    Device one(server, 1, small);
    Device two(server, 2, small);
    for (int i = 0; i < 10; ++i) one.addHabit("Habit " + std::to_string(i));
    CHECK(one.sync().pushed == 10);
    CHECK(server.pushIds.size() == 4);
    CHECK(two.sync().pulled == 10);
    CHECK(one.reports.size() == 1);
}

TEST_CASE("whatever comes back instead of an answer, nothing is lost and sync completes later", "[sync][engine]") {
    const auto one = GENERATE(from_range(strangeAnswers()));
    const std::string during = GENERATE("/api/sync/push", "/api/sync/pull", "/api/auth/refresh");
    CAPTURE(one.what, during);
    FakeServer server;
    Device device(server, 1);
    Device other(server, 2);
    const core::Uuid habit = device.addHabit("Read");
    REQUIRE_FALSE(device.sync().problem);
    other.addHabit("Write");
    REQUIRE_FALSE(other.sync().problem);
    device.rename(habit, "Read more");
    server.expireAccess();
    const Kept before = keptBy(device, habit);
    device.transport.always([&](const HttpRequest& request) {
        return request.path.starts_with(during) ? one.answer : Asked<HttpAnswer>(server.answer(request));
    });
    const auto report = device.sync();
    REQUIRE(report.problem);
    CHECK(report.problem->trouble == one.trouble);
    CHECK(report.nextTry.has_value() == one.isHopeful);
    const Kept after = keptBy(device, habit);
    CHECK(after.cursor == before.cursor);
    CHECK(after.name == before.name);
    if (during != "/api/sync/pull") CHECK(after.waiting == before.waiting);
    if (during == "/api/auth/refresh") CHECK(after.token == before.token);
    CHECK((device.timers.pending() == 1) == one.isHopeful);

    device.transport.always({});
    if (one.isHopeful)
        device.timers.pass(1h);
    else
        std::ignore = device.sync();
    CHECK_FALSE(device.reports.back().problem);
    CHECK(device.status().waiting == 0);
    CHECK(server.row(rowOf(habit)).find("name")->value == R"("Read more")");
    CHECK(device.store->reader().all<core::Habit>().value().size() == 2);
}

TEST_CASE("a push whose answer is lost is sent again as it was", "[sync][engine]") {
    FakeServer server;
    Device device(server, 1);
    const core::Uuid habit = device.addHabit("Read");
    REQUIRE_FALSE(device.sync().problem);
    device.rename(habit, "Read more");
    device.transport.loseAnswer();
    REQUIRE(device.sync().problem->trouble == Trouble::unreachable);
    device.rename(habit, "Read much more");
    device.timers.pass(1h);
    CHECK_FALSE(device.reports.back().problem);
    REQUIRE(server.pushIds.size() == 4);
    CHECK(server.pushIds[1] == server.pushIds[2]);
    CHECK(server.pushIds[3] != server.pushIds[2]);
    CHECK(server.row(rowOf(habit)).find("name")->value == R"("Read much more")");
}

TEST_CASE("a round that died goes on from what the store knows", "[sync][engine]") {
    FakeServer server;
    Device device(server, 1);
    const core::Uuid habit = device.addHabit("Read");
    REQUIRE_FALSE(device.sync().problem);
    device.rename(habit, "Read more");
    device.transport.next([&](const HttpRequest& request) {
        device.later.add([&] { device.engine.reset(); }); // before the answer comes
        return server.answer(request);
    });
    device.engine->syncNow();
    device.settle();
    REQUIRE(server.pushIds.size() == 2);
    device.replica = nullptr;
    sync::Replica replica(*device.store, device.clock, device.random);
    test::DeskStore desk(replica, device.later);
    sync::Engine engine(desk, device.access, device.timers, device.random);
    std::vector<sync::SyncReport> reports;
    engine.finished = [&](const sync::SyncReport& report) { reports.push_back(report); };
    engine.syncNow();
    device.settle();
    REQUIRE(reports.size() == 1);
    CHECK_FALSE(reports[0].problem);
    CHECK(reports[0].status.waiting == 0);
    REQUIRE(server.pushIds.size() == 3);
    CHECK(server.pushIds[1] == server.pushIds[2]);
    CHECK(device.nameOf(habit) == "Read more");
}

TEST_CASE("a copied file goes on under another identity", "[sync][engine]") {
    FakeServer server;
    Device device(server, 1);
    device.addHabit("Read");
    server.forkedReplica = device.replica->nextPush(1).value()->push.replica;
    const auto report = device.sync();
    CHECK_FALSE(report.problem);
    CHECK(report.pushed == 1);
    REQUIRE(server.replicas.size() == 2);
    CHECK(server.replicas[0] != server.replicas[1]);
    CHECK(server.rowCount() == 1);
}

TEST_CASE("what is refused is marked and does not hold up the rest", "[sync][engine]") {
    FakeServer server;
    Device device(server, 1);
    device.addHabit("Read");
    const core::Section section{core::newUuid(device.clock.now(), device.random), "Morning", 1, {}};
    REQUIRE(device.store->apply(std::vector{core::creation(section)},
                                {core::OriginKind::local, {core::Action::edit, {}}, {}}));
    server.refusedKind = "section";
    const auto report = device.sync();
    CHECK_FALSE(report.problem);
    CHECK(report.pushed == 1);
    CHECK(report.status.refused == 1);
    CHECK(server.rowCount() == 1);
    server.refusedKind.reset();
    CHECK(device.sync().pushed == 0);
    REQUIRE(device.replica->sendRefusedAgain());
    CHECK(device.sync().pushed == 1);
    CHECK(server.rowCount() == 2);
}

TEST_CASE("a server put back to an older state gets back what it lost", "[sync][engine]") {
    FakeServer server;
    Device device(server, 1);
    device.addHabit("Read");
    REQUIRE_FALSE(device.sync().problem);
    device.addHabit("Write");
    REQUIRE_FALSE(device.sync().problem);
    server.restore(1);
    REQUIRE(server.rowCount() == 1);
    const auto report = device.sync();
    CHECK_FALSE(report.problem);
    CHECK(server.rowCount() == 2);
    CHECK(report.status.epoch == core::formatUuid(server.epoch()));
}

TEST_CASE("digests that never agree end the round with a word, not in a circle", "[sync][engine]") {
    FakeServer server;
    Device device(server, 1);
    device.addHabit("Read");
    server.sendsWrongDigest = true;
    const auto report = device.sync();
    REQUIRE(report.problem);
    CHECK(report.problem->trouble == Trouble::differs);
    CHECK(server.pulls < 20);
}

TEST_CASE("the waits after failures grow, are random within bounds, and repeat with the seed", "[sync][engine]") {
    const auto waits = [](std::uint64_t seed) {
        FakeServer server;
        sync::EngineOptions options;
        options.firstWait = 1'000ms;
        options.greatestWait = 60'000ms;
        Device device(server, seed, options);
        device.transport.always([](const HttpRequest&) { return sync::troubled(Trouble::unreachable); });
        std::vector<std::chrono::milliseconds> all;
        std::ignore = device.sync();
        for (int i = 0; i < 9; ++i) {
            all.push_back(device.reports.back().nextTry.value());
            CHECK(device.timers.next() == all.back());
            device.timers.pass(all.back());
        }
        return all;
    };
    const auto first = waits(1);
    CHECK(first == waits(1));
    CHECK(first != waits(2));
    for (std::size_t i = 0; i < first.size(); ++i) {
        const auto whole = std::min(std::chrono::milliseconds(1'000 << i), 60'000ms);
        CHECK(first[i] >= whole / 2);
        CHECK(first[i] <= whole);
    }
}

TEST_CASE("a server that asks to come back later is left alone until then", "[sync][engine]") {
    FakeServer server;
    Device device(server, 1);
    device.addHabit("Read");
    device.transport.next([](const HttpRequest&) {
        return HttpAnswer{503, "application/json", R"({"detail":"x","code":"OVERLOADED"})", 120s};
    });
    CHECK(device.sync().nextTry == 120'000ms);
    device.engine->changed();
    device.timers.pass(119s);
    CHECK(device.transport.sent.size() == 1);
    device.timers.pass(1s);
    CHECK(server.rowCount() == 1);
}

TEST_CASE("a run with few attempts gives up after them", "[sync][engine]") {
    FakeServer server;
    sync::EngineOptions options;
    options.attempts = 3;
    Device device(server, 1, options);
    device.transport.always([](const HttpRequest&) { return sync::troubled(Trouble::unreachable); });
    std::ignore = device.sync();
    device.timers.pass(1h);
    CHECK(device.transport.sent.size() == 3);
    CHECK_FALSE(device.reports.back().nextTry);
}

TEST_CASE("changes that follow each other go together", "[sync][engine]") {
    FakeServer server;
    Device device(server, 1);
    const core::Uuid habit = device.addHabit("a");
    device.engine->changed();
    device.timers.pass(0ms);
    CHECK(server.pushIds.size() == 1); // the first is not kept waiting
    for (const char* const name : {"b", "c", "d"}) {
        device.rename(habit, name);
        device.engine->changed();
        device.timers.pass(50ms);
    }
    CHECK(server.pushIds.size() == 1);
    device.timers.pass(250ms);
    CHECK(server.pushIds.size() == 2);
    CHECK(server.row(rowOf(habit)).find("name")->value == R"("d")");
}

TEST_CASE("a change that sync made itself starts no round", "[sync][engine]") {
    FakeServer server;
    Device device(server, 1);
    const core::Uuid habit = device.addHabit("a");
    std::ignore = device.sync();
    const std::size_t before = device.transport.sent.size();
    device.engine->mayHaveChanged();
    device.timers.pass(1h);
    CHECK(device.transport.sent.size() == before);
    device.rename(habit, "b");
    device.engine->mayHaveChanged();
    device.timers.pass(1h);
    CHECK(server.pushIds.size() == 2);
}

TEST_CASE("a change during a round is pushed in another one", "[sync][engine]") {
    FakeServer server;
    Device device(server, 1);
    const core::Uuid habit = device.addHabit("a");
    device.transport.next([&](const HttpRequest& request) {
        device.rename(habit, "b");
        device.engine->changed();
        return server.answer(request);
    });
    std::ignore = device.sync();
    device.timers.pass(1s);
    CHECK(server.row(rowOf(habit)).find("name")->value == R"("b")");
    CHECK(device.status().waiting == 0);
}

TEST_CASE("a row that comes over the socket shows at once, and the cursor follows", "[sync][engine]") {
    FakeServer server;
    Device one(server, 1);
    Device two(server, 2);
    const core::Uuid habit = one.addHabit("Read");
    std::ignore = one.sync();
    std::ignore = two.sync();
    one.rename(habit, "Read more");
    std::ignore = one.sync();
    const std::size_t pulls = server.pulls;
    int told = 0;
    two.engine->received = [&] { ++told; };
    two.engine->take(write(messageOf(server, server.row(rowOf(habit)))));
    two.settle();
    CHECK(two.nameOf(habit) == "Read more");
    CHECK(told == 1);
    CHECK(server.pulls == pulls);
    two.timers.pass(10s);
    CHECK(server.pulls == pulls + 1);
    CHECK(two.status().cursor == server.head());
}

TEST_CASE("an announcement without a row is pulled; what the round has brought already is not pulled again",
          "[sync][engine]") {
    FakeServer server;
    Device one(server, 1);
    Device two(server, 2);
    one.addHabit("Read");
    std::ignore = one.sync();
    two.engine->take(write(sync::SocketMessage{"user", server.epoch(), server.head(), {}}));
    two.timers.pass(1s);
    CHECK(two.status().cursor == server.head());
    const std::size_t pulls = server.pulls;
    one.addHabit("Write");
    one.engine->syncNow(); // its own push is announced to it while the round runs
    one.engine->take(write(sync::SocketMessage{"user", server.epoch(), server.head() + 1, {}}));
    one.timers.pass(1h);
    CHECK(server.pulls == pulls + 1);
}

TEST_CASE("garbage on the socket does no more than a look", "[sync][engine]") {
    FakeServer server;
    Device device(server, 1);
    device.addHabit("Read");
    const auto garbage = GENERATE(as<std::string>{}, "", "{}", R"({"type":"ready"})", "\xFF\xFE", R"({"stream":5})");
    device.engine->take(garbage);
    device.settle();
    CHECK_FALSE(device.reports.back().problem);
    CHECK(server.rowCount() == 1);
}

TEST_CASE("trouble with the store is told as such", "[sync][engine]") {
    struct Broken final : sync::SyncStore {
        void ask(sync::SyncRequest, Then then) override { then(core::failure(core::ErrorCode::diskFull, "no space")); }
    } broken;
    FakeServer server;
    Device device(server, 1);
    sync::Engine engine(broken, device.access, device.timers, device.random);
    std::optional<sync::SyncReport> report;
    engine.finished = [&](const sync::SyncReport& told) { report = told; };
    engine.syncNow();
    REQUIRE(report);
    CHECK(report->problem->trouble == Trouble::store);
    CHECK(report->problem->error->code == core::ErrorCode::diskFull);
    CHECK_FALSE(report->nextTry);
}
