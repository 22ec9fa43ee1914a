#include <csignal>
#include <fstream>

#include "sync/server/listen/server_line.h"
#include "tests/end_to_end/canned_server.h"
#include "tests/end_to_end/synced_computers.h"
#include "tests/support/catch.h"

using cairn::support::TemporaryFolder;
using cairn::test::Background;
using cairn::test::cannedFrame;
using cairn::test::cannedJson;
using cairn::test::CannedServer;
using cairn::test::cannedUpgrade;
using cairn::test::Computer;
using cairn::test::Server;
using nlohmann::json;

namespace {

const std::string email = "ada@example.org";
const std::string secret = "correct horse battery staple";
const std::string asAda = " --email " + email;

/// `cairn-server listen` beside the test; its lines are those of both outputs, and the last says how it ended.
class Listening {
public:
    explicit Listening(const std::string& arguments, const std::string& input = secret + "\n",
                       const std::string& token = {})
        : m_program(command(arguments, input), {"CAIRN_TOKEN=" + token}) {
        m_process = static_cast<pid_t>(std::stol(*m_program.readLine()));
    }

    std::string line() {
        auto text = m_program.readLine();
        if (!text) FAIL("no line came");
        m_all += *text + "\n";
        return *text;
    }
    json event() { return json::parse(line()); }
    /// The lines up to the one that says how it ended; that one.
    std::string end() {
        for (;;)
            if (const std::string text = line(); text.starts_with("exit ")) return text;
    }
    void terminate() const { ::kill(m_process, SIGTERM); }
    [[nodiscard]] const std::string& all() const { return m_all; }

private:
    std::vector<std::string> command(const std::string& arguments, const std::string& input) {
        std::ofstream(m_folder / "input") << input;
        return {"sh", "-c",
                "sh -c 'echo $$; exec " + std::string(CAIRN_SERVER_PROGRAM) + " listen " + arguments + "' <'" +
                    (m_folder / "input").string() + "' 2>&1; echo exit $?"};
    }

    TemporaryFolder m_folder;
    Background m_program;
    pid_t m_process = 0;
    std::string m_all;
};

constexpr auto connected = "cairn-server: connected";

/// Asks the server as another program would.
json ask(const std::string& url, const std::string& path, const json& body, const std::string& token = {}) {
    cairn::sync::ServerLine line(*cairn::sync::parseServerUrl(url), {});
    const auto answer = line.post(path, body.dump(), token);
    REQUIRE(answer);
    REQUIRE(answer->status == 200);
    return json::parse(answer->body).at("data");
}

std::string accessToken(const std::string& url) {
    return ask(url, "/api/auth/login", {{"email", email}, {"password", secret}}).at("access_token");
}

/// A server that lets anyone in as far as its socket, and answers there with `frames`.
std::string welcoming(const std::string& request, const std::string& frames) {
    if (request.starts_with("GET /ws")) return cannedUpgrade(request) + frames;
    return cannedJson(R"({"data":{"access_token":"canary-access","refresh_token":"canary-refresh",)"
                      R"("ticket":"canary-ticket"}})");
}

const std::string greeting = cannedFrame(R"({"type":"ready"})");
const std::string event = R"({"stream":"user","epoch":"e","number":7})";

} // namespace

TEST_CASE("a listener prints what another device pushes, each event as a line of JSON, and signs out again",
          "[listen][end_to_end]") {
    Server server;
    Computer computer(server.url(), Computer::Account::made);
    Listening listener(server.url() + asAda + " --count 2");
    REQUIRE(listener.line() == connected);
    computer.addHabit("Read");
    computer.sync();
    const json first = listener.event();
    CHECK(first.at("stream") == "user");
    CHECK(first.at("number").get<int>() > 0);
    const json second = listener.event();
    CHECK(second.at("number").get<int>() > first.at("number").get<int>());
    CHECK(second.at("row").at("kind") == "habit_rule");
    CHECK(listener.end() == "exit 0");
    CHECK(listener.all().find(secret) == std::string::npos);
    // The computer's session, and the one that asks.
    CHECK(ask(server.url(), "/api/auth/logout-all", json::object(), accessToken(server.url())).at("ended") == 2);
}

TEST_CASE("a signal ends a listener, which signs out", "[listen][end_to_end]") {
    Server server;
    const Computer computer(server.url(), Computer::Account::made);
    Listening listener(server.url() + asAda);
    REQUIRE(listener.line() == connected);
    listener.terminate();
    CHECK(listener.end() == "exit 0");
    CHECK(ask(server.url(), "/api/auth/logout-all", json::object(), accessToken(server.url())).at("ended") == 2);
}

