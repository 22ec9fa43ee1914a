#include <algorithm>
#include <fmt/format.h>

#include "tests/simulator/world.h"

namespace cairn::simulator {

namespace {

constexpr std::int64_t day = 86'400'000;
constexpr std::size_t mostDevices = 5;

} // namespace

/// Something goes wrong: what may happen in this run at all was drawn at its beginning.
void World::trouble(Device& device) {
    const double act = m_random.unit();
    const bool hasRoom = m_devices.size() < mostDevices;
    if (act < 0.22) return kill(device);
    if (act < 0.42 && m_isWild) return jumpClock(device);
    if (act < 0.48 && m_isWild) return jumpServersClock();
    if (act < 0.54) return backUp(device);
    if (act < 0.62 && m_mayCopy && !device.backups.empty()) return putBack(device);
    if (act < 0.65) return makeTruth(device);
    if (act < 0.71 && m_mayCopy && hasRoom) return copyDatabase(device);
    if (act < 0.74 && hasRoom) return say("a new device " + addDevice().name());
    if (act < 0.76) return retire(device);
    if (act < 0.80) return restartServer();
    if (act < 0.86) return m_serverBackups.push_back(m_server->snapshot());
    if (act < 0.90 && m_mayRestore) return restoreServer();
    if (act < 0.92) return passTime();
    if (act < 0.96) return serverWrites();
    newerProgram();
}

void World::kill(Device& device) {
    device.kill();
    say(device.name() + " is killed");
}

void World::jumpClock(Device& device) {
    const std::array<std::int64_t, 9> days{0, 0, 365, -365, 5'000, -5'000, 1, -1, 25'000};
    const std::array<std::int64_t, 4> more{0, 0, 240'000, 600'000};
    device.offset = days[m_random.below(9)] * day + more[m_random.below(4)];
    device.isTrue = false;
    device.frozen.reset();
    if (chance(0.3)) device.frozen = std::max<std::int64_t>(m_now + device.offset, 1'000);
    setClocks();
    say(device.name() + fmt::format(" has its clock {} ms ahead", device.offset));
}

void World::jumpServersClock() {
    m_oracle.isTimeTrue = false;
    m_serverOffset = std::array<std::int64_t, 5>{0, 0, 400, -400, 4'000}[m_random.below(5)] * day;
    setClocks();
    say(fmt::format("the server's clock is {} ms ahead", m_serverOffset));
}

void World::backUp(Device& device) {
    device.backups.push_back(device.snapshot());
    device.store().backUp();
    say(device.name() + " is backed up");
}

void World::putBack(Device& device) {
    m_isCopied = true;
    device.load(device.backups[m_random.below(device.backups.size())]);
    setClocks();
    forget();
    say(device.name() + " has a backup put back");
}

/// The difference to a backup is written as one change of the person.
void World::makeTruth(Device& device) {
    const std::vector<core::Backup> backups = core::listBackups(device.file());
    if (backups.empty()) return;
    const auto& backup = backups[m_random.below(backups.size())];
    device.changed(sure(device.store().restoreAsTruth(backup.file), "a backup as the truth"), Oracle::Why::edit);
    say(device.name() + " makes a backup the truth");
}

void World::copyDatabase(Device& device) {
    m_isCopied = true;
    const Device::Snapshot copy = device.snapshot();
    Device& second = addDevice();
    second.load(copy);
    if (chance(0.5)) {
        second.offset = device.offset;
        second.frozen = device.frozen;
    }
    setClocks();
    say("the database of " + device.name() + " is copied");
}

void World::retire(Device& device) {
    const auto live = std::ranges::count_if(m_devices, [](const auto& each) { return !each->isGone; });
    const auto status = sure(device.replica().status(), "status");
    if (live < 3 || status.waiting + status.refused > 0) return;
    device.isGone = true;
    forget();
    say(device.name() + " is retired");
}

void World::restartServer() {
    m_server->restart();
    setClocks();
    say("the server is restarted");
}

void World::restoreServer() {
    const std::size_t last = std::min<std::size_t>(m_serverBackups.size(), 3);
    const auto& files = m_serverBackups[m_serverBackups.size() - 1 - m_random.below(last)];
    ++m_restores;
    m_pushes.clear();
    m_answers.clear();
    m_server->restore(files, chance(0.5) ? Server::By::tool : Server::By::hand);
    setClocks();
    forget();
    say("a backup of the server is put back");
}

void World::passTime() {
    m_now += std::array<std::int64_t, 3>{1, 31, 200}[m_random.below(3)] * day;
    setClocks();
    const core::Instant now{m_now + m_serverOffset};
    sure(m_server->streams().dropDisagreements(now), "drop disagreements");
    sure(m_server->streams().buryRemoved(now), "bury");
    for (const core::SyncedRow& row : m_server->rows())
        if (row.isGrave) m_oracle.graves.insert(row.row);
    say("time passes");
}

} // namespace cairn::simulator
