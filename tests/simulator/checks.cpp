#include <algorithm>
#include <fmt/format.h>

#include "sync/protocol/disagreement.h"
#include "tests/simulator/world.h"

namespace cairn::simulator {

namespace {

using core::SyncedRegister;
using core::SyncedRow;

std::string text(const Place& place) {
    return place.first.kind + " " + place.first.key + " " + place.second;
}

bool isTold(const SyncedRow& row) {
    return row.row.kind == sync::disagreementKind;
}

std::map<core::RowName, SyncedRow> byName(std::vector<SyncedRow> rows) {
    std::map<core::RowName, SyncedRow> all;
    for (SyncedRow& row : rows)
        if (!isTold(row)) all.emplace(row.row, std::move(row));
    return all;
}

std::string difference(const SyncedRow* left, const SyncedRow* right) {
    if (left == nullptr || right == nullptr) return left == nullptr ? "is not there" : "is only there";
    if (left->isGrave != right->isGrave) return "is a grave at one end";
    for (const SyncedRegister& one : left->registers) {
        const SyncedRegister* const other = right->find(one.name);
        if (other == nullptr || !(*other == one))
            return fmt::format("{}: {} at {}/{}, {} at {}/{}", one.name, one.value, one.clock.milliseconds(),
                               core::formatUuid(one.clock.replica).substr(24), other == nullptr ? "-" : other->value,
                               other == nullptr ? 0 : other->clock.milliseconds(),
                               other == nullptr ? "" : core::formatUuid(other->clock.replica).substr(24));
    }
    return "has more registers";
}

} // namespace

/// Which of two values lost without the winner's writer having known it.
void World::judgePush(const sync::Push& push, const std::map<core::RowName, SyncedRow>& before) {
    for (const SyncedRow& row : m_server->rows())
        if (row.isGrave) m_oracle.graves.insert(row.row);
    for (const sync::PushedRow& pushed : push.rows) {
        const core::RowName& name = pushed.row.row;
        const auto was = before.find(name);
        const auto after = m_server->find(name);
        for (const SyncedRegister& one : pushed.row.registers) {
            const SyncedRegister* const present = was == before.end() ? nullptr : was->second.find(one.name);
            const SyncedRegister* const winner = after ? after->find(one.name) : nullptr;
            // The same value with another clock: the server's for this write, unless it is what stood there before.
            const bool stoodBefore = present != nullptr && winner != nullptr && winner->clock == present->clock;
            if (winner != nullptr && !stoodBefore && winner->value == one.value && winner->clock != one.clock)
                m_oracle.rename(name, one, winner->clock);
            const auto mine = m_oracle.idOf(name, one);
            if (!mine) fail("I10 nobody wrote what was pushed: " + text({name, one.name}) + " " + one.value);
            const bool isNew = m_oracle.received.insert(*mine).second;
            const bool isTwice = present != nullptr && present->clock == one.clock && present->value != one.value;
            if (isTwice && m_restores == 0 && !pushed.isRepaired(one.name))
                fail("I2 two values of one clock: a change vanished at " + text({name, one.name}));
            if (present == nullptr || winner == nullptr || present->value == one.value || pushed.isRepaired(one.name) ||
                !isNew)
                continue;
            const auto theirs = m_oracle.idOf(name, *present);
            const bool isOfImport = one.clock.isOfImport() || present->clock.isOfImport();
            if (!theirs || isOfImport) continue;
            const auto [won, lost] =
                winner->clock == present->clock ? std::pair(*theirs, *mine) : std::pair(*mine, *theirs);
            if (m_oracle.knew(won, lost)) continue;
            m_oracle.losers.insert(lost);
            const std::int64_t winners = std::max(one.clock, present->clock).milliseconds();
            const auto at = m_oracle.times.find(lost);
            if (m_oracle.isTimeTrue && at != m_oracle.times.end() && at->second > winners + 2 * aMinute)
                fail("I12 the later of two edits lost though its clock was corrected: " + text({name, one.name}));
            if (m_oracle.write(won).why == Oracle::Why::restore && one.name != core::removalName)
                fail("I8 a restore overwrote an unseen edit at " + text({name, one.name}));
        }
        if (after) checkWhole(*after);
        checkBurial(pushed, was == before.end() ? nullptr : &was->second);
    }
}

void World::noteAnswer(const sync::Push& push, const sync::PushAnswer& answer) {
    for (const sync::PushedRow& pushed : push.rows) {
        const core::RowName& name = pushed.row.row;
        const auto result = std::ranges::find_if(answer.rows, [&](const auto& each) { return each.row.row == name; });
        if (result == answer.rows.end())
            fail("I2 a row left the outbox that the answer does not name: " + name.kind + name.key);
        for (const SyncedRegister& one : pushed.row.registers) {
            const auto mine = m_oracle.idOf(name, one);
            if (!mine || (!m_oracle.received.contains(*mine) && !pushed.isRepaired(one.name) && !result->goneWith))
                fail("I2 " + text({name, one.name}) + " left the outbox and was never accepted");
            const SyncedRegister* const winner = result->row.find(one.name);
            if (winner == nullptr || m_oracle.idOf(name, *winner) != mine || pushed.isRepaired(one.name)) continue;
            auto& known = m_oracle.acknowledged[{name, one.name}];
            if (winner->clock >= known.first) known = {winner->clock, *mine};
            m_oracle.answered[{name, one.name}].insert(*mine);
        }
    }
}

bool World::isWhole(const SyncedRow& row) const {
    return core::isComplete(row) || m_oracle.refused.contains(row.row);
}

/// A row comes to the server as a whole.
void World::checkWhole(const SyncedRow& row) {
    if (m_restores == 0 && !isWhole(row)) fail("I4 half of a row at the server: " + row.row.kind + " " + row.row.key);
}

/// Emptying the trash destroys nothing that was restored meanwhile.
void World::checkBurial(const sync::PushedRow& pushed, const SyncedRow* before) {
    if (pushed.burial != core::Burial::asked || before == nullptr || m_restores > 0) return;
    const SyncedRegister* const removal = pushed.row.find(core::removalName);
    const SyncedRegister* const present = before->find(core::removalName);
    const bool isRemoved = removal != nullptr && (present == nullptr || removal->clock > present->clock);
    if (!core::isPresent(*before) || isRemoved || m_server->find(before->row) || isUnderGrave(*before)) return;
    fail("I2 emptying the trash destroyed what was restored meanwhile: " + before->row.kind + " " + before->row.key);
}

/// What no end holds any more, because the server was put back and a device is gone, cannot be asked for.
void World::forget() {
    std::set<WriteId> held;
    std::set<core::RowName> graves;
    const auto holdOne = [&](const core::RowName& row, const SyncedRegister& one) {
        const auto id = m_oracle.idOf(row, one);
        if (!id) return;
        held.insert(*id);
        held.insert(m_oracle.write(*id).past.begin(), m_oracle.write(*id).past.end());
    };
    const auto hold = [&](const std::vector<SyncedRow>& rows) {
        for (const SyncedRow& row : rows) {
            if (row.isGrave) graves.insert(row.row);
            for (const SyncedRegister& one : row.registers) holdOne(row.row, one);
        }
    };
    hold(m_server->rows());
    for (const auto& device : m_devices)
        if (!device->isGone) hold(device->rows());
    std::erase_if(m_oracle.acknowledged, [&](const auto& each) { return !held.contains(each.second.second); });
    std::erase_if(m_oracle.graves, [&](const core::RowName& row) { return !graves.contains(row); });
}

void World::check() {
    for (const auto& device : m_devices) {
        if (device->isGone) continue;
        const auto status = sure(device->replica().status(), "status");
        if (status.waiting + status.refused + status.held > 0)
            fail("I3 the outbox of " + device->name() + " does not empty");
        if (status.noticed > 0 && m_restores == 0 && !m_isCopied)
            fail("I6 digests differed without a restore or damage");
    }
    checkEqual("I1 ");
    checkKept();
    if (m_restores == 0 && !m_isCopied) checkKnowing();
    checkGraves();
    if (m_restores == 0) checkDisagreements();
    checkReplay();
    checkDamage();
}

void World::checkEqual(std::string_view when) {
    const auto servers = byName(m_server->rows());
    for (const auto& device : m_devices) {
        if (device->isGone) continue;
        const auto mine = byName(device->rows());
        std::set<core::RowName> names;
        for (const auto& [name, row] : servers) names.insert(name);
        for (const auto& [name, row] : mine) names.insert(name);
        for (const core::RowName& name : names) {
            const auto there = servers.find(name);
            const auto here = mine.find(name);
            const SyncedRow* const left = here == mine.end() ? nullptr : &here->second;
            const SyncedRow* const right = there == servers.end() ? nullptr : &there->second;
            if (left != nullptr && right != nullptr && *left == *right) continue;
            fail(fmt::format("{}{} and the server differ at {} {}: {}", when, device->name(), name.kind, name.key,
                             difference(left, right)));
        }
        const auto kept = sure(device->store().replicate([&](core::Replication& store) -> core::Result<void> {
            const auto quick = store.digest(core::Replication::Counting::kept);
            const auto anew = store.digest(core::Replication::Counting::anew);
            if (!quick || !anew || *quick != *anew) fail("I6 the digest that is kept is not that of the rows");
            return {};
        }),
                               "digest");
    }
    for (const sync::StreamReport& report : sure(m_server->streams().verify(), "verify"))
        if (!report.problems.empty() && when == "I1 ") fail("I1 the server: " + report.problems.front());
}

bool World::isUnderGrave(const SyncedRow& row) {
    return std::ranges::any_of(core::ownersOf(row), [&](const core::RowName& owner) {
        if (m_oracle.graves.contains(owner)) return true;
        const auto known = m_server->find(owner);
        return known && isUnderGrave(*known);
    });
}

/// A row as it was acknowledged, which need not be anywhere any more.
SyncedRow World::acknowledgedRow(const core::RowName& name) const {
    SyncedRow row{name, {}, false};
    for (auto each = m_oracle.acknowledged.lower_bound({name, {}});
         each != m_oracle.acknowledged.end() && each->first.first == name; ++each)
        row.put({each->first.second, each->second.first, m_oracle.write(each->second.second).value});
    return row;
}

void World::checkKept() {
    for (const auto& [place, acknowledged] : m_oracle.acknowledged) {
        const auto row = m_server->find(place.first);
        if (m_oracle.graves.contains(place.first)) continue;
        // A refused edit took the place of what the restored server lost, and was dropped.
        if (m_restores > 0 && m_oracle.refused.contains(place.first)) continue;
        if (!row) {
            // A server that was put back may never have had the row, and makes no grave of it.
            const bool mayBeUnknown = m_restores > 0;
            if (isUnderGrave(mayBeUnknown ? acknowledgedRow(place.first) : SyncedRow{place.first, {}, false})) continue;
            fail("I2 " + text(place) + " was acknowledged and its row is gone");
        }
        const SyncedRegister* const end = row->find(place.second);
        const auto& [clock, write] = acknowledged;
        if (end == nullptr) fail("I2 " + text(place) + " was acknowledged and has no value");
        const auto last = m_oracle.idOf(place.first, *end);
        if (end->clock >= clock || (last && m_oracle.knew(*last, write))) continue;
        fail(fmt::format("I2 {}: {} was acknowledged, the end is {}", text(place), m_oracle.write(write).value,
                         end->value));
    }
    const std::int64_t top = m_greatestNow + m_now / 1'000 + 3 * 300'000;
    for (const SyncedRow& row : m_server->rows()) {
        for (const SyncedRegister& one : row.registers) {
            const Place place{row.row, one.name};
            if (!isTold(row) && !m_oracle.idOf(row.row, one))
                fail("I10 nobody wrote what " + text(place) + " holds: " + one.value);
            if (one.clock.milliseconds() > top && m_restores == 0)
                fail("I12 a clock far ahead of the server's was accepted at " + text(place));
        }
    }
}

/// Nothing that was replaced knowingly comes back.
void World::checkKnowing() {
    for (const auto& [place, writes] : m_oracle.answered) {
        const auto row = m_server->find(place.first);
        const SyncedRegister* const end = row ? row->find(place.second) : nullptr;
        const auto last = end == nullptr ? std::nullopt : m_oracle.idOf(place.first, *end);
        if (!last) continue;
        for (const WriteId one : writes) {
            const Oracle::Write& write = m_oracle.write(one);
            if (one == *last || write.why == Oracle::Why::import || write.value == end->value) continue;
            if (m_oracle.write(*last).why == Oracle::Why::import)
                fail("I4 an import beat what a person wrote at " + text(place));
            if (write.past.contains(*last) && !m_oracle.knew(*last, one))
                fail("I2 " + text(place) + ": " + write.value + " was written over " + end->value + " and lost to it");
        }
    }
}

/// No pull takes away more than a few rows that nobody ordered as a whole, unless the person agreed.
void World::checkVanished(Device& device, const std::vector<SyncedRow>& before, bool isHead) {
    std::size_t present = 0;
    for (const SyncedRow& row : before) {
        if (!core::hasOwnIdentifier(row.row.kind) || !core::isPresent(row)) continue;
        ++present;
        const auto after = device.find(row.row);
        const SyncedRegister* const removal = after ? after->find(core::removalName) : nullptr;
        if (removal != nullptr && removal->value.find(R"("whole":false)") != std::string::npos) ++device.vanished;
    }
    const std::size_t all = present + device.vanished;
    if (device.vanished > 50 || (device.vanished >= 10 && device.vanished * 5 > all))
        fail("I11 a mass removal was applied unasked");
    if (!isHead) return;
    device.vanished = 0;
    device.mayVanish = false;
}

/// What was created anew is not hidden by an older removal.
void World::checkCreations(const SyncedRow& row) {
    const SyncedRegister* const removal = row.find(core::removalName);
    if (removal == nullptr) return;
    const bool isRevived = core::isPresent(row);
    const auto made = isRevived ? m_oracle.idOf(row.row, *removal) : std::nullopt;
    const bool isMade = made && m_oracle.write(*made).why == Oracle::Why::create && m_restores == 0;
    for (const SyncedRegister& one : row.registers) {
        if (isMade && one.clock < removal->clock)
            fail("I4 " + row.row.kind + row.row.key + " " + one.name + " is older than the row that was made anew");
        if (isRevived) continue;
        const auto id = m_oracle.idOf(row.row, one);
        if (id && m_oracle.write(*id).why == Oracle::Why::create && one.clock > removal->clock)
            fail("I4 " + row.row.kind + row.row.key + " was created anew and stays hidden by an older removal");
    }
}

void World::checkGraves() {
    std::set<core::RowName> graves;
    for (const SyncedRow& row : m_server->rows()) {
        if (row.isGrave) graves.insert(row.row);
        if (row.isGrave || isTold(row)) continue;
        if (m_oracle.graves.contains(row.row)) fail("I4 out of the grave: " + row.row.key);
        if (isUnderGrave(row)) fail("I4 lives under a grave: " + row.row.kind + row.row.key);
        checkCreations(row);
        if (!isWhole(row)) fail("I4 a row without all of its contents: " + row.row.kind + row.row.key);
    }
    for (const core::RowName& row : m_oracle.graves)
        if (!graves.contains(row)) fail("I4 a grave was lost: " + row.key);
}

void World::checkDisagreements() {
    std::set<WriteId> told;
    for (const SyncedRow& row : m_server->rows()) {
        if (!isTold(row)) continue;
        const auto known = sure(sync::readDisagreement(row), "a disagreement");
        const auto id = m_oracle.idOf(known.row, {known.registerName, known.loser.clock, known.loser.value});
        if (!id) fail("I5 noted though nobody wrote it: " + known.loser.value);
        told.insert(*id);
        if (!m_oracle.losers.contains(*id) && !m_isCopied)
            fail("I5 noted though it was seen: " + text(m_oracle.write(*id).place) + " " + known.loser.value);
    }
    const bool isOld = m_now - begin > sync::disagreementLifetime;
    for (const WriteId lost : m_oracle.losers) {
        const Oracle::Write& write = m_oracle.write(lost);
        const bool isGone = m_oracle.graves.contains(write.place.first) || !m_server->find(write.place.first);
        if (!isGone && !isOld && !m_isCopied && !told.contains(lost))
            fail("I5 not noted: " + text(write.place) + " lost " + write.value);
    }
}

void World::checkReplay() {
    const auto before = byName(m_server->rows());
    const std::size_t first = m_pushes.size() > 40 ? m_pushes.size() - 40 : 0;
    for (std::size_t i = first; i < m_pushes.size(); ++i)
        sure(m_server->streams().push(streamName, sure(sync::readPush(m_pushes[i].text), "a push")), "a replayed push");
    if (byName(m_server->rows()) != before) fail("I7 a replayed push changed the server");
    const auto answers = m_answers;
    for (const Message& message : answers)
        if (m_devices[message.device]->process == message.process) answer(message);
    checkEqual("I7 after replayed answers: ");
}

} // namespace cairn::simulator
