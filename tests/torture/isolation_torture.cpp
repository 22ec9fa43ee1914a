#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/random.h"
#include "tests/support/builders.h"
#include "tests/support/catch.h"
#include "tests/torture/served.h"
#include "tests/torture/sync_device.h"
#include "tests/torture/torture.h"

using namespace cairn::core;
using namespace cairn::torture;
using cairn::support::TemporaryFolder;
using nlohmann::json;

namespace {

constexpr auto canary = "canary-5f1c";

/// Ada tries whatever she can to get at what is Bob's, of whom she knows every identifier and no secret.
class Isolation {
public:
    explicit Isolation(std::uint64_t seed) : m_random(seed), m_seed(seed) {
        m_server.start();
        m_ada = join(m_server.port(), "ada");
        m_bob = join(m_server.port(), "bob");
        m_line = std::make_unique<Loopback>(m_server.port());
        Loopback line(m_server.port());
        line.call("PUT", "/api/auth/me", json{{"full_name", canary}}.dump(), m_bob.token);
        for (int i = 0; i < 10; ++i) bobWrites();
        for (const SyncedRow& row : m_device.rows()) m_rows.push_back(row.row);
        m_sessions = line.call("GET", "/api/auth/sessions", {}, m_bob.token).body;
    }

    void call() {
        switch (m_random.below(10)) {
        case 0:
        case 1:
        case 2: return look(ask("GET", "/api/sync/pull?" + query(), {}, aToken()));
        case 3:
        case 4:
        case 5: return look(ask("POST", "/api/sync/push?" + query(), aPush(), aToken()));
        case 6: return look(ask("DELETE", "/api/auth/sessions/" + anIdentifier(), {}, m_ada.token));
        case 7: return look(aCallAboutAccounts());
        case 8: return look(ask("GET", "/api/" + aPath(), {}, aToken()));
        default: return m_random.below(20) == 0 ? aSocket() : look(ask("GET", "/ws?" + query(), {}, aToken()));
        }
    }

    std::string whatIsWrong() {
        Loopback line(m_server.port());
        if (const auto differs = difference(m_device.rows(), rowsOnServer(line, m_bob.token)); !differs.empty())
            return "Bob's rows: " + differs;
        m_device.sync(line, m_bob.token);
        if (const auto unrest = m_device.unrest(); !unrest.empty()) return "Bob's device: " + unrest;
        if (line.call("GET", "/api/auth/sessions", {}, m_bob.token).body != m_sessions) return "Bob's sessions";
        const auto me = line.call("GET", "/api/auth/me", {}, m_bob.token);
        if (me.body.find(canary) == std::string::npos) return "Bob's name";
        const json refresh{{"refresh_token", m_bob.refreshToken}};
        if (line.call("POST", "/api/auth/refresh", refresh.dump()).status != 200) return "Bob's refresh token";
        return whatTheLogTells();
    }

    int leaks = 0;
    int failures = 0; ///< answers of 5xx, or none
    int calls = 0;
    int sockets = 0;
    int marks = 0; ///< of Ada's own that her sockets heard
    std::map<int, int> statuses;

private:
    std::string whatTheLogTells() {
        std::ifstream in(m_server.folder() / "log");
        const std::string log{std::istreambuf_iterator<char>(in), {}};
        for (const std::string& secret : {std::string(canary), m_ada.token, m_bob.token, m_bob.refreshToken})
            if (log.find(secret) != std::string::npos) return "the log tells " + secret;
        return log.empty() ? "there is no log" : "";
    }

    /// A change of Bob's, which bears the canary, as his device brings it to the server.
    void bobWrites() {
        Habit habit = cairn::support::aHabit(canary);
        habit.id = newUuid(Instant{1}, m_random);
        HabitLog log = cairn::support::aLog(habit);
        log.note = canary;
        sure(m_device.store().apply(std::vector{creation(habit), creation(cairn::support::aRule(habit)), creation(log)},
                                    {}));
        Loopback line(m_server.port());
        if (m_device.sync(line, m_bob.token) != SyncDevice::End::done) FAIL("the server went away");
    }

    Answer ask(const std::string& method, const std::string& target, const std::string& body,
               const std::string& token) {
        ++calls;
        return m_line->call(method, target, body, token);
    }

