#include "tests/support/catch.h"

#include <future>
#include <set>

#include "tests/sync/server/service/test_server.h"

using namespace cairn::sync;
using namespace cairn::sync::testing;
using nlohmann::json;

namespace {

Reply refreshed(TestServer& server, const std::string& token) {
    return server.post("/api/auth/refresh", {{"refresh_token", token}});
}

json registration(const std::string& email = "ada@example.org", const std::string& password = "violet-harbour-9") {
    return {{"email", email}, {"password", password}, {"full_name", "Ada"}};
}

} // namespace

TEST_CASE("an account is made, signs in, sees itself and changes its name", "[server][accounts]") {
    TestServer server;
    const Reply made = server.post("/api/auth/register", registration("Ada@Example.org"));
    REQUIRE(made.status == 201);
    const auto data = dataOf(made);
    CHECK(data.at("expires_in") == 900);
    CHECK(data.at("token_type") == "Bearer");
    CHECK(data.at("user").at("email") == "Ada@Example.org");
    CHECK(server.post("/api/auth/register", registration("ada@example.ORG")).status == 409);
    const Reply in = server.signIn("ADA@example.org", "violet-harbour-9");
    REQUIRE(in.status == 200);
    const std::string token = dataOf(in).at("access_token");
    CHECK(server.call("PUT", "/api/auth/me", R"({"full_name":"Ada L."})", token).status == 200);
    CHECK(dataOf(server.call("GET", "/api/auth/me", "", token)).at("full_name") == "Ada L.");
    CHECK(dataOf(server.call("GET", "/api/auth/sessions", "", token)).size() == 2);
    CHECK(server.log.all().find("violet-harbour") == std::string::npos);
    CHECK(server.log.all().find(token) == std::string::npos);
}

TEST_CASE("a registration that is not as it should be is refused", "[server][accounts]") {
    TestServer server;
    const auto [body, status] = GENERATE(table<std::string, int>({
        {"", 400},
        {"[]", 400},
        {"{", 400},
        {R"({"email":"a@b.c","password":"violet-harbour-9"})", 422},
        {R"({"email":"a@b.c","password":"violet-harbour-9","full_name":"A","role":"admin"})", 422},
        {R"({"email":"a@b.c","password":"violet-harbour-9","full_name":7})", 422},
        {R"({"email":"a@b.c","password":"violet-harbour-9","full_name":"A\nB"})", 422},
        {R"({"email":"no address","password":"violet-harbour-9","full_name":"A"})", 422},
        {R"({"email":"a@b@c","password":"violet-harbour-9","full_name":"A"})", 422},
        {R"({"email":"a@b.c","password":"short","full_name":"A"})", 422},
        {R"({"email":"a@b.c","password":"password123","full_name":"A"})", 422},
        {std::string(100, '[') + std::string(100, ']'), 400},
        {"{\"email\":\"\xFF\"}", 400},
    }));
    CAPTURE(body);
    RawClient client(server.port());
    client.send("POST /api/auth/register HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) +
                "\r\n\r\n" + body);
    const Reply reply = client.reply();
    CHECK(reply.status == status);
    CHECK_FALSE(codeOf(reply).empty());
}

TEST_CASE("a closed server takes nobody new", "[server][accounts]") {
    Config config;
    config.openRegistration = false;
    TestServer server({}, config);
    CHECK(server.post("/api/auth/register", registration()).status == 403);
}

TEST_CASE("an unknown account and a wrong password get the same answer", "[server][accounts]") {
    TestServer server;
    const Person ada = server.join("ada");
    const Reply wrong = server.signIn(ada.email, "another-harbour");
    const Reply unknown = server.signIn("nobody@example.org", "another-harbour");
    CHECK(wrong.status == 401);
    CHECK(unknown.status == wrong.status);
    CHECK(unknown.body == wrong.body);
}

