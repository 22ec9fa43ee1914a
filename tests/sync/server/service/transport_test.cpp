#include "tests/support/catch.h"

#include <fcntl.h>
#include <future>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

#include "sync/protocol/zstd_body.h"
#include "sync/server/http/coding.h"
#include "tests/sync/server/service/test_server.h"

using namespace cairn::sync;
using namespace cairn::sync::testing;
using std::chrono::milliseconds;

namespace {

std::string chunked(const std::string& body) {
    return "POST /api/auth/login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body;
}

/// A handler that says back how long the body was, and one whose answer is long.
ServerTuning withEcho(ServerTuning tuning = {}) {
    tuning.extend = [](const ServerParts& parts) {
        parts.routes.add({"POST", "/echo", Audience::anyone,
                          [](const Request& request, const Caller&) {
                              return Response{.body = std::to_string(request.body.size())};
                          },
                          Lane::database, 100'000});
        parts.routes.add({"GET", "/long", Audience::anyone,
                          [](const Request&, const Caller&) { return Response{.body = std::string(100'000, 'a')}; }});
        parts.routes.add({"GET", "/throws", Audience::anyone, [](const Request&, const Caller&) -> Response {
                              throw std::runtime_error("secret-canary");
                          }});
        return Extension{};
    };
    return tuning;
}

Reply packedEcho(TestServer& server, const std::string& coding, const std::string& body) {
    return server.call("POST", "/echo", body, "", "Content-Encoding: " + coding + "\r\n");
}

/// All descriptors but a few, taken until this goes.
class UsedUp {
public:
    UsedUp() {
        getrlimit(RLIMIT_NOFILE, &m_before);
        rlimit low = m_before;
        low.rlim_cur = 256;
        setrlimit(RLIMIT_NOFILE, &low);
        for (int one = 0; (one = ::open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0;) m_all.push_back(one);
    }
    ~UsedUp() {
        while (!m_all.empty()) giveBackOne();
        setrlimit(RLIMIT_NOFILE, &m_before);
    }
    UsedUp(const UsedUp&) = delete;
    UsedUp& operator=(const UsedUp&) = delete;

    void giveBackOne() {
        ::close(m_all.back());
        m_all.pop_back();
    }

private:
    rlimit m_before{};
    std::vector<int> m_all;
};

} // namespace

TEST_CASE("a hostile request is answered with its status and the connection closes", "[server][http]") {
    const auto [name, bytes, status] = GENERATE(table<std::string, std::string, int>({
        {"a greeting in TLS", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), 400},
        {"an empty line first", "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"bare line feeds", "GET /health HTTP/1.1\nHost: a\n\n", 400},
        {"no host", "GET /health HTTP/1.1\r\n\r\n", 400},
        {"two hosts", "GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        {"folded", "GET /health HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n", 400},
        {"two lengths", "POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na",
         400},
        {"length and chunks",
         "POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
         400},
        {"HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
        {"a version of later", "GET / HTTP/3.0\r\nHost: a\r\n\r\n", 505},
        {"a long head", "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(17'000, 'a'), 431},
        {"many headers",
         [] {
             std::string text = "GET / HTTP/1.1\r\nHost: a\r\n";
             for (int i = 0; i < 100; ++i) text += "X: a\r\n";
             return text + "\r\n";
         }(),
         431},
        {"a long target", "GET /" + std::string(5'000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414},
        {"a body too long", "POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n", 413},
        {"chunks too long", chunked("2000\r\n" + std::string(0x2000, 'a') + "\r\n0\r\n\r\n"), 413},
        {"a chunk without a size", chunked("\r\n\r\n"), 400},
        {"a chunk with a wrong size", chunked("zz\r\naa\r\n0\r\n\r\n"), 400},
        {"a chunk of a huge size", chunked("fffffffffffffffff\r\na"), 400},
        {"a chunk without its end", chunked("1\r\naXX0\r\n\r\n"), 400},
        {"an endless extension", chunked("1;" + std::string(40'000, 'a')), 413},
        {"a token in the query", "GET /health?token=abc HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"an unknown coding",
         "POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Encoding: br\r\nContent-Length: 1\r\n\r\na", 415},
        {"an unknown address with a body", "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n", 404},
        {"no token and a body", "PUT /api/auth/me HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n", 401},
    }));
    CAPTURE(name);
    TestServer server;
    RawClient client(server.port());
    client.send(bytes);
    const Reply reply = client.reply();
    CHECK(reply.status == status);
    CHECK_FALSE(codeOf(reply).empty());
    CHECK_FALSE(reply.header("X-Request-Id").empty());
    const bool goesOn = name == "a token in the query";
    CHECK(reply.header("Connection") == (goesOn ? "keep-alive" : "close"));
    if (!goesOn) CHECK(client.isClosed());
    CHECK(server.call("GET", "/health").status == 200);
}

TEST_CASE("requests share a connection, also when they come at once or byte by byte", "[server][http]") {
    TestServer server(withEcho());
    RawClient client(server.port());
    const std::string request = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
    const std::string inChunks =
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n3;x=y\r\ncde\r\n0\r\n\r\n";
    client.send(request + inChunks + "HEAD /long HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(client.reply().body == "3");
    CHECK(client.reply().body == "5");
    CHECK(client.headOfReply().find("Content-Length: 100000") != std::string::npos);
    for (const char c : inChunks) REQUIRE(client.send(std::string_view(&c, 1)));
    CHECK(client.reply().body == "5");
}

TEST_CASE("who waits for a hundred gets it and then the answer", "[server][http]") {
    TestServer server(withEcho());
    RawClient client(server.port());
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
    CHECK(client.reply().status == 100);
    client.send("abc");
    CHECK(client.reply().body == "3");
}

TEST_CASE("a slow head and a slow body are cut off while others are served", "[server][http]") {
    ServerTuning tuning;
    tuning.headTime = tuning.bodyTime = milliseconds(60);
    TestServer server(tuning);
    RawClient head(server.port()), body(server.port());
    head.send("GET /health HTTP/1.1\r\nHost:");
    body.send("POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{");
    CHECK(server.call("GET", "/health").status == 200);
    CHECK(head.reply().status == 408);
    CHECK(body.reply().status == 408);
    CHECK(head.isClosed());
    CHECK(body.isClosed());
}

TEST_CASE("an idle connection is closed without a word", "[server][http]") {
    ServerTuning tuning;
    tuning.idleTime = milliseconds(40);
    TestServer server(tuning);
    RawClient silent(server.port()), once(server.port());
    once.send("GET /health HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(once.reply().status == 200);
    CHECK(once.isClosed());
    CHECK(silent.isClosed());
}

TEST_CASE("packed bodies are unpacked up to the limit of their route", "[server][http]") {
    TestServer server(withEcho());
    const std::string text(90'000, 'a'), bomb(50'000'000, 'a');
    CHECK(packedEcho(server, "zstd", packZstd(text)).body == "90000");
    CHECK(packedEcho(server, "zstd", packZstd(bomb)).status == 413);
    CHECK(packedEcho(server, "zstd", "no such thing").status == 400);
    CHECK(packedEcho(server, "gzip", "no such thing").status == 400);
}

TEST_CASE("a long answer is packed for who accepts that", "[server][http]") {
    TestServer server(withEcho());
    const Reply plain = server.call("GET", "/long");
    CHECK(plain.body == std::string(100'000, 'a'));
    CHECK(plain.header("Content-Encoding").empty());
    const Reply packed = server.call("GET", "/long", "", "", "Accept-Encoding: gzip, zstd\r\n");
    CHECK(packed.header("Content-Encoding") == "zstd");
    CHECK(*unpack(Coding::zstd, packed.body, 100'000) == plain.body);
}

TEST_CASE("an error inside is told to the log and not to the caller", "[server][http]") {
    TestServer server(withEcho());
    const Reply reply = server.call("GET", "/throws");
    CHECK(reply.status == 500);
    CHECK(reply.body.find("secret-canary") == std::string::npos);
    CHECK(server.log.await("secret-canary").find(reply.header("X-Request-Id")) != std::string::npos);
}

TEST_CASE("the caller's request id comes back, and a forged one does not", "[server][http]") {
    TestServer server;
    CHECK(server.call("GET", "/health", "", "", "X-Request-Id: my-own-id_1\r\n").header("X-Request-Id") ==
          "my-own-id_1");
    CHECK(server.call("GET", "/health", "", "", "X-Request-Id: a\"b,c d e f\r\n").header("X-Request-Id").size() == 16);
}

TEST_CASE("an address that asks too often is told when to come back", "[server][http]") {
    Config config;
    config.addressPerMinute = 3;
    TestServer server({}, config);
    for (int i = 0; i < 3; ++i) CHECK(server.call("GET", "/health").status == 200);
    const Reply refused = server.call("GET", "/health");
    CHECK(refused.status == 429);
    CHECK(refused.header("Retry-After") == "20");
    server.clock.advance(20'000);
    CHECK(server.call("GET", "/health").status == 200);
}

TEST_CASE("a proxy's word about the client counts only where the proxy is known", "[server][http]") {
    Config config;
    config.addressPerMinute = 1;
    const bool isKnown = GENERATE(true, false);
    if (isKnown) config.trustedProxies = {"127.0.0.1"};
    TestServer server({}, config);
    const auto from = [&](const std::string& list) {
        return server.call("GET", "/health", "", "", "X-Forwarded-For: " + list + "\r\n").status;
    };
    CHECK(from("10.0.0.1") == 200);
    CHECK(from("10.0.0.2") == (isKnown ? 200 : 429));
    CHECK(from("10.0.0.9, 10.0.0.1") == 429);
}

TEST_CASE("pages of other sites are answered without leave, those that are named with it", "[server][http]") {
    Config config;
    config.corsOrigins = {"https://app.example"};
    TestServer server({}, config);
    const auto allowed = [&](const std::string& origin) {
        return server.call("GET", "/health", "", "", "Origin: " + origin + "\r\n")
            .header("Access-Control-Allow-Origin");
    };
    CHECK(allowed("https://app.example") == "https://app.example");
    CHECK(allowed("https://evil.example").empty());
    const Reply preflight = server.call("OPTIONS", "/api/auth/login", "", "",
                                        "Origin: https://app.example\r\nAccess-Control-Request-Method: POST\r\n");
    CHECK(preflight.status == 204);
    CHECK(preflight.header("Access-Control-Allow-Credentials").empty());
    CHECK(server.call("OPTIONS", "/api/auth/login").status == 405);
}

TEST_CASE("the server goes on after its descriptors were used up", "[server][http]") {
    TestServer server;
    std::optional<RawClient> client;
    {
        UsedUp all;
        all.giveBackOne();
        client.emplace(server.port());
        client->send("GET /health HTTP/1.1\r\nHost: a\r\n\r\n");
        REQUIRE_FALSE(server.log.await("accept-failed").empty());
    }
    CHECK(client->reply().status == 200);
}

TEST_CASE("clients that reset at any moment harm nobody", "[server][http]") {
    TestServer server(withEcho());
    for (const char* bytes : {"", "GET", "GET /long HTTP/1.1\r\nHost: a\r\n\r\n",
                              "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc"})
        for (int i = 0; i < 20; ++i) {
            RawClient client(server.port());
            client.send(bytes);
            client.reset();
        }
    CHECK(server.call("GET", "/health").status == 200);
}

TEST_CASE("idle connections by the hundred leave room for others", "[server][http]") {
    TestServer server;
    std::vector<RawClient> idle;
    for (int i = 0; i < 300; ++i) idle.emplace_back(server.port());
    CHECK(server.call("GET", "/health").status == 200);
}

TEST_CASE("a stop lets what is under way end and closes what is idle", "[server][http]") {
    std::promise<void> begun, mayEnd;
    auto wait = mayEnd.get_future().share();
    ServerTuning tuning;
    tuning.extend = [&](const ServerParts& parts) {
        parts.routes.add({"GET", "/slow", Audience::anyone, [&begun, wait](const Request&, const Caller&) {
                              begun.set_value();
                              wait.wait();
                              return Response{.body = "done"};
                          }});
        return Extension{};
    };
    TestServer server(tuning);
    RawClient idle(server.port()), busy(server.port());
    busy.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
    begun.get_future().wait();
    std::thread stopping([&] { server.server->stop(std::chrono::seconds(20)); });
    CHECK(idle.isClosed());
    mayEnd.set_value();
    const Reply reply = busy.reply();
    CHECK(reply.body == "done");
    CHECK(busy.isClosed());
    stopping.join();
}