    void look(const Answer& answer) {
        ++statuses[answer.status];
        failures += answer.status == 0 || answer.status >= 500 ? 1 : 0;
        leaks += (answer.head + answer.body).find(canary) == std::string::npos ? 0 : 1;
    }

    std::string anIdentifier() {
        switch (m_random.below(5)) {
        case 0: return m_bob.user;
        case 1: return m_bob.session;
        case 2: return m_bob.session.substr(0, m_random.below(m_bob.session.size()));
        case 3: return formatUuid(sure(m_device.replica().status()).epoch.value_or(Uuid{}));
        default: {
            const std::string key = m_rows.at(m_random.below(m_rows.size())).key;
            return key.substr(key.find('"') + 1, 36);
        }
        }
    }

    std::string query() {
        static constexpr std::array<const char*, 9> streams{
            "user:", "user%3A", "group:", "public", "user&stream=user:", "user/../user:", "", "USER:", "user:%00"};
        std::string stream =
            m_random.below(3) == 0 ? "user" : streams.at(m_random.below(streams.size())) + anIdentifier();
        std::string text = "stream=" + stream + "&since=" + std::to_string(m_random.below(40)) +
                           "&limit=" + std::to_string(m_random.below(50));
        if (m_random.below(4) == 0) text += "&user=" + m_bob.user + "&sub=" + m_bob.user;
        return text;
    }

    std::string aPath() {
        static constexpr std::array<const char*, 6> paths{
            "auth/me?id=", "auth/sessions?user=", "auth/sessions/", "sync/pull/", "users/", "auth/me/"};
        return paths.at(m_random.below(paths.size())) + anIdentifier();
    }

    /// Ada's own token, or one that is put together from hers and Bob's; never Bob's.
    std::string aToken() {
        if (m_random.below(3) != 0) return m_ada.token;
        const auto cutOf = [&](const std::string& token, std::size_t part) {
            const auto first = token.find('.'), second = token.find('.', first + 1);
            return part == 0   ? token.substr(0, first)
                   : part == 1 ? token.substr(first + 1, second - first - 1)
                               : token.substr(second + 1);
        };
        const auto ofEither = [&](std::size_t part) {
            return cutOf(m_random.below(2) == 0 ? m_ada.token : m_bob.token, part);
        };
        std::string mixed = ofEither(0) + '.' + ofEither(1) + '.' + ofEither(2);
        if (m_random.below(2) == 0) {
            const auto at = m_random.below(m_bob.token.size());
            mixed = m_bob.token.substr(0, at) + m_ada.token.substr(std::min(at, m_ada.token.size()));
        }
        if (m_random.below(4) == 0) mixed.resize(m_random.below(mixed.size()));
        return mixed == m_bob.token || mixed.empty() ? "none" : mixed;
    }

    /// Rows that are named as Bob's, from what calls itself his device.
    std::string aPush() {
        cairn::sync::Push push;
        push.id = newUuid(Instant{1}, m_random);
        push.replica = m_random.below(2) == 0 ? bobsReplica() : newUuid(Instant{1}, m_random);
        if (m_random.below(2) == 0) push.after = newUuid(Instant{1}, m_random);
        push.witness = static_cast<std::int64_t>(m_random.below(3)) << 50;
        for (auto count = 1 + m_random.below(4); count > 0; --count) {
            cairn::sync::PushedRow row;
            row.row.row = m_rows.at(m_random.below(m_rows.size()));
            const bool isRemoved = m_random.below(2) == 0 && row.row.row.kind != "habit_log";
            const HybridClock clock{std::int64_t{1'900'000'000'000} << 16, push.replica};
            row.row.registers.push_back(
                isRemoved ? SyncedRegister{"removed_at", clock, R"({"at":"2026-11-21T08:00:00.000Z","whole":false})"}
                          : SyncedRegister{"note", clock, "\"hers\""});
            if (m_random.below(3) == 0) row.burial = Burial::repaired;
            const bool isThere =
                std::ranges::any_of(push.rows, [&](const auto& one) { return one.row.row == row.row.row; });
            if (!isThere) push.rows.push_back(std::move(row));
        }
        return cairn::sync::write(push);
    }

