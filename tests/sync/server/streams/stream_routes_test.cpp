#include "sync/server/streams/routes/stream_routes.h"

#include "tests/sync/server/streams/open_streams.h"

using namespace cairn;
using namespace cairn::sync;
using support::at;
using support::created;
using support::required;

namespace {

/// Keeps what it is sent.
class Ear final : public SocketPeer {
public:
    void send(std::shared_ptr<const std::string> text) override { heard.push_back(*text); }
    void close(SocketClose) override {}
    std::vector<std::string> heard;
};

Caller callerNumbered(int number) {
    Caller caller;
    caller.user.bytes[15] = static_cast<std::uint8_t>(number);
    return caller;
}

/// The routes of a server of its own, asked without a socket.
struct OpenRoutes {
    OpenRoutes() { routes.addTo(table); }

    Response ask(const std::string& method, const std::string& path, const std::string& query,
                 const std::string& body = {}, int user = 1) {
        const auto found = table.find(method, path);
        REQUIRE(found.route != nullptr);
        REQUIRE(found.route->audience == Audience::signedIn);
        Request request;
        request.method = method;
        request.path = path;
        request.query = query;
        request.body = body;
        return found.route->handle(request, callerNumbered(user));
    }
    Response push(const std::string& body, int user = 1) {
        return ask("POST", "/api/sync/push", "stream=user", body, user);
    }

    support::TemporaryFolder folder;
    core::FixedClock clock{{support::startTime}};
    std::unique_ptr<Storage> storage = required(Storage::open(folder / "server.db", clock, 1));
    WebSocketHub hub;
    RouteTable table;
    std::string logged;
    AccessLog log{[this](const std::string& line) { logged += line + "\n"; }, clock};
    StreamRoutes routes{*storage, hub, log, clock, 1};
};

} // namespace

TEST_CASE("what is pushed is pulled by its owner and by nobody else", "[sync][streams][routes]") {
    OpenRoutes server;
    const auto habit = created(support::aHabit("Canary"), at(1));
    const Response pushed = server.push(write(support::Pusher(1).next({habit})));
    CHECK(pushed.status == 200);
    CHECK(required(readPushAnswer(pushed.body)).rows.at(0).number == 1);

    const Response pulled = server.ask("GET", "/api/sync/pull", "stream=user&since=0&limit=10");
    CHECK(required(readPullAnswer(pulled.body)).rows.at(0) == habit.row);
    const Response another = server.ask("GET", "/api/sync/pull", "stream=user&since=0&limit=10", {}, 2);
    CHECK(another.status == 200);
    CHECK(another.body.find("Canary") == std::string::npos);
}

TEST_CASE("streams of others are as those that do not exist", "[sync][streams][routes]") {
    OpenRoutes server;
    server.push(write(support::Pusher(1).next({created(support::aHabit(), at(1))})));
    const std::string owners = "stream=user:" + core::formatUuid(callerNumbered(1).user);
    const Response real = server.ask("GET", "/api/sync/pull", owners, {}, 2);
    const Response none = server.ask("GET", "/api/sync/pull", "stream=group:nothing", {}, 2);
    CHECK(real.status == 404);
    CHECK(real.body == none.body);
    CHECK(server.ask("GET", "/api/sync/pull", "since=0").status == 404);
    CHECK(server.ask("POST", "/api/sync/push", owners, "{}", 2).status == 404);
}

TEST_CASE("requests that are none are told so", "[sync][streams][routes]") {
    OpenRoutes server;
    CHECK(server.push("").status == 400);
    CHECK(server.push("{}").status == 400);
    CHECK(server.push("{\"protocol\":1}").status == 400);
    CHECK(server.push("{\"protocol\":0}").status == 426);
    const std::string bad =
        GENERATE("since=-1", "since=x", "since=", "since=1x", "since=99999999999999999999", "limit=-1", "limit=a");
    CHECK(server.ask("GET", "/api/sync/pull", "stream=user&" + bad).status == 422);
    CHECK(server.ask("GET", "/api/sync/pull", "stream=user&limit=0").status == 200);
}

TEST_CASE("the owner's sockets are told of a push", "[sync][streams][routes]") {
    OpenRoutes server;
    const auto mine = std::make_shared<Ear>();
    const auto others = std::make_shared<Ear>();
    server.hub.subscribe(callerNumbered(1), mine);
    server.hub.subscribe(callerNumbered(2), others);
    const auto habit = created(support::aHabit(), at(1));
    server.push(write(support::Pusher(1).next({habit})));
    REQUIRE(mine->heard.size() == 1);
    const SocketMessage message = required(readSocketMessage(mine->heard[0]));
    CHECK(message.stream == "user");
    CHECK(message.number == 1);
    CHECK(message.row == habit.row);
    CHECK(others->heard.empty());
}

TEST_CASE("jobs that are due are done", "[sync][streams][routes]") {
    OpenRoutes server;
    const auto habit = created(support::aHabit(), at(1));
    support::Pusher device(1);
    server.push(write(device.next({habit})));
    server.push(write(device.next({support::removed(habit.row.row, at(2), at(1))})));
    server.clock.advance(std::int64_t{181} * 86'400'000);
    server.routes.runJobs();
    CHECK(server.logged.empty());
    const Response pulled = server.ask("GET", "/api/sync/pull", "stream=user");
    CHECK(required(readPullAnswer(pulled.body)).rows.at(0).isGrave);
}

TEST_CASE("a digest that is not that of its rows is corrected within a day, and the log tells it",
          "[sync][streams][routes]") {
    OpenRoutes server;
    server.push(write(support::Pusher(1).next({created(support::aHabit("Canary"), at(1))})));
    REQUIRE(server.storage->write([](Writing& writing) -> core::Result<void> {
        writing.database().run("UPDATE stream_digests SET hash = hash + 1");
        return {};
    }));
    server.routes.runJobs();
    CHECK(server.logged.find("digest-corrected") != std::string::npos);
    CHECK(server.logged.find("user:" + core::formatUuid(callerNumbered(1).user)) != std::string::npos);
    CHECK(server.logged.find("Canary") == std::string::npos);
    server.logged.clear();
    server.clock.advance(86'400'000);
    server.routes.runJobs();
    CHECK(server.logged.empty());
}

TEST_CASE("a row that can't be read is told to the log", "[sync][streams][routes]") {
    OpenRoutes server;
    server.push(write(support::Pusher(1).next({created(support::aHabit(), at(1))})));
    REQUIRE(server.storage->write([](Writing& writing) -> core::Result<void> {
        writing.database().run("UPDATE stream_rows SET text = 'x'");
        return {};
    }));
    server.routes.runJobs();
    CHECK(server.logged.find("recount-failed") != std::string::npos);
}
