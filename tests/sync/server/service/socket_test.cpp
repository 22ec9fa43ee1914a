#include "tests/support/catch.h"

#include <thread>

#include "tests/sync/server/service/test_server.h"

using namespace cairn::sync;
using namespace cairn::sync::testing;
using cairn::core::parseUuid;

namespace {

constexpr auto ready = R"({"type":"ready"})";

/// Lets the messages of clients come back, and long ones be asked for.
ServerTuning withAnswers() {
    ServerTuning tuning;
    tuning.extend = [](const ServerParts& parts) {
        parts.hub.onMessage([](const Caller&, std::string_view text) -> std::optional<std::string> {
            return "heard " + std::string(text.substr(0, 20));
        });
        return Extension{};
    };
    return tuning;
}

cairn::core::Uuid userOf(TestServer& server, const Person& person) {
    return *parseUuid(dataOf(server.call("GET", "/api/auth/me", "", person.access)).at("id").get<std::string>());
}

std::string ticketFor(TestServer& server, const Person& person) {
    return dataOf(server.post("/api/auth/ws-ticket", nlohmann::json::object(), person.access)).at("ticket");
}

} // namespace

TEST_CASE("a signed-in socket hears what is published to its user, in order, and no other's", "[server][socket]") {
    TestServer server(withAnswers());
    const Person ada = server.join("ada"), eve = server.join("eve");
    SocketClient first(server.port(), bearer(ada.access)), second(server.port(), bearer(ada.access));
    SocketClient other(server.port(), bearer(eve.access));
    REQUIRE(first.reply.status == 101);
    for (SocketClient* socket : {&first, &second, &other}) REQUIRE(socket->text() == ready);
    const auto user = userOf(server, ada);
    for (int i = 0; i < 50; ++i) server.server->hub().publish(user, "event " + std::to_string(i));
    for (SocketClient* socket : {&first, &second})
        for (int i = 0; i < 50; ++i) REQUIRE(socket->text() == "event " + std::to_string(i));
    server.server->hub().publish(userOf(server, eve), "for eve");
    CHECK(other.text() == "for eve");
    first.sendText("hello");
    CHECK(first.text() == "heard hello");
}

TEST_CASE("an upgrade is refused for each reason with its status", "[server][socket]") {
    TestServer server;
    const Person ada = server.join("ada");
    const auto status = [&](const std::string& headers, const std::string& target = "/ws") {
        return SocketClient(server.port(), headers, target).reply.status;
    };
    CHECK(status(bearer("no token")) == 401);
    CHECK(status("", "/ws?token=" + ada.access) == 400);
    CHECK(status(bearer(ada.access), "/ws?access_token=" + ada.access) == 400);
    CHECK(status(bearer(ada.access), "/ws?a=b") == 400);
    CHECK(status(bearer(ada.access) + "Origin: https://evil.example\r\n") == 403);
    CHECK(status(bearer(ada.access) + "Origin: null\r\n") == 403);
    CHECK(status(bearer(ada.access) + "Origin: http://localhost\r\n") == 101);
    CHECK(status(bearer(ada.access) + "Content-Length: 0\r\n") == 400);
    CHECK(server.call("GET", "/ws", "", ada.access).status == 426);
    CHECK(server.post("/api/auth/logout", nlohmann::json::object(), ada.access).status == 204);
    CHECK(status(bearer(ada.access)) == 401);
}

