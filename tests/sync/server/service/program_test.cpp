#include "tests/support/catch.h"

#include <csignal>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/support/temporary_folder.h"
#include "tests/sync/server/service/raw_client.h"
#include "tests/sync/server/service/running_program.h"

using namespace cairn::sync::testing;
using nlohmann::json;

namespace {

struct Place {
    cairn::support::TemporaryFolder folder;
    Variables variables{{"CAIRN_DATA", folder / "data"}};

    [[nodiscard]] Variables with(const std::string& name, const std::string& value) const {
        Variables all = variables;
        all[name] = value;
        return all;
    }
};

Reply post(const RunningProgram& program, const std::string& path, const json& body) {
    RawClient client(program.port());
    const std::string text = body.dump();
    client.send("POST " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: " +
                std::to_string(text.size()) + "\r\n\r\n" + text);
    return client.reply();
}

json signUp(const RunningProgram& program) {
    const Reply reply = post(program, "/api/auth/register",
                             {{"email", "a@example.org"}, {"password", "violet-harbour-9"}, {"full_name", "Ada"}});
    REQUIRE(reply.status == 201);
    return json::parse(reply.body).at("data");
}

Reply refresh(const RunningProgram& program, const json& token) {
    return post(program, "/api/auth/refresh", {{"refresh_token", token}});
}

json nextToken(const Reply& reply) {
    return json::parse(reply.body).at("data").at("refresh_token");
}

} // namespace

TEST_CASE("the program starts with nothing but a folder, ends when asked, and keeps what it was told",
          "[server][program]") {
    Place place;
    json first;
    {
        RunningProgram program(place.variables);
        first = signUp(program);
        const int signal = GENERATE(SIGTERM, SIGINT, SIGKILL);
        CHECK(program.end(signal) == (signal == SIGKILL ? -SIGKILL : 0));
    }
    RunningProgram again(place.variables);
    CHECK(refresh(again, first.at("refresh_token")).status == 200);
}

TEST_CASE("two programs don't share a folder", "[server][program]") {
    Place place;
    const RunningProgram program(place.variables);
    const Said second = runToEnd({}, place.with("CAIRN_LISTEN", "127.0.0.1:0"));
    CHECK(second.status == 1);
    CHECK(second.text.find("another process") != std::string::npos);
}

TEST_CASE("what can't be right is refused before anything is made", "[server][program]") {
    const auto [name, value] = GENERATE(table<std::string, std::string>({
        {"CAIRN_LISTEN", "0.0.0.0:0"},
        {"CAIRN_LISTEN", "nonsense"},
        {"CAIRN_WORKERS", "many"},
        {"CAIRN_METRICS_TOKEN", "short"},
        {"CAIRN_TOKEN_KEY", "abc"},
    }));
    Place place;
    CHECK(runToEnd({}, place.with(name, value)).status == 1);
    CHECK(runToEnd({"--check-config"}, place.with(name, value)).status == 1);
    CHECK_FALSE(exists(place.folder / "data"));
    CHECK(runToEnd({"--check-config"}, place.variables).status == 0);
    CHECK(runToEnd({"--no-such-thing"}, place.variables).status == 2);
    CHECK(runToEnd({"--config", place.folder / "none.toml"}, place.variables).status == 1);
}

TEST_CASE("the printed configuration hides secrets", "[server][program]") {
    Place place;
    const Said said = runToEnd({"--print-config"}, place.with("CAIRN_METRICS_TOKEN", "canary-canary-canary"));
    CHECK(said.status == 0);
    CHECK(said.text.find("listen = ") != std::string::npos);
    CHECK(said.text.find("canary") == std::string::npos);
}

TEST_CASE("a backup is taken beside the server, restored without it, and ends its sessions", "[server][program]") {
    Place place;
    json first;
    {
        RunningProgram program(place.variables);
        first = signUp(program);
        CHECK(runToEnd({"backup", place.folder / "copy.db"}, place.variables).status == 0);
        CHECK(runToEnd({"restore", place.folder / "copy.db"}, place.variables).status == 1);
        CHECK(program.end(SIGTERM) == 0);
    }
    CHECK(runToEnd({"verify"}, place.variables).text == "ok\n");
    CHECK(runToEnd({"verify", place.folder / "copy.db"}, place.variables).text == "ok\n");
    CHECK(runToEnd({"restore", place.folder / "copy.db"}, place.variables).status == 0);
    CHECK(runToEnd({"verify"}, place.variables).status == 0);
    RunningProgram again(place.variables);
    CHECK(refresh(again, first.at("refresh_token")).status == 401);
    CHECK(post(again, "/api/auth/login", {{"email", "a@example.org"}, {"password", "violet-harbour-9"}}).status == 200);
}

#ifdef CAIRN_FAILPOINTS
TEST_CASE("a server killed while it refreshes leaves a family that goes on", "[server][program]") {
    const auto where = GENERATE(as<std::string>(), "server.mid-refresh", "server.after-refresh");
    CAPTURE(where);
    Place place;
    json token;
    {
        RunningProgram program(place.with("CAIRN_FAILPOINT", where));
        token = signUp(program).at("refresh_token");
        CHECK(refresh(program, token).status == 0);
        CHECK(program.awaitEnd() == -SIGKILL);
    }
    RunningProgram again(place.variables);
    const Reply next = refresh(again, token);
    REQUIRE(next.status == 200);
    CHECK(refresh(again, nextToken(next)).status == 200);
    CHECK(refresh(again, token).status == 401);
}

TEST_CASE("a restore killed in the middle leaves a database that is whole", "[server][program]") {
    Place place;
    {
        RunningProgram program(place.variables);
        (void)signUp(program);
        CHECK(runToEnd({"backup", place.folder / "copy.db"}, place.variables).status == 0);
        CHECK(program.end(SIGTERM) == 0);
    }
    const Said killed =
        runToEnd({"restore", place.folder / "copy.db"}, place.with("CAIRN_FAILPOINT", "server.mid-restore"));
    CHECK(killed.status == -SIGKILL);
    CHECK(runToEnd({"verify"}, place.variables).status == 0);
    CHECK(runToEnd({"restore", place.folder / "copy.db"}, place.variables).status == 0);
    CHECK(runToEnd({"verify"}, place.variables).status == 0);
}

TEST_CASE("a migration killed in the middle is done again", "[server][program]") {
    Place place;
    const Said killed = runToEnd({}, place.with("CAIRN_FAILPOINT", "server.mid-migration"));
    CHECK(killed.status == -SIGKILL);
    RunningProgram again(place.variables);
    (void)signUp(again);
}
#endif