TEST_CASE("guesses delay strangers, real account or not, and not a known device", "[server][accounts]") {
    TestServer server;
    const Person ada = server.join("ada");
    for (const std::string& email : {ada.email, std::string("nobody@example.org")}) {
        for (int i = 0; i < 5; ++i) REQUIRE(server.signIn(email, "wrong-password").status == 401);
        const Reply delayed = server.signIn(email, "wrong-password");
        CHECK(delayed.status == 429);
        CHECK(delayed.header("Retry-After") == "1");
    }
    CHECK(server.signIn(ada.email, ada.password).status == 429);
    CHECK(server.signIn(ada.email, ada.password, "an invented token").status == 429);
    CHECK(server.signIn(ada.email, ada.password, ada.device).status == 200);
    server.clock.advance(1'000);
    CHECK(server.signIn(ada.email, ada.password).status == 200);
}

TEST_CASE("sign-ins to one account are limited each minute", "[server][accounts]") {
    TestServer server;
    const Person ada = server.join("ada");
    for (int i = 0; i < 10; ++i) REQUIRE(server.signIn(ada.email, ada.password).status == 200);
    CHECK(server.signIn(ada.email, ada.password).status == 429);
    server.clock.advance(6'000);
    CHECK(server.signIn(ada.email, ada.password).status == 200);
}

TEST_CASE("an old hash is replaced when its owner signs in", "[server][accounts]") {
    TestServer server;
    const Person ada = server.join("ada");
    const auto stored = [&] {
        return *server.server->storage().read([](cairn::core::Database& database) -> cairn::core::Result<std::string> {
            auto query = database.query("SELECT password FROM users");
            (void)query.step();
            return std::string(query.bytes(0));
        });
    };
    REQUIRE(server.server->storage().write([](Writing& writing) -> cairn::core::Result<void> {
        writing.database().run("UPDATE users SET password = "
                               "'$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'");
        return {};
    }));
    CHECK(server.signIn(ada.email, "wrong").status == 401);
    CHECK(stored().starts_with("$2a$"));
    CHECK(server.signIn(ada.email, "U*U").status == 200);
    CHECK(stored().starts_with("$argon2id$"));
    CHECK(server.signIn(ada.email, "U*U").status == 200);
}

TEST_CASE("refresh tokens rotate, and a lost answer is given again", "[server][accounts]") {
    TestServer server;
    const Person ada = server.join("ada");
    const Reply lost = refreshed(server, ada.refresh);
    const Reply again = refreshed(server, ada.refresh);
    REQUIRE(lost.status == 200);
    CHECK(dataOf(lost).at("refresh_token") == dataOf(again).at("refresh_token"));
    CHECK(server.call("GET", "/api/auth/me", "", dataOf(again).at("access_token")).status == 200);
    server.clock.advance(30'001);
    CHECK(refreshed(server, ada.refresh).status == 401);
    CHECK(refreshed(server, dataOf(lost).at("refresh_token")).status == 401);
    CHECK(server.call("GET", "/api/auth/me", "", ada.access).status == 401);
}

TEST_CASE("of many refreshes at the same time all get the same successor", "[server][accounts]") {
    TestServer server;
    const Person ada = server.join("ada");
    std::vector<std::future<Reply>> all;
    for (int i = 0; i < 16; ++i)
        all.push_back(std::async(std::launch::async, [&] { return refreshed(server, ada.refresh); }));
    std::set<std::string> successors;
    for (auto& one : all) {
        const Reply reply = one.get();
        REQUIRE(reply.status == 200);
        successors.insert(dataOf(reply).at("refresh_token"));
    }
    CHECK(successors.size() == 1);
    CHECK(refreshed(server, *successors.begin()).status == 200);
}

TEST_CASE("a session outlives the server, a token outlives it too", "[server][accounts]") {
    TestServer server;
    const Person ada = server.join("ada");
    Config config;
    config.listen = "127.0.0.1:0";
    config.data = server.folder / "data";
    server.server.reset();
    auto again = CompanionServer::start(config, server.clock, [](const std::string&) {});
    REQUIRE(again);
    server.server = std::move(*again);
    CHECK(server.call("GET", "/api/auth/me", "", ada.access).status == 200);
    CHECK(refreshed(server, ada.refresh).status == 200);
}

TEST_CASE("a password changes with the old one, and ends the other sessions", "[server][accounts]") {
    TestServer server;
    const Person ada = server.join("ada");
    const auto other = dataOf(server.signIn(ada.email, ada.password));
    const auto change = [&](const std::string& old, const std::string& wanted) {
        return server.post("/api/auth/password", {{"current_password", old}, {"new_password", wanted}}, ada.access);
    };
    CHECK(change("wrong-password", "another-harbour-9").status == 401);
    CHECK(change(ada.password, "short").status == 422);
    const Reply changed = change(ada.password, "another-harbour-9");
    CHECK(changed.status == 200);
    CHECK(dataOf(changed).at("ended") == 1);
    CHECK(server.call("GET", "/api/auth/me", "", ada.access).status == 200);
    CHECK(server.call("GET", "/api/auth/me", "", other.at("access_token")).status == 401);
    CHECK(refreshed(server, other.at("refresh_token")).status == 401);
    CHECK(server.signIn(ada.email, ada.password).status == 401);
    CHECK(server.signIn(ada.email, "another-harbour-9").status == 200);
}

TEST_CASE("another's session is not found, like one that does not exist", "[server][accounts]") {
    TestServer server;
    const Person ada = server.join("ada"), eve = server.join("eve");
    const Reply foreign = server.call("DELETE", "/api/auth/sessions/" + ada.session, "", eve.access);
    const Reply absent =
        server.call("DELETE", "/api/auth/sessions/0190a1b2-0000-7000-8000-000000000001", "", eve.access);
    CHECK(foreign.status == 404);
    CHECK(foreign.body == absent.body);
    CHECK(server.call("DELETE", "/api/auth/sessions/no-id", "", eve.access).status == 404);
    CHECK(server.call("GET", "/api/auth/me", "", ada.access).status == 200);
}

TEST_CASE("a suspended account gets in nowhere", "[server][accounts]") {
    TestServer server;
    const Person ada = server.join("ada");
    REQUIRE(server.server->storage().write([](Writing& writing) -> cairn::core::Result<void> {
        writing.database().run("UPDATE users SET suspended_at = 1");
        return {};
    }));
    CHECK(server.call("GET", "/api/auth/me", "", ada.access).status == 401);
    CHECK(refreshed(server, ada.refresh).status == 401);
    CHECK(server.signIn(ada.email, "wrong-password").status == 401);
    CHECK(codeOf(server.signIn(ada.email, ada.password)) == "ACCOUNT_SUSPENDED");
}

TEST_CASE("a flood of sign-ins is refused in part while others are served", "[server][accounts]") {
    ServerTuning tuning;
    tuning.passwordQueue = 1;
    TestServer server(tuning);
    std::vector<RawClient> clients;
    for (int i = 0; i < 60; ++i) {
        const std::string body = json{{"email", std::to_string(i) + "@example.org"}, {"password", "a password"}}.dump();
        clients.emplace_back(server.port());
        clients.back().send("POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: " +
                            std::to_string(body.size()) + "\r\n\r\n" + body);
    }
    CHECK(server.call("GET", "/health").status == 200);
    int refused = 0;
    for (RawClient& client : clients) {
        const int status = client.reply().status;
        CHECK((status == 401 || status == 503 || status == 429));
        if (status == 503) ++refused;
    }
    CHECK(refused > 0);
}

TEST_CASE("a field that nobody asked for is refused in every body", "[server][accounts]") {
    TestServer server;
    const Person ada = server.join("ada");
    const std::vector<std::tuple<std::string, std::string, json>> calls{
        {"POST", "/api/auth/register", registration("eve@example.org")},
        {"POST", "/api/auth/login", {{"email", ada.email}, {"password", ada.password}}},
        {"POST", "/api/auth/refresh", {{"refresh_token", ada.refresh}}},
        {"PUT", "/api/auth/me", {{"full_name", "Ada L."}}},
        {"PATCH", "/api/auth/me", {{"full_name", "Ada L."}}},
        {"POST", "/api/auth/password", {{"current_password", ada.password}, {"new_password", "another-harbour-9"}}},
    };
    for (const auto& [method, path, body] : calls) {
        CAPTURE(method, path);
        for (const char* const field : {"role", "id", "user", "suspended_at", "Email", ""}) {
            json more = body;
            more[field] = 1;
            CHECK(server.call(method, path, more.dump(), ada.access).status == 422);
        }
        CHECK(server.call(method, path, body.dump(), ada.access).status / 100 == 2);
    }
}

TEST_CASE("what looks like SQL is a text like any other", "[server][accounts]") {
    TestServer server;
    const Person ada = server.join("ada");
    const std::string harm = "'); DROP TABLE users; --\"\\ %s";
    json wanted = registration("o'hara--@example.org", "x' OR '1'='1");
    wanted["full_name"] = harm;
    wanted["device"] = harm;
    const Reply made = server.post("/api/auth/register", wanted);
    REQUIRE(made.status == 201);
    const std::string token = dataOf(made).at("access_token");
    CHECK(dataOf(server.call("GET", "/api/auth/me", "", token)).at("full_name") == harm);
    CHECK(dataOf(server.call("GET", "/api/auth/sessions", "", token)).at(0).at("device") == harm);
    CHECK(server.signIn("o'hara--@example.org", "x' OR '1'='1").status == 200);
    CHECK(server.signIn(ada.email, "x' OR '1'='1").status == 401);
    CHECK(server.signIn("' OR 1=1 --", "violet-harbour-9").status == 401);
    CHECK(refreshed(server, "' OR 1=1 --").status == 401);
    CHECK(server.call("GET", "/api/auth/me", "", ada.access).status == 200);
}

TEST_CASE("an unknown account takes as long as a wrong password", "[server][accounts]") {
    ServerTuning tuning;
    tuning.hashPasses = 4;
    TestServer server(tuning);
    const Person ada = server.join("ada");
    const auto shortest = [&](const std::string& email) {
        auto least = std::chrono::steady_clock::duration::max();
        for (int i = 0; i < 3; ++i) {
            const auto begin = std::chrono::steady_clock::now();
            CHECK(server.signIn(email, "another-harbour").status == 401);
            least = std::min(least, std::chrono::steady_clock::now() - begin);
        }
        return std::chrono::duration<double>(least).count();
    };
    const double known = shortest(ada.email), unknown = shortest("nobody@example.org");
    CAPTURE(known, unknown);
    CHECK(unknown > known / 2);
    CHECK(known > unknown / 2);
}

TEST_CASE("a suspension bites within two seconds by itself", "[server][accounts]") {
    TestServer server;
    const Person ada = server.join("ada");
    SocketClient socket(server.port(), bearer(ada.access));
    REQUIRE(socket.text() == R"({"type":"ready"})");
    const auto begin = std::chrono::steady_clock::now();
    REQUIRE(server.server->storage().write([&](Writing& writing) -> cairn::core::Result<void> {
        writing.database().query("UPDATE users SET suspended_at = ?").with(server.clock.now().milliseconds).run();
        return {};
    }));
    CHECK(server.call("GET", "/api/auth/me", "", ada.access).status == 401);
    CHECK(socket.closeCode() == 1008);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(2));
}