TEST_CASE("a ticket as the first message signs a socket in, once and for its time", "[server][socket]") {
    TestServer server;
    const Person ada = server.join("ada");
    const std::string ticket = ticketFor(server, ada), late = ticketFor(server, ada);
    SocketClient good(server.port(), "");
    REQUIRE(good.reply.status == 101);
    good.sendText(R"({"ticket":")" + ticket + R"("})");
    CHECK(good.text() == ready);
    server.clock.advance(31'000);
    for (const std::string& message : {R"({"ticket":")" + ticket + R"("})", R"({"ticket":")" + late + R"("})",
                                       std::string(R"({"ticket":7})"), std::string("no json"), std::string("[]")}) {
        CAPTURE(message);
        SocketClient bad(server.port(), "");
        bad.sendText(message);
        CHECK(bad.closeCode() == 1008);
    }
}

TEST_CASE("a socket that never says who it is, is closed", "[server][socket]") {
    ServerTuning tuning;
    tuning.ticketTime = std::chrono::milliseconds(40);
    TestServer server(tuning);
    SocketClient silent(server.port(), "");
    CHECK(silent.closeCode() == 1008);
}

TEST_CASE("messages over 64 KiB, binary ones and broken frames end the socket", "[server][socket]") {
    TestServer server(withAnswers());
    const Person ada = server.join("ada");
    const auto harm = GENERATE(0, 1, 2, 3, 4);
    CAPTURE(harm);
    SocketClient socket(server.port(), bearer(ada.access));
    REQUIRE(socket.text() == ready);
    socket.sendText(std::string(65'536, 'a'));
    REQUIRE(socket.text() == "heard " + std::string(20, 'a'));
    if (harm == 0) socket.sendText(std::string(65'537, 'a'));
    if (harm == 1) socket.send(2, "binary");
    if (harm == 2) socket.client.send("\x81\x05hello"); // no mask
    if (harm == 3) socket.send(5, "an opcode that is none");
    if (harm == 4) socket.client.send(std::string("\x81\xFF\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0\0\0\0", 14));
    const int code = socket.closeCode();
    const std::vector<int> expected{1009, 1008, 1002, 1002, 1009};
    CHECK((code == expected[static_cast<std::size_t>(harm)] || code == 0));
    CHECK(socket.frame().opcode == -1);
    CHECK(server.call("GET", "/health").status == 200);
}

TEST_CASE("who sends too many messages is closed", "[server][socket]") {
    TestServer server(withAnswers());
    const Person ada = server.join("ada");
    SocketClient socket(server.port(), bearer(ada.access));
    REQUIRE(socket.text() == ready);
    for (int i = 0; i < 200; ++i) socket.sendText("a");
    CHECK(socket.closeCode() == 1008);
}

TEST_CASE("a slow socket is dropped after 64 waiting messages, and others go on", "[server][socket]") {
    TestServer server;
    const Person ada = server.join("ada");
    SocketClient slow(server.port(), bearer(ada.access)), quick(server.port(), bearer(ada.access));
    REQUIRE(slow.text() == ready);
    REQUIRE(quick.text() == ready);
    const auto user = userOf(server, ada);
    const std::string large(200'000, 'a');
    // One reads, the other does not: what its system takes in is full at some time.
    int published = 0;
    for (; published < 1'000 && server.server->hub().count() == 2; ++published) {
        server.server->hub().publish(user, large);
        REQUIRE(quick.text() == large);
    }
    CHECK(published < 1'000);
    CHECK(server.server->hub().count() == 1);
    server.server->hub().publish(user, "still here");
    CHECK(quick.text() == "still here");
}

TEST_CASE("the end of a session closes its sockets and leaves the others", "[server][socket]") {
    TestServer server;
    const Person ada = server.join("ada");
    const auto other = dataOf(server.signIn(ada.email, ada.password, ada.device));
    SocketClient first(server.port(), bearer(ada.access));
    SocketClient second(server.port(), bearer(other.at("access_token")));
    REQUIRE(first.text() == ready);
    REQUIRE(second.text() == ready);
    const auto how = GENERATE(as<std::string>(), "logout", "sessions", "password", "reuse", "everywhere", "suspended");
    CAPTURE(how);
    const auto object = nlohmann::json::object();
    if (how == "logout") CHECK(server.post("/api/auth/logout", object, ada.access).status == 204);
    if (how == "sessions")
        CHECK(server.call("DELETE", "/api/auth/sessions/" + ada.session, "", other.at("access_token")).status == 204);
    if (how == "password")
        CHECK(server
                  .post("/api/auth/password",
                        {{"current_password", ada.password}, {"new_password", "another-harbour-9"}},
                        other.at("access_token"))
                  .status == 200);
    if (how == "reuse") {
        const auto next = dataOf(server.post("/api/auth/refresh", {{"refresh_token", ada.refresh}}));
        CHECK(server.post("/api/auth/refresh", {{"refresh_token", next.at("refresh_token")}}).status == 200);
        CHECK(server.post("/api/auth/refresh", {{"refresh_token", ada.refresh}}).status == 401);
    }
    if (how == "everywhere") CHECK(server.post("/api/auth/logout-all", object, ada.access).status == 200);
    if (how == "suspended") {
        REQUIRE(server.server->storage().write([&](Writing& writing) -> cairn::core::Result<void> {
            writing.database().query("UPDATE users SET suspended_at = ?").with(server.clock.now().milliseconds).run();
            return {};
        }));
        server.server->sweep();
    }
    CHECK(first.closeCode() == 1008);
    CHECK(server.call("GET", "/api/auth/me", "", ada.access).status == 401);
    const bool isAll = how == "everywhere" || how == "suspended";
    CHECK(server.call("GET", "/api/auth/me", "", other.at("access_token")).status == (isAll ? 401 : 200));
    if (isAll) CHECK(second.closeCode() == 1008);
}

TEST_CASE("a stop says goodbye to sockets", "[server][socket]") {
    TestServer server;
    const Person ada = server.join("ada");
    SocketClient socket(server.port(), bearer(ada.access));
    REQUIRE(socket.text() == ready);
    std::thread stopping([&] { server.server->stop(std::chrono::seconds(20)); });
    const Frame goodbye = socket.frame();
    CHECK(goodbye.opcode == 8);
    CHECK(goodbye.payload.substr(0, 2) == "\x03\xE9"); // 1001
    socket.send(8, goodbye.payload);
    stopping.join();
}

TEST_CASE("a server that can't wait for its sockets ends nevertheless", "[server][socket]") {
    TestServer server;
    const Person ada = server.join("ada");
    std::vector<SocketClient> sockets;
    for (int i = 0; i < 200; ++i) sockets.emplace_back(server.port(), bearer(ada.access));
    for (SocketClient& socket : sockets) REQUIRE(socket.text() == ready);
    server.server.reset();
    for (SocketClient& socket : sockets) {
        const int code = socket.closeCode();
        CHECK((code == 0 || code == 1001));
    }
}
