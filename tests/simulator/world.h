#pragma once

#include <list>

#include "tests/simulator/device.h"
#include "tests/simulator/server.h"

namespace cairn::simulator {

/// One seeded run: several devices of one person and the server, a network that loses, repeats and reorders, clocks
/// that are wrong, files that are copied and put back. The same seed is the same run. Ends with the network healed and
/// the invariants of `design.md` checked; throws Failure.
class World {
public:
    World(std::uint64_t seed, const std::filesystem::path& folder, bool isTold);

    void run();

private:
    struct Message {
        enum class Kind : std::uint8_t { push, pull, pushed, pulled, delta };
        Kind kind{};
        std::size_t device = 0;
        sync::Replica::Ticket ticket = 0;
        std::string text; ///< the body, as it would go over the wire
        std::int64_t since = 0;
        std::size_t limit = 0;
        int process = 0;  ///< of the device that asked; its connections end with it
        int restores = 0; ///< of the server when it was sent
    };

    // The world.
    void step();
    void calmDown();
    void trouble(Device& device);
    void send(std::size_t device, bool mayPull);
    void deliver(const Message& message);
    void serve(const Message& message);
    void answer(const Message& message);
    void setClocks();
    void seeTime(Device& device, std::int64_t time) const;
    Device& addDevice();
    void say(const std::string& text) const;
    bool chance(double probability) { return m_random.unit() < probability; }

    // What goes wrong (trouble.cpp).
    void kill(Device& device);
    void jumpClock(Device& device);
    void jumpServersClock();
    void backUp(Device& device);
    void putBack(Device& device);
    void makeTruth(Device& device);
    void copyDatabase(Device& device);
    void retire(Device& device);
    void restartServer();
    void restoreServer();
    void passTime();

    // What a person does (person.cpp).
    void person(Device& device);
    void makeHabit(Device& device);
    void makeGoal(Device& device);
    void makeUnder(Device& device, core::Kind kind);
    void log(Device& device);
    void editRow(Device& device);
    void removeSome(Device& device, std::size_t count);
    void restoreOrBury(Device& device);
    void importFile(Device& device);
    void decide(Device& device);
    void newerProgram();
    void serverWrites();
    void answerRefusal(Device& device);
    void dropRefused(Device& device);
    void makeMany(Device& device);
    std::string fresh() { return "w" + std::to_string(++m_values); }
    /// Sometimes one that was there before.
    int someNumber() { return chance(0.4) ? 1 + static_cast<int>(m_random.below(2)) : 2 + ++m_values; }
    [[nodiscard]] std::vector<core::SyncedRow> shown(Device& device, std::string_view kind);
    std::optional<core::SyncedRow> pick(const std::vector<core::SyncedRow>& rows);

    // What has to hold (checks.cpp).
    void judgePush(const sync::Push& push, const std::map<core::RowName, core::SyncedRow>& before);
    void noteAnswer(const sync::Push& push, const sync::PushAnswer& answer);
    void check();
    void checkEqual(std::string_view when);
    [[nodiscard]] core::SyncedRow acknowledgedRow(const core::RowName& name) const;
    void checkKept();
    void checkGraves();
    void checkDisagreements();
    void checkVanished(Device& device, const std::vector<core::SyncedRow>& before, bool isHead);
    void checkCreations(const core::SyncedRow& row);
    void checkReplay();
    void checkKnowing();
    [[nodiscard]] bool isWhole(const core::SyncedRow& row) const;
    void checkWhole(const core::SyncedRow& row);
    void checkBurial(const sync::PushedRow& pushed, const core::SyncedRow* before);
    // Damage and its repair (damage.cpp).
    enum class Damage : std::uint8_t { value, unseenValue, grave, older };
    void checkDamage();
    bool damageDevice(Device& device, Damage damage);
    bool damageServer(Damage damage);
    std::optional<core::RowName> anyGrave();
    std::size_t countNoticed();
    std::size_t countDisagreements();
    [[nodiscard]] bool isUnderGrave(const core::SyncedRow& row);
    void forget();

    core::Random m_random;
    std::filesystem::path m_folder;
    bool m_isTold;
    Oracle m_oracle;
    std::unique_ptr<Server> m_server;
    std::vector<std::unique_ptr<Device>> m_devices;
    std::vector<Message> m_network;
    std::vector<Message> m_pushes; ///< that were served, for the replay
    std::vector<Message> m_answers;
    std::vector<std::map<std::string, std::string>> m_serverBackups;
    static constexpr std::int64_t aMinute = 60'000;
    static constexpr std::int64_t begin = 1'600'000'000'000;
    std::int64_t m_now = begin;
    std::int64_t m_serverOffset = 0;
    std::int64_t m_greatestNow = 0; ///< of the server's clock, ever
    int m_step = 0;
    int m_values = 0;
    int m_restores = 0;
    bool m_isCalm = false;
    bool m_isCopied = false; ///< a database was copied or put back
    double m_loss = 0;
    bool m_isWild = false;
    bool m_isRich = false; ///< begins with many rows
    bool m_mayRestore = false;
    bool m_mayCopy = false;
    core::Uuid m_newerReplica;
    std::optional<core::Uuid> m_newerLast;
};

} // namespace cairn::simulator