    Uuid bobsReplica() { return m_device.rows().front().registers.front().clock.replica; }

    Answer aCallAboutAccounts() {
        const auto at = m_random.below(m_bob.refreshToken.size());
        const std::string mixed = m_bob.refreshToken.substr(0, at) + m_ada.refreshToken.substr(at);
        switch (m_random.below(5)) {
        case 0: return ask("POST", "/api/auth/refresh", json{{"refresh_token", at == 0 ? "none" : mixed}}.dump(), {});
        case 1: return ask("PUT", "/api/auth/me", json{{"full_name", "Ada"}, {"id", m_bob.user}}.dump(), m_ada.token);
        case 2: return ask("PATCH", "/api/auth/me", json{{"id", anIdentifier()}}.dump(), m_ada.token);
        case 3: return ask("POST", "/api/auth/logout", json{{"session", m_bob.session}}.dump(), "x" + aToken());
        default: return ask("POST", "/api/auth/ws-ticket", json{{"user", m_bob.user}}.dump(), m_ada.token);
        }
    }

    /// Ada's socket asks for Bob's topics while Bob writes; it hears of what she writes herself and of nothing else.
    void aSocket() {
        ++calls;
        ++sockets;
        Loopback socket(m_server.port());
        socket.send(
            "GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer " +
            m_ada.token + "\r\n\r\n");
        std::string heard;
        const auto hear = [&](const std::string& text) {
            while (heard.find(text) == std::string::npos) {
                const std::string more = socket.receive(65'536);
                if (more.empty()) return false;
                heard += more;
            }
            return true;
        };
        if (!hear("ready")) return;
        for (const char* const word : {"subscribe", "topic", "stream", "join"})
            socket.send(frame(json{{word, "user:" + m_bob.user}}.dump()));
        bobWrites();
        const std::string mark = "mark " + std::to_string(sockets);
        look(ask("POST", "/api/sync/push?stream=user", markPush(mark), m_ada.token));
        marks += hear(mark) ? 1 : 0;
        leaks += heard.find(canary) == std::string::npos ? 0 : 1;
    }

    std::string markPush(const std::string& mark) {
        cairn::sync::Push push{newUuid(Instant{1}, m_random), {}, newUuid(Instant{1}, m_random), 0, {}};
        const HybridClock clock{std::int64_t{1'700'000'000'000} << 16, push.replica};
        const std::string key = '"' + formatUuid(newUuid(Instant{1}, m_random)) + '"';
        push.rows.push_back({{{"mark", key}, {{"text", clock, '"' + mark + '"'}}, false}, {}, {}, {}});
        return cairn::sync::write(push);
    }

    static std::string frame(const std::string& text) {
        return std::string{static_cast<char>(0x81), static_cast<char>(0x80 | text.size()), 0, 0, 0, 0} + text;
    }

    TemporaryFolder m_folder;
    Random m_random;
    std::uint64_t m_seed;
    Served m_server;
    Account m_ada, m_bob;
    SyncDevice m_device{m_folder / "bob.cairn", 'b', m_seed};
    std::vector<RowName> m_rows;
    std::string m_sessions;
    std::unique_ptr<Loopback> m_line;
};

} // namespace

TEST_CASE("no call of one person brings out or changes what is another's", "[torture][isolation]") {
    const std::uint64_t seed = firstSeed();
    const int wanted = std::max(1, roundsOfOneRun(200)) * 50;
    INFO(replayLine("isolation_torture", wanted / 50, seed));
    Isolation torture(seed);
    while (torture.calls < wanted) torture.call();
    std::string statuses;
    for (const auto& [status, count] : torture.statuses)
        statuses += std::to_string(count) + " × " + std::to_string(status) + ", ";
    tell(std::to_string(torture.calls) + " calls as another (" + statuses + std::to_string(torture.sockets) +
         " sockets), seed " + std::to_string(seed) + ": " + std::to_string(torture.leaks) + " leaks, " +
         std::to_string(torture.failures) + " without a proper answer");
    CHECK(torture.leaks == 0);
    CHECK(torture.failures == 0);
    CHECK(torture.marks == torture.sockets);
    CHECK(torture.whatIsWrong() == "");
}
