#include "tests/support/catch.h"

#include <array>
#include <set>

#include "sync/server/service/stream_extension.h"
#include "tests/sync/server/service/test_server.h"

using namespace cairn::sync;
using namespace cairn::sync::testing;

// The authorisation matrix: every route, every kind of caller, and the status that each gets. A route that is missing
// here fails the test.
namespace {

enum Kind { nobody, user, ended, suspended, forged, expired, kinds };

struct Row {
    std::string method;
    std::string path;
    std::array<int, kinds> status; ///< for each Kind of token
};

// Bodies are empty: a route that anyone may call answers 400 to that, which is after the question of who asks.
const std::vector<Row> matrix = {
    {"GET", "/health", {200, 200, 200, 200, 200, 200}},
    {"GET", "/ready", {200, 200, 200, 200, 200, 200}},
    {"GET", "/metrics", {401, 401, 401, 401, 401, 401}}, // asked through a proxy: no operator
    {"POST", "/api/auth/register", {400, 400, 400, 400, 400, 400}},
    {"POST", "/api/auth/login", {400, 400, 400, 400, 400, 400}},
    {"POST", "/api/auth/refresh", {400, 400, 400, 400, 400, 400}},
    {"POST", "/api/auth/logout", {401, 204, 401, 401, 401, 401}},
    {"POST", "/api/auth/logout-all", {401, 200, 401, 401, 401, 401}},
    {"GET", "/api/auth/me", {401, 200, 401, 401, 401, 401}},
    {"PUT", "/api/auth/me", {401, 400, 401, 401, 401, 401}},
    {"PATCH", "/api/auth/me", {401, 400, 401, 401, 401, 401}},
    {"POST", "/api/auth/password", {401, 400, 401, 401, 401, 401}},
    {"GET", "/api/auth/sessions", {401, 200, 401, 401, 401, 401}},
    {"DELETE", "/api/auth/sessions/{id}", {401, 404, 401, 401, 401, 401}},
    {"POST", "/api/auth/ws-ticket", {401, 201, 401, 401, 401, 401}},
    {"POST", "/api/sync/push?stream=user", {401, 400, 401, 401, 401, 401}},
    {"GET", "/api/sync/pull?stream=user", {401, 200, 401, 401, 401, 401}},
    {"GET", "/ws", {101, 101, 401, 401, 401, 401}}, // who bears no token has to say a ticket
};

/// As people run it.
ServerTuning withStreams() {
    ServerTuning tuning;
    tuning.extend = addStreams;
    return tuning;
}

/// One server and a token of each kind; a new user for each row, since some rows end the session.
class Callers {
public:
    /// The answer to a row asked by a caller of this kind. Sockets are upgraded.
    Reply ask(const Row& row, int kind) {
        std::string path = row.path;
        if (const auto at = path.find("{id}"); at != std::string::npos)
            path.replace(at, 4, "0190a1b2-0000-7000-8000-000000000001");
        const std::string token = tokenOf(kind, row.method + row.path + std::to_string(kind));
        if (path == "/ws") return SocketClient(server.port(), token.empty() ? "" : bearer(token)).reply;
        return server.call(row.method, path, "", token, "X-Forwarded-For: 10.0.0.1\r\n");
    }

    std::string tokenOf(int kind, const std::string& name) {
        if (kind == nobody) return "";
        const std::string token = server.join(name).access;
        if (kind == ended) REQUIRE(server.call("POST", "/api/auth/logout", "", token).status == 204);
        if (kind == suspended) suspend(name);
        if (kind == expired) server.clock.advance(15 * 60'000);
        return kind == forged ? token.substr(0, token.size() - 8) + "AAAAAAAA" : token;
    }

    TestServer server{withStreams()};

private:
    void suspend(const std::string& name) {
        REQUIRE(server.server->storage().write([&](Writing& writing) -> cairn::core::Result<void> {
            writing.database().query("UPDATE users SET suspended_at = 1 WHERE full_name = ?").with(name).run();
            return {};
        }));
    }
};

} // namespace

TEST_CASE("every route answers every kind of caller as the matrix says", "[server][matrix]") {
    Callers callers;
    for (const Row& row : matrix)
        for (int kind = 0; kind < kinds; ++kind) {
            CAPTURE(row.method, row.path, kind);
            const Reply reply = callers.ask(row, kind);
            CHECK(reply.status == row.status.at(static_cast<std::size_t>(kind)));
            CHECK_FALSE((reply.header("X-Request-Id").empty() && reply.status != 101));
            CHECK(reply.header("Set-Cookie").empty());
        }
}

TEST_CASE("the matrix has every route and no other", "[server][matrix]") {
    TestServer server(withStreams());
    // The socket is no route of the table: the transport takes it.
    std::set<std::pair<std::string, std::string>> routes{{"GET", "/ws"}}, rows;
    for (const Route& route : server.server->routes().all()) routes.emplace(route.method, route.pattern);
    for (const Row& row : matrix) rows.emplace(row.method, row.path.substr(0, row.path.find('?')));
    CHECK(routes == rows);
    CHECK(rows.size() == matrix.size());
}

TEST_CASE("what is open to anyone is what is meant to be", "[server][matrix]") {
    TestServer server(withStreams());
    std::set<std::string> open;
    for (const Route& route : server.server->routes().all())
        if (route.audience == Audience::anyone) open.emplace(route.pattern);
    CHECK(open ==
          std::set<std::string>{"/health", "/ready", "/api/auth/register", "/api/auth/login", "/api/auth/refresh"});
}

TEST_CASE("the metrics are for this computer, or for who bears their token", "[server][matrix]") {
    Config config;
    config.metricsToken = "a-token-of-the-metrics";
    TestServer server({}, config);
    const auto status = [&](const std::string& token, const std::string& headers) {
        return server.call("GET", "/metrics", "", token, headers).status;
    };
    CHECK(status("", "") == 200);
    CHECK(status("", "X-Forwarded-For: 10.0.0.1\r\n") == 401);
    CHECK(status("another-token-of-metrics", "X-Forwarded-For: 10.0.0.1\r\n") == 401);
    CHECK(status("a-token-of-the-metrics", "X-Forwarded-For: 10.0.0.1\r\n") == 200);
    const std::string text = server.call("GET", "/metrics").body;
    for (const char* name :
         {"cairn_requests_total{method=\"GET\",route=\"/metrics\",status=\"200\"} 2", "cairn_errors_total 0",
          "cairn_request_seconds_bucket", "cairn_uptime_seconds", "cairn_sockets 0"})
        CHECK(text.find(name) != std::string::npos);
}
