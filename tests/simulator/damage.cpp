#include <SQLiteCpp/SQLiteCpp.h>
#include <algorithm>

#include "sync/protocol/disagreement.h"
#include "tests/simulator/world.h"

namespace cairn::simulator {

using core::RowName;
using core::SyncedRow;

std::size_t World::countNoticed() {
    std::int64_t count = 0;
    for (const auto& device : m_devices)
        if (!device->isGone) count += sure(device->replica().status(), "status").noticed;
    return static_cast<std::size_t>(count);
}

std::size_t World::countDisagreements() {
    const auto rows = m_server->rows();
    return static_cast<std::size_t>(
        std::ranges::count_if(rows, [](const SyncedRow& row) { return row.row.kind == sync::disagreementKind; }));
}

std::optional<RowName> World::anyGrave() {
    std::vector<SyncedRow> graves = m_server->rows();
    std::erase_if(graves, [](const SyncedRow& row) { return !row.isGrave; });
    const auto grave = pick(graves);
    return grave ? std::optional(grave->row) : std::nullopt;
}

/// A value that is another, or a grave that is missing; false where there is nothing to damage.
bool World::damageDevice(Device& device, Damage damage) {
    const auto row = pick(shown(device, "habit"));
    const auto grave = anyGrave();
    if (damage == Damage::grave ? !grave : !row) return false;
    device.kill();
    SQLite::Database database(device.file().string(), SQLite::OPEN_READWRITE);
    if (damage == Damage::grave) {
        SQLite::Statement lose(database, "DELETE FROM graves WHERE kind = ? AND key = ?");
        lose.bind(1, grave->kind);
        lose.bind(2, grave->key);
        lose.exec();
    } else {
        const std::string name = row->find("name")->value;
        database.exec("UPDATE habits SET name = 'flipped' WHERE name = '" + name.substr(1, name.size() - 2) + "'");
        m_oracle.add(row->row, {"name", row->find("name")->clock, "\"flipped\""}, {}, Oracle::Why::server);
    }
    if (damage == Damage::unseenValue) sure(device.replica().pullAll(), "pull all");
    return true;
}

/// A value that is another, a grave that is missing, or a row as it was before.
bool World::damageServer(Damage damage) {
    std::vector<SyncedRow> rows = m_server->rows();
    std::erase_if(rows, [](const SyncedRow& row) {
        return row.row.kind != "habit" || !core::isPresent(row) || !core::isComplete(row) ||
               row.find("name")->clock.isOfImport();
    });
    auto row = pick(rows);
    const auto grave = anyGrave();
    if (damage == Damage::grave ? !grave : !row) return false;
    if (damage == Damage::grave) {
        m_server->lose(*grave);
    } else {
        core::SyncedRegister& name = *row->find("name");
        name.value = "\"flipped\"";
        if (damage == Damage::older) name.clock.stamp -= 1;
        m_oracle.add(row->row, name, {}, Oracle::Why::server);
        m_server->put(*row);
    }
    sure(m_server->streams().recount(streamName), "recount");
    return true;
}

/// One end is damaged, then another: the digests notice, and all are equal again.
void World::checkDamage() {
    std::vector<Device*> live;
    for (const auto& device : m_devices)
        if (!device->isGone) live.push_back(device.get());
    for (const bool isServers : {false, true}) {
        const auto damage = std::array{Damage::value, isServers ? Damage::older : Damage::unseenValue,
                                       Damage::grave}[m_random.below(3)];
        const std::size_t noticed = countNoticed();
        const std::size_t told = countDisagreements();
        const bool isDone = isServers ? damageServer(damage) : damageDevice(*live[m_random.below(live.size())], damage);
        if (!isDone) continue;
        for (Device* const each : live)
            if (damage != Damage::unseenValue) each->replica().recount();
        calmDown();
        if (damage != Damage::unseenValue && countNoticed() == noticed)
            fail(isServers ? "I6 damage on the server was not noticed" : "I6 damage on a device was not noticed");
        checkEqual("I6 after damage: ");
        if (countDisagreements() != told) fail("I5 a repair made a disagreement");
    }
}

} // namespace cairn::simulator
