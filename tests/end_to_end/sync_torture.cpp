#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "tests/end_to_end/chaos_proxy.h"
#include "tests/end_to_end/synced_computers.h"
#include "tests/support/catch.h"

using cairn::core::Random;
using cairn::test::ChaosProxy;
using cairn::test::Computer;
using cairn::test::Server;
using nlohmann::json;

namespace {

/// What goes wrong in a run.
struct Faults {
    const char* name;
    bool killsClients = false;
    bool killsServers = false;
    bool isWild = false; ///< the network
};

constexpr int killsOfOneRound = 5; ///< each takes as long as so many kills in the other tortures

int rounds(int usual) {
    const char* const told = std::getenv("CAIRN_TORTURE_ROUNDS");
    return told != nullptr ? std::max(1, std::atoi(told) / killsOfOneRound) : usual;
}

std::uint64_t seed() {
    const char* const told = std::getenv("CAIRN_TORTURE_SEED");
    return told != nullptr ? std::strtoull(told, nullptr, 10) : 4'711;
}

template<std::size_t N>
std::string oneOf(const std::array<const char*, N>& names, Random& random) {
    return names.at(random.below(N));
}

constexpr std::array<const char*, 10> placesInClient{
    "sync.before-push",       "sync.after-push",       "sync.after-push-taken", "sync.before-pull",
    "sync.after-pull",        "sync.after-pull-taken", "store.before-commit",   "store.after-commit",
    "sync.before-token-save", "sync.after-token-save"};
constexpr std::array<const char*, 8> placesInServer{"stream.checked",     "stream.before-row",    "stream.before-put",
                                                    "stream.applied",     "server.before-commit", "server.after-commit",
                                                    "server.mid-refresh", "server.after-refresh"};

/// Two computers whose person marks days while everything around them goes wrong.
class Torture {
public:
    Torture(const Faults& faults, std::uint64_t start)
        : m_faults(faults), m_random(start), m_proxy(m_server.port(), start) {
        m_computers[0].addHabit("Read");
        m_computers[0].sync();
        m_computers[1].sync();
    }

    void round() {
        // Who failed tries again at once: a refresh whose answer was lost is answered again for half a minute.
        if (!m_hasFailed) m_turn = m_random.below(2);
        Computer& computer = m_computers[m_turn];
        mark(computer);
        m_proxy.be(m_faults.isWild ? ChaosProxy::Mood::wild : ChaosProxy::Mood::calm);
        if (m_faults.killsServers) armServer();
        std::string place;
        if (m_faults.killsClients)
            place = "CAIRN_FAILPOINT=" + oneOf(placesInClient, m_random) + ":" + std::to_string(1 + m_random.below(2));
        const auto run = computer.trySync(place);
        m_hasFailed = run.exitCode != 0;
        m_completed += run.exitCode == 0 ? 1 : 0;
        if (run.errors.find("not signed in") != std::string::npos) signInAgain(computer);
        m_clientKills += run.exitCode > 2 ? 1 : 0;
    }

    /// The path heals: everything must arrive everywhere.
    void heal() {
        m_proxy.be(ChaosProxy::Mood::calm);
        m_server.kill();
        m_server.start();
        for (int i = 0; i < 2; ++i)
            for (Computer& computer : m_computers) CHECK(computer.sync().at("waiting") == 0);
    }

    int lost() {
        int count = 0;
        for (Computer& computer : m_computers) {
            std::map<std::string, std::string> states;
            for (const json& day : days(computer)) states[day.at("date")] = day.at("state");
            for (const auto& [day, state] : m_marks) count += states[day] == state ? 0 : 1;
        }
        return count;
    }

    bool isEqual() { return days(m_computers[0]) == days(m_computers[1]); }

    std::string told(int count, int lostMarks) {
        return std::string(m_faults.name) + ": " + std::to_string(count) + " rounds, " + std::to_string(m_completed) +
               " completed, " + std::to_string(m_clientKills) + " clients and " + std::to_string(m_serverKills) +
               " servers killed, " + std::to_string(m_proxy.disturbed()) + " connections disturbed, " +
               std::to_string(m_signOuts) + " sign-outs, " + std::to_string(m_marks.size()) +
               " days marked: " + std::to_string(lostMarks) + " lost";
    }

private:
    void signInAgain(Computer& computer) {
        ++m_signOuts;
        m_proxy.be(ChaosProxy::Mood::calm);
        m_server.kill();
        m_server.start();
        CHECK(computer.login(m_proxy.url(), Computer::Account::known, "ada@example.org").exitCode == 0);
    }

    /// Each mark is on a day of its own, so that nothing but loss takes it away.
    void mark(Computer& computer) {
        char day[16];
        const auto number = static_cast<int>(m_marks.size());
        std::snprintf(day, sizeof day, "2026-%02d-%02d", 1 + number / 28 % 10, 1 + number % 28);
        const bool isDone = m_random.below(2) == 0;
        computer.mark("Read", isDone ? "done" : "skip", day);
        m_marks[day] = isDone ? "done" : "skipped";
    }

    json days(Computer& computer) {
        return computer.cairn.json("heatmap Read --from 2026-01-01 --to 2026-10-28 --today 2026-11-20").at("days");
    }

    /// The server dies at some place, or has died at the last one and is started again.
    void armServer() {
        if (m_server.isRunning()) m_server.kill();
        m_server.start("CAIRN_FAILPOINT=" + oneOf(placesInServer, m_random) + ":" +
                       std::to_string(1 + m_random.below(2)));
        ++m_serverKills;
    }

    Faults m_faults;
    Random m_random;
    Server m_server;
    ChaosProxy m_proxy;
    std::array<Computer, 2> m_computers{Computer(m_proxy.url(), Computer::Account::made),
                                        Computer(m_proxy.url(), Computer::Account::known)};
    std::map<std::string, std::string> m_marks;
    std::uint64_t m_turn = 0;
    bool m_hasFailed = false;
    int m_completed = 0;
    int m_signOuts = 0;
    int m_clientKills = 0;
    int m_serverKills = 0;
};

} // namespace

TEST_CASE("whatever is killed and whatever the network does, no mark is lost and all agree when the path heals",
          "[torture][sync]") {
    const Faults faults =
        GENERATE(Faults{"clients killed", true, false, false}, Faults{"servers killed", false, true, false},
                 Faults{"wild network", false, false, true}, Faults{"all of it", true, true, true});
    const int count = rounds(12);
    Torture torture(faults, seed());
    for (int i = 0; i < count; ++i) torture.round();
    torture.heal();
    const int lost = torture.lost();
    std::printf("%s; CAIRN_TORTURE_SEED=%llu CAIRN_TORTURE_ROUNDS=%d sync_torture\n", torture.told(count, lost).c_str(),
                static_cast<unsigned long long>(seed()), count * killsOfOneRound);
    CHECK(lost == 0);
    CHECK(torture.isEqual());
}
