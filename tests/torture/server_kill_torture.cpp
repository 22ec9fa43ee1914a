#include <atomic>
#include <future>
#include <thread>

#include "core/base/random.h"
#include "tests/support/catch.h"
#include "tests/torture/served.h"
#include "tests/torture/sync_device.h"
#include "tests/torture/torture.h"

using namespace cairn::core;
using namespace cairn::torture;
using cairn::support::TemporaryFolder;

namespace {

constexpr std::array<const char*, 6> places{"stream.checked", "stream.before-row",    "stream.before-put",
                                            "stream.applied", "server.before-commit", "server.after-commit"};

constexpr int mostCalls = 25; ///< before a kill at any moment

/// Does something at its end, whatever ends it.
class Finally {
public:
    explicit Finally(std::function<void()> action) : m_action(std::move(action)) {}
    ~Finally() { m_action(); }
    Finally(const Finally&) = delete;
    Finally& operator=(const Finally&) = delete;

private:
    std::function<void()> m_action;
};

/// Two devices that work while their server is killed again and again.
class ServerKills {
public:
    explicit ServerKills(std::uint64_t seed) : m_random(seed), m_seed(seed) {
        m_server.start();
        m_account = join(m_server.port(), "ada");
        m_devices[0].makeHabit();
        settle();
        m_server.stop();
    }

    /// One kill, at a place that the seed decides; the devices take turns.
    void killAtPlace() {
        const std::string place = places.at(m_random.below(places.size()));
        const bool isListening = m_server.startToDieAt(place + ":" + std::to_string(1 + m_random.below(9)));
        if (!isListening || diesAtWork()) ++m_kills[place];
        check();
    }

    /// One kill after a number of calls that the seed decides, while both devices work at once.
    void killAtSomeMoment() {
        m_server.start();
        std::atomic<int> calls = 0;
        for (SyncDevice& device : m_devices)
            device.calling = [&calls] {
                ++calls;
                calls.notify_all();
            };
        std::array<std::future<void>, 2> work;
        for (std::size_t who : {0, 1})
            work[who] = std::async(std::launch::async, [this, who, &calls] {
                const Finally wake([&calls] {
                    calls += mostCalls;
                    calls.notify_all();
                });
                workUntilBroken(who);
            });
        const int wanted = 1 + static_cast<int>(m_random.below(mostCalls));
        for (int seen = calls; seen < wanted; seen = calls) calls.wait(seen);
        for (auto pause = m_random.below(400); pause > 0; --pause) std::this_thread::yield();
        m_server.kill();
        for (auto& one : work) one.get();
        for (SyncDevice& device : m_devices) device.calling = [] {};
        ++m_kills["any moment"];
        check();
    }

    /// Names that were written by somebody who had seen the one that lost against them.
    int falseDisagreements() {
        int count = 0;
        for (const auto& one : m_devices[0].disagreements())
            for (const SyncDevice& device : m_devices)
                for (const auto& [name, seen] : device.seenBefore)
                    count += one.winner.value == '"' + name + '"' &&
                                     std::ranges::any_of(
                                         seen, [&](const auto& old) { return one.loser.value == '"' + old + '"'; })
                                 ? 1
                                 : 0;
        return count;
    }

    std::string lost() { return m_devices[0].lost(m_acts[0]) + m_devices[1].lost(m_acts[1]); }

    std::string told() {
        std::string text;
        for (const auto& [place, count] : m_kills) text += place + " " + std::to_string(count) + ", ";
        return text + std::to_string(m_acts[0] + m_acts[1]) + " changes, " +
               std::to_string(m_devices[0].disagreements().size()) + " disagreements";
    }

private:
    /// Both devices work in turns; whether the server died of it. It is dead afterwards either way.
    bool diesAtWork() {
        std::array<Loopback, 2> lines{Loopback(m_server.port()), Loopback(m_server.port())};
        bool isBroken = false;
        for (std::size_t turn = m_random.below(2), turns = 0; !isBroken && turns < 60; turn = 1 - turn, ++turns) {
            for (auto acts = m_random.below(4); acts > 0; --acts) m_devices[turn].act(++m_acts[turn]);
            isBroken = m_devices[turn].sync(lines[turn], m_account.token) == SyncDevice::End::broken;
        }
        isBroken ? m_server.awaitEnd() : m_server.kill();
        return isBroken;
    }

    void workUntilBroken(std::size_t who) {
        Loopback line(m_server.port());
        do m_devices[who].act(++m_acts[who]);
        while (m_devices[who].sync(line, m_account.token) == SyncDevice::End::done);
    }

    /// What the server acknowledged before it died is there before anybody sends it again; then all agree.
    void check() {
        m_server.start();
        Loopback line(m_server.port());
        const auto rows = rowsOnServer(line, m_account.token);
        for (SyncDevice& device : m_devices)
            for (const auto& [name, registers] : device.acknowledged)
                for (const auto& [registerName, clock] : registers) {
                    const auto row = std::ranges::lower_bound(rows, name, {}, &SyncedRow::row);
                    const bool isThere = row != rows.end() && row->row == name && row->find(registerName) != nullptr &&
                                         row->find(registerName)->clock >= clock;
                    if (!isThere) FAIL("acknowledged and lost: " + name.kind + " " + name.key + " " + registerName);
                }
        settle();
        m_server.kill();
    }

    void settle() {
        Loopback line(m_server.port());
        for (int i = 0; i < 2; ++i)
            for (SyncDevice& device : m_devices)
                if (device.sync(line, m_account.token) != SyncDevice::End::done) FAIL("the server went away");
        const auto rows = m_devices[0].rows();
        if (const auto differs = difference(rows, m_devices[1].rows()); !differs.empty()) FAIL(differs);
        if (const auto differs = difference(rows, rowsOnServer(line, m_account.token)); !differs.empty()) FAIL(differs);
        for (SyncDevice& device : m_devices)
            if (const auto unrest = device.unrest(); !unrest.empty()) FAIL(unrest);
    }

    TemporaryFolder m_folder;
    Random m_random;
    std::uint64_t m_seed;
    Served m_server;
    Account m_account;
    std::array<SyncDevice, 2> m_devices{SyncDevice(m_folder / "a.cairn", 'a', m_seed),
                                        SyncDevice(m_folder / "b.cairn", 'b', m_seed)};
    std::array<std::int64_t, 2> m_acts{};
    std::map<std::string, int> m_kills;
};

} // namespace

TEST_CASE("a server killed between any two steps of a push keeps what it acknowledged, and each effect is there once",
          "[torture][sync]") {
    const std::uint64_t seed = firstSeed();
    const int kills = roundsOfOneRun(200);
    INFO(replayLine("server_kill_torture", kills, seed));
    ServerKills torture(seed);
    for (int i = 0; i < kills; ++i) i % 2 == 0 ? torture.killAtPlace() : torture.killAtSomeMoment();
    const std::string lost = torture.lost();
    const int wrong = torture.falseDisagreements();
    tell(std::to_string(kills) + " kills of the server, seed " + std::to_string(seed) + ": " + torture.told() + "; " +
         (lost.empty() ? "0" : "some") + " lost, " + std::to_string(wrong) + " effects twice");
    CHECK(lost == "");
    CHECK(wrong == 0);
}
