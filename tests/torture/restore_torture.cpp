#include <algorithm>
#include <filesystem>

#include "core/base/tenet.h"
#include "tests/support/catch.h"
#include "tests/torture/served.h"
#include "tests/torture/sync_device.h"
#include "tests/torture/torture.h"

using namespace cairn::core;
using namespace cairn::torture;
using cairn::support::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

enum class How { byTool, byHand };

/// Three devices of a person whose server goes back to an old copy of itself.
class Restored {
public:
    Restored(How how, std::uint64_t seed) : m_how(how), m_random(seed), m_seed(seed) {
        m_server.start();
        m_account = join(m_server.port(), "ada");
        m_devices[0].makeHabit();
        for (SyncDevice& device : m_devices) sync(device);
    }

    /// Work before the copy, the copy, work after it that some devices sync and some don't, and the old copy again.
    void run() {
        work();
        copy();
        work();
        m_server.stop();
        putBack();
        m_server.start();
        if (m_how == How::byTool) m_account = signIn(m_server.port(), m_account.email);
        if (m_random.below(2) == 0) work();
        for (int i = 0; i < 3; ++i)
            for (SyncDevice& device : m_devices) sync(device);
    }

    std::string wrong() {
        Loopback line(m_server.port());
        const auto rows = rowsOnServer(line, m_account.token);
        std::string lost;
        for (std::size_t who = 0; who < m_devices.size(); ++who) {
            if (const auto differs = difference(m_devices[who].rows(), rows); !differs.empty()) return differs;
            const auto status = sure(m_devices[who].replica().status());
            if (status.waiting + status.refused + status.held > 0 || status.isPullingAll) return "not at rest";
            lost += m_devices[who].lost(m_acts[who]);
        }
        return lost.empty() ? lost : "lost: " + lost;
    }

    [[nodiscard]] std::int64_t changes() const { return m_acts[0] + m_acts[1] + m_acts[2]; }

private:
    void sync(SyncDevice& device) {
        Loopback line(m_server.port());
        if (device.sync(line, m_account.token) != SyncDevice::End::done) FAIL("the server went away");
    }

    void work() {
        for (int i = 0; i < 12; ++i) {
            const auto who = m_random.below(3);
            for (auto acts = m_random.below(4); acts > 0; --acts) m_devices[who].act(++m_acts[who]);
            if (m_random.below(3) != 0) sync(m_devices[who]);
        }
    }

    void copy() {
        if (m_how == How::byTool) return m_server.run({"backup", (m_server.folder() / "copy.db").string()});
        m_server.stop();
        fs::copy(m_server.data(), m_server.folder() / "copy", fs::copy_options::recursive);
        m_server.start();
    }

    void putBack() {
        if (m_how == How::byTool) return m_server.run({"restore", (m_server.folder() / "copy.db").string()});
        fs::remove_all(m_server.data());
        fs::rename(m_server.folder() / "copy", m_server.data());
    }

    How m_how;
    TemporaryFolder m_folder;
    Random m_random;
    std::uint64_t m_seed;
    Served m_server;
    Account m_account;
    std::array<SyncDevice, 3> m_devices{SyncDevice(m_folder / "a", 'a', m_seed),
                                        SyncDevice(m_folder / "b", 'b', m_seed),
                                        SyncDevice(m_folder / "c", 'c', m_seed)};
    std::array<std::int64_t, 3> m_acts{};
};

} // namespace

TEST_CASE("an old backup of the server, put back by its tool or by hand, loses nothing newer of any device",
          "[torture][sync]") {
    const How how = GENERATE(How::byTool, How::byHand);
    const int count = std::max(1, rounds(200) / 7); // each takes as long as seven kills
    std::int64_t changes = 0;
    int wrong = 0;
    for (int i = 0; i < count; ++i) {
        const std::uint64_t seed = firstSeed() + static_cast<std::uint64_t>(i);
        Restored torture(how, seed);
        torture.run();
        changes += torture.changes();
        const std::string what = torture.wrong();
        if (what.empty()) continue;
        ++wrong;
        tell("seed " + std::to_string(seed) + ": " + what + "; " +
             replayLine("restore_torture", "an old backup of the server*", seed));
    }
    tell(std::to_string(count) + " servers put back " + (how == How::byTool ? "by tool" : "by hand") + ", seeds from " +
         std::to_string(firstSeed()) + ", " + std::to_string(changes) + " changes: " + std::to_string(wrong) +
         " wrong");
    CHECK(wrong == 0);
}

#ifdef CAIRN_FAILPOINTS
// Put back by hand, the server has the epoch of before: only the digests tell.
TEST_CASE("the negative control: where devices don't compare digests, some changes of before stay lost",
          "[torture][sync]") {
    takeAway("digest");
    int wrong = 0;
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        Restored torture(How::byHand, seed);
        torture.run();
        wrong += torture.wrong().empty() ? 0 : 1;
    }
    takeAway("");
    CHECK(wrong > 0);
}
#endif
