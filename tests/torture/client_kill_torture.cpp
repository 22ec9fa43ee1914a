#include <thread>

#include "tests/support/catch.h"
#include "tests/torture/served.h"
#include "tests/torture/sync_device.h"
#include "tests/torture/torture.h"

using namespace cairn::core;
using namespace cairn::torture;
using cairn::support::TemporaryFolder;

namespace {

constexpr std::array<const char*, 8> places{"store.mid-apply",    "store.before-commit", "store.after-commit",
                                            "sync.push-asked",    "sync.mid-push-take",  "sync.pull-asked",
                                            "sync.mid-pull-take", "sync.before-head"};
constexpr std::int64_t actsARun = 7;

/// Two devices, each a process, of which both are killed in each round while a server works.
class ClientKills {
public:
    explicit ClientKills(std::uint64_t seed) : m_random(seed), m_seed(seed) {
        m_server.start();
        m_account = join(m_server.port(), "ada");
        Loopback line(m_server.port());
        SyncDevice one(file(0), 'a', m_seed), other(file(1), 'b', m_seed);
        one.makeHabit();
        for (SyncDevice* const device : {&one, &other}) device->sync(line, m_account.token);
    }

    void round() {
        std::array<std::string, 2> chosen;
        std::array<std::unique_ptr<ChildProcess>, 2> processes;
        for (std::size_t who : {0, 1}) {
            const bool isAtPlace = m_random.below(3) != 0;
            if (isAtPlace) chosen[who] = places.at(m_random.below(places.size()));
            processes[who] = start(who, actsARun, chosen[who]);
        }
        for (std::size_t who : {0, 1}) {
            const auto lines = chosen[who].empty() ? 1 + m_random.below(actsARun) : 1'000;
            follow(who, *processes[who], lines);
            for (auto pause = m_random.below(300); chosen[who].empty() && pause > 0; --pause) std::this_thread::yield();
        }
        for (std::size_t who : {0, 1}) {
            const int status = chosen[who].empty() ? processes[who]->killed() : processes[who]->wait();
            follow(who, *processes[who], 1'000);
            if (WIFSIGNALED(status)) ++m_kills[chosen[who].empty() ? "any moment" : chosen[who]];
        }
        check();
    }

    [[nodiscard]] int kills() const {
        int all = 0;
        for (const auto& [place, count] : m_kills) all += count;
        return all;
    }

    std::string told() {
        std::string text;
        for (const auto& [place, count] : m_kills) text += place + " " + std::to_string(count) + ", ";
        return text + std::to_string(m_acts[0] + m_acts[1]) + " changes";
    }

private:
    [[nodiscard]] std::filesystem::path file(std::size_t who) const { return m_folder / (who == 0 ? "a" : "b"); }

    /// The act that was under way when the last process died is done once more.
    std::unique_ptr<ChildProcess> start(std::size_t who, std::int64_t count, const std::string& place) {
        const std::vector<std::string> command{CAIRN_SYNC_VICTIM,
                                               file(who),
                                               who == 0 ? "a" : "b",
                                               std::to_string(m_seed),
                                               std::to_string(m_server.port()),
                                               m_account.token,
                                               std::to_string(m_acts[who] + 1),
                                               std::to_string(count)};
        std::vector<std::string> variables;
        if (!place.empty())
            variables.push_back("CAIRN_FAILPOINT=" + place + ":" + std::to_string(1 + m_random.below(6)));
        return std::make_unique<ChildProcess>(command, variables);
    }

    /// Reads so many lines, or all.
    void follow(std::size_t who, ChildProcess& process, std::uint64_t lines) {
        std::string line;
        while (lines-- > 0 && process.readLine(line)) {
            if (line.starts_with("failed")) FAIL(line);
            m_acts[who] = std::stoll(line);
        }
    }

    void finish(std::size_t who) {
        const auto process = start(who, 1, {});
        follow(who, *process, 1'000);
        if (process->wait() != 0) FAIL("a device does not go on after it was killed");
    }

    void check() {
        for (std::size_t who : {0, 1, 0}) finish(who);
        std::array<SyncDevice, 2> devices{SyncDevice(file(0), 'a', m_seed), SyncDevice(file(1), 'b', m_seed)};
        Loopback line(m_server.port());
        for (int i = 0; i < 2; ++i)
            for (SyncDevice& device : devices) device.sync(line, m_account.token);
        const auto rows = devices[0].rows();
        if (const auto differs = difference(rows, devices[1].rows()); !differs.empty()) FAIL(differs);
        if (const auto differs = difference(rows, rowsOnServer(line, m_account.token)); !differs.empty()) FAIL(differs);
        for (std::size_t who : {0, 1}) {
            if (const auto unrest = devices[who].unrest(); !unrest.empty()) FAIL(unrest);
            if (const auto lost = devices[who].lost(m_acts[who]); !lost.empty()) FAIL("lost: " + lost);
        }
    }

    TemporaryFolder m_folder;
    Random m_random;
    std::uint64_t m_seed;
    Served m_server;
    Account m_account;
    std::array<std::int64_t, 2> m_acts{};
    std::map<std::string, int> m_kills;
};

} // namespace

TEST_CASE("devices killed wherever they are in a sync go on, agree, and have lost nothing", "[torture][sync]") {
    const std::uint64_t seed = firstSeed();
    const int wanted = roundsOfOneRun(200);
    INFO(replayLine("client_kill_torture", wanted, seed));
    ClientKills torture(seed);
    for (int tried = 0; torture.kills() < wanted && tried < wanted * 4; ++tried) torture.round();
    tell(std::to_string(torture.kills()) + " kills of devices, seed " + std::to_string(seed) + ": " + torture.told() +
         "; 0 lost");
    CHECK(torture.kills() >= wanted);
}
