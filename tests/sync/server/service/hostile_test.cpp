#include "tests/support/catch.h"

#include <sys/resource.h>

#include "tests/sync/server/service/test_server.h"

using namespace cairn::sync;
using namespace cairn::sync::testing;
using std::chrono::milliseconds;

namespace {

constexpr auto ready = R"({"type":"ready"})";
const std::string noMask(4, '\0'); // a mask of zeros is a mask

/// As many descriptors as the system grants, for the sockets of both sides.
void raiseDescriptors() {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    getrlimit(RLIMIT_NOFILE, &limit);
    REQUIRE(limit.rlim_cur >= 4'500);
}

/// A frame with these two bytes first.
std::string frameOf(int first, int second, const std::string& rest) {
    return {std::string{static_cast<char>(first), static_cast<char>(second)} + rest};
}

std::string fragments(std::size_t count, std::size_t size) {
    std::string all;
    const std::string length{static_cast<char>(size >> 8), static_cast<char>(size & 0xFF)};
    for (std::size_t i = 0; i < count; ++i)
        all += frameOf(i == 0 ? 0x01 : 0x00, 0x80 | 126, length + noMask + std::string(size, 'a'));
    return all;
}

} // namespace

TEST_CASE("2,000 idle sockets leave room for others, and all hear what is published", "[server][hostile]") {
    raiseDescriptors();
    TestServer server;
    const Person ada = server.join("ada");
    constexpr std::size_t many = 2'000;
    std::vector<SocketClient> sockets;
    sockets.reserve(many);
    for (std::size_t i = 0; i < many; ++i) sockets.emplace_back(server.port(), bearer(ada.access));
    for (SocketClient& socket : sockets) REQUIRE(socket.text() == ready);
    CHECK(server.server->hub().count() == many);
    CHECK(server.call("GET", "/api/auth/me", "", ada.access).status == 200);
    CHECK(server.call("GET", "/metrics").body.find("cairn_sockets 2000") != std::string::npos);
    const auto me = dataOf(server.call("GET", "/api/auth/me", "", ada.access)).at("id").get<std::string>();
    server.server->hub().publish(*cairn::core::parseUuid(me), "for all");
    for (SocketClient& socket : sockets) REQUIRE(socket.text() == "for all");
    CHECK(server.post("/api/auth/logout", nlohmann::json::object(), ada.access).status == 204);
    for (SocketClient& socket : sockets) REQUIRE(socket.closeCode() == 1008);
}

TEST_CASE("a frame that breaks the protocol ends its socket and nothing else", "[server][hostile]") {
    const auto [name, bytes, code] = GENERATE(table<std::string, std::string, int>({
        {"a reserved bit", frameOf(0xC1, 0x81, noMask + "a"), 1002},
        {"all reserved bits", frameOf(0xF1, 0x81, noMask + "a"), 1002},
        {"no mask", frameOf(0x81, 0x01, "a"), 1002},
        {"an opcode that is none", frameOf(0x83, 0x81, noMask + "a"), 1002},
        {"a control opcode that is none", frameOf(0x8B, 0x80, noMask), 1002},
        {"a fragmented ping", frameOf(0x09, 0x81, noMask + "a"), 1002},
        {"a long ping", frameOf(0x89, 0xFE, std::string("\x00\x80", 2) + noMask + std::string(128, 'a')), 1002},
        {"a continuation of nothing", frameOf(0x80, 0x81, noMask + "a"), 1002},
        {"a text inside a text", frameOf(0x01, 0x81, noMask + "a") + frameOf(0x81, 0x81, noMask + "a"), 1002},
        {"a length longer than needed", frameOf(0x81, 0xFE, std::string("\x00\x05", 2) + noMask + "hello"), 1002},
        {"a length of 64 bits that is small", frameOf(0x81, 0xFF, std::string(7, '\0') + "\x05" + noMask + "hello"),
         1002},
        {"a negative length", frameOf(0x81, 0xFF, std::string(8, '\xFF') + noMask), 1009},
        {"no UTF-8", frameOf(0x81, 0x82, noMask + "\xC0\x80"), 1007},
        {"half a surrogate", frameOf(0x81, 0x83, noMask + "\xED\xA0\x80"), 1007},
        {"a cut character", frameOf(0x81, 0x82, noMask + "\xE2\x82"), 1007},
        {"a goodbye of one byte", frameOf(0x88, 0x81, noMask + "a"), 1002},
        {"a goodbye that is none", frameOf(0x88, 0x82, noMask + "\x03\xED"), 1002},
        {"fragments over 64 KiB", fragments(3, 30'000), 1009},
        {"a binary message", frameOf(0x82, 0x81, noMask + "a"), 1008},
    }));
    CAPTURE(name);
    TestServer server;
    const Person ada = server.join("ada");
    SocketClient hostile(server.port(), bearer(ada.access)), other(server.port(), bearer(ada.access));
    REQUIRE(hostile.text() == ready);
    REQUIRE(other.text() == ready);
    hostile.client.send(bytes);
    const int said = hostile.closeCode();
    CHECK((said == code || said == 0));
    CHECK(hostile.frame().opcode == -1);
    const auto me = dataOf(server.call("GET", "/api/auth/me", "", ada.access)).at("id").get<std::string>();
    server.server->hub().publish(*cairn::core::parseUuid(me), "still here");
    CHECK(other.text() == "still here");
}

TEST_CASE("a flood of pings is answered or ends, and others are served", "[server][hostile]") {
    TestServer server;
    const Person ada = server.join("ada");
    SocketClient hostile(server.port(), bearer(ada.access));
    REQUIRE(hostile.text() == ready);
    for (int i = 0; i < 5'000; ++i)
        if (!hostile.send(9, "ping")) break;
    CHECK(server.call("GET", "/health").status == 200);
    hostile.client.reset();
    CHECK(server.call("GET", "/health").status == 200);
}

TEST_CASE("who takes an answer too slowly is cut off", "[server][hostile]") {
    constexpr std::size_t size = 64'000'000;
    ServerTuning tuning;
    tuning.writeTime = milliseconds(1);
    tuning.extend = [](const ServerParts& parts) {
        parts.routes.add({"GET", "/huge", Audience::anyone,
                          [](const Request&, const Caller&) { return Response{.body = std::string(size, 'a')}; }});
        return Extension{};
    };
    TestServer server(tuning);
    RawClient slow(server.port());
    slow.send("GET /huge HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(slow.reply().body.size() < size);
    CHECK(slow.isClosed());
}

TEST_CASE("an account that asks too often is told when to come back, and others are not", "[server][hostile]") {
    Config config;
    config.accountPerMinute = 3;
    TestServer server({}, config);
    const Person ada = server.join("ada"), eve = server.join("eve");
    const auto ask = [&](const Person& person) { return server.call("GET", "/api/auth/me", "", person.access); };
    for (int i = 0; i < 3; ++i) CHECK(ask(ada).status == 200);
    const Reply refused = ask(ada);
    CHECK(refused.status == 429);
    CHECK(refused.header("Retry-After") == "20");
    CHECK(ask(eve).status == 200);
    server.clock.advance(20'000);
    CHECK(ask(ada).status == 200);
    const Config usual;
    CHECK(usual.accountPerMinute == 600);
    CHECK(usual.addressPerMinute == 1'200);
    CHECK(usual.signInPerMinute == 10);
}

TEST_CASE("the numbers of the metrics are counted by routes, not by what people ask", "[server][hostile]") {
    TestServer server;
    for (int i = 0; i < 50; ++i) (void)server.call("GET", "/canary" + std::to_string(i));
    (void)server.call("CANARY", "/health");
    const std::string text = server.call("GET", "/metrics").body;
    CHECK(text.find("anary") == std::string::npos);
    CHECK(text.find("CANARY") == std::string::npos);
}

TEST_CASE("the log keeps what was asked for, and nothing that is secret", "[server][hostile]") {
    TestServer server;
    const Person ada = server.join("ada");
    (void)server.call("GET", "/api/sync/pull?since=1&canary=canary-query", "", ada.access,
                      "X-Secret: canary-header\r\n");
    (void)server.call("GET", "/health", "", "", "Cookie: canary-cookie\r\nUser-Agent: canary\r\nReferer: canary\r\n");
    (void)server.post("/api/auth/refresh", {{"refresh_token", ada.refresh}});
    (void)server.signIn(ada.email, "canary-password");
    (void)server.call("GET", "/a\r\nforged: line", "");
    const std::string log = server.log.all();
    CHECK(log.find("/api/sync/pull") != std::string::npos);
    for (const std::string& secret : {std::string("canary"), ada.access, ada.refresh, ada.device, ada.password})
        CHECK(log.find(secret) == std::string::npos);
    CHECK(log.find("\nforged") == std::string::npos);
}