TEST_CASE("a listener takes a token from its environment, until the session of that ends", "[listen][end_to_end]") {
    Server server;
    Computer computer(server.url(), Computer::Account::made);
    const std::string token = accessToken(server.url());
    Listening listener(server.url(), {}, token);
    REQUIRE(listener.line() == connected);
    computer.addHabit("Read");
    computer.sync();
    CHECK(listener.event().at("stream") == "user");
    ask(server.url(), "/api/auth/logout-all", json::object(), token);
    CHECK(listener.end() == "exit 1");
    CHECK(listener.all().find("the session has ended") != std::string::npos);
    CHECK(listener.all().find(token) == std::string::npos);
}

TEST_CASE("a listener comes back after the server was killed", "[listen][end_to_end]") {
    Server server;
    Computer computer(server.url(), Computer::Account::made);
    Listening listener(server.url() + asAda + " --once");
    REQUIRE(listener.line() == connected);
    server.kill();
    CHECK(listener.line().find("the next try is in") != std::string::npos);
    server.start();
    std::string line = listener.line();
    while (line.find("the next try is in") != std::string::npos) line = listener.line();
    CHECK(line == "cairn-server: connected again");
    computer.addHabit("Read");
    computer.sync();
    CHECK(listener.event().at("stream") == "user");
    CHECK(listener.end() == "exit 0");
}

TEST_CASE("an unknown certificate is refused and named, trusted by its fingerprint, and no other after that",
          "[listen][end_to_end]") {
    Server server(Server::Line::encrypted);
    Listening unknown(server.url() + asAda);
    CHECK(unknown.end() == "exit 1");
    const auto at = unknown.all().find("SHA-256 ");
    REQUIRE(at != std::string::npos);
    const std::string fingerprint = unknown.all().substr(at + 8, 95);
    const std::string here = "https://localhost:" + std::to_string(server.port());
    Computer computer(here, Computer::Account::made, email, " --trust " + fingerprint);
    Listening listener(here + asAda + " --fingerprint " + fingerprint);
    REQUIRE(listener.line() == connected);
    computer.addHabit("Read");
    computer.sync();
    CHECK(listener.event().at("stream") == "user");
    server.kill();
    server.showAnotherCertificate();
    server.start();
    CHECK(listener.end() == "exit 1");
    CHECK(listener.all().find("another certificate") != std::string::npos);
    CHECK(listener.all().find(secret) == std::string::npos);
}

TEST_CASE("what can't be listened to is told in one sentence", "[listen][end_to_end]") {
    Server server;
    const Computer computer(server.url(), Computer::Account::made);
    const std::string url = server.url();
    const auto [arguments, input, code, sentence] = GENERATE_COPY(table<std::string, std::string, int, std::string>({
        {url + asAda, "a wrong password\n", 1, "is wrong"},
        {url + asAda, "", 1, "none came"},
        {url, "", 2, "CAIRN_TOKEN"},
        {url + asAda + " --once --count 2", "", 2, "excludes"},
        {url + asAda + " --count 0", "", 2, "--count"},
        {url + asAda + " --fingerprint 12", "x\n", 1, "64 hexadecimal digits"},
        {"http://127.0.0.1:1" + asAda, "x\n", 1, "can't be reached"},
        {"http://example.org" + asAda, "x\n", 1, "use https"},
        {"http://ada:pw@localhost" + asAda, "x\n", 1, "takes no user"},
        {"nonsense" + asAda, "x\n", 1, "must look like"},
        {"http://localhost:99999" + asAda, "x\n", 1, "no such port"},
    }));
    CAPTURE(arguments);
    Listening listener(arguments, input);
    CHECK(listener.end() == "exit " + std::to_string(code));
    CHECK(listener.all().find(sentence) != std::string::npos);
}

TEST_CASE("whatever a hostile server answers, a listener ends in order and prints nothing of it",
          "[listen][end_to_end]") {
    const auto [name, bytes] = GENERATE(table<std::string, std::string>({
        {"nothing", ""},
        {"garbage", "\x16\x03\x01\xff\xfe canary \x1b[2J\r\n\r\n"},
        {"a page", "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\ncanary"},
        {"a cut answer", "HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n{\"canary\""},
        {"a redirection", "HTTP/1.1 302 Found\r\nLocation: https://canary.example/\r\nContent-Length: 0\r\n\r\n"},
        {"an endless head", "HTTP/1.1 200 OK\r\nX: " + std::string(200'000, 'a')},
        {"a long body", "HTTP/1.1 200 OK\r\nContent-Length: 900000000\r\n\r\n" + std::string(200'000, 'a')},
        {"two answers at once", cannedJson("{}") + cannedJson("{}")},
        {"a refusal that repeats the password",
         cannedJson(R"({"detail":"canary )" + secret + "\"}", "401 Unauthorized")},
        {"an error", cannedJson(R"({"detail":"canary"})", "500 Internal Server Error")},
        {"deep JSON", cannedJson(std::string(60'000, '['))},
        {"tokens of other types", cannedJson(R"({"data":{"access_token":7,"refresh_token":[]}})")},
        {"data of another type", cannedJson(R"({"data":["canary"]})")},
        {"a token with a header in it",
         cannedJson(R"({"data":{"access_token":"a\r\nX: b","refresh_token":"canary"}})")},
        {"tokens and no ticket", cannedJson(R"({"data":{"access_token":"canary","refresh_token":"canary"}})")},
        {"everything but a socket",
         cannedJson(R"({"data":{"access_token":"c","refresh_token":"c","ticket":"canary"}})")},
    }));
    CAPTURE(name);
    const CannedServer server([answer = bytes](const std::string&) { return answer; });
    Listening listener(server.url() + asAda);
    CHECK(listener.end() == "exit 1");
    CHECK(listener.all().find("cairn-server: ") == 0);
    CHECK(std::ranges::count(listener.all(), '\n') == 2);
    for (const std::string& never : {std::string("canary"), secret, std::string("\x1b")})
        CHECK(listener.all().find(never) == std::string::npos);
}

TEST_CASE("a socket that does not greet is no server", "[listen][end_to_end]") {
    const auto [name, frames] = GENERATE(table<std::string, std::string>({
        {"the end", ""},
        {"a goodbye", cannedFrame("\x03\xf0", 8)},
        {"the ticket again", cannedFrame(R"({"ticket":"canary-ticket"})")},
        {"no JSON", cannedFrame("canary")},
        {"an event too early", cannedFrame(event)},
        {"a frame that never ends", std::string("\x81\x7F\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 10)},
        {"a frame with a mask", std::string("\x81\x82\0\0\0\0{}", 8)},
        {"an opcode that is none", cannedFrame("canary", 5)},
    }));
    CAPTURE(name);
    const CannedServer server([sent = frames](const std::string& request) { return welcoming(request, sent); });
    Listening listener(server.url() + asAda);
    CHECK(listener.end() == "exit 1");
    CHECK(listener.all().find("canary") == std::string::npos);
    CHECK(listener.all().find("\"stream\"") == std::string::npos);
}

TEST_CASE("of what comes on a socket only events are printed, in one line of ASCII each", "[listen][end_to_end]") {
    const std::string frames = greeting + cannedFrame("canary") + cannedFrame(R"({"ticket":"canary-ticket"})") +
                               cannedFrame("\xff\xfe", 2) + cannedFrame("[[[[") + cannedFrame(R"({"stream":1})") +
                               cannedFrame(R"({"stream":"user","number":"7"})") +
                               cannedFrame("{\"number\":7,\n\"stream\":\"\x1b[2J\\u001b[2J\xc3\xa9\"}") +
                               cannedFrame("{\"number\":7,\n\"stream\":\"\\u001b[2J\xc3\xa9\"}");
    const CannedServer server([&](const std::string& request) { return welcoming(request, frames); });
    Listening listener(server.url() + asAda + " --once");
    REQUIRE(listener.line() == connected);
    CHECK(listener.line() == R"({"number":7,"stream":"\u001b[2J\u00e9"})");
    CHECK(listener.end() == "exit 0");
    CHECK(listener.all().find("canary") == std::string::npos);
}

TEST_CASE("a server that sends a listener away again and again is asked ever more rarely", "[listen][end_to_end]") {
    const CannedServer server([](const std::string& request) { return welcoming(request, greeting); });
    Listening listener(server.url() + asAda);
    REQUIRE(listener.line() == connected);
    std::vector<double> waits;
    while (waits.size() < 3) {
        const std::string line = listener.line();
        if (const auto at = line.find("try is in "); at != std::string::npos)
            waits.push_back(std::stod(line.substr(at + 10)));
    }
    CHECK(waits[0] <= 0.5);
    CHECK(waits[2] >= 1.0);
}
