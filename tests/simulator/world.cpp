#include "tests/simulator/world.h"

#include <algorithm>
#include <fmt/format.h>

#include "sync/protocol/socket_message.h"
#include "sync/server/streams/push_check.h"

namespace cairn::simulator {

World::World(std::uint64_t seed, const std::filesystem::path& folder, bool isTold)
    : m_random(seed), m_folder(folder), m_isTold(isTold) {
    m_server = std::make_unique<Server>(m_folder / "server.db", m_random.next());
    m_server->onCommit([this](const sync::SocketMessage& message) {
        if (m_isCalm) return;
        for (std::size_t i = 0; i < m_devices.size(); ++i)
            if (chance(0.15))
                m_network.push_back(
                    {Message::Kind::delta, i, 0, write(message), 0, 0, m_devices[i]->process, m_restores});
    });
    m_loss = std::array{0.0, 0.1, 0.3}[m_random.below(3)];
    m_isWild = chance(0.5);
    m_isRich = chance(0.15);
    m_mayRestore = chance(0.4);
    m_mayCopy = chance(0.5);
    m_newerReplica = core::newUuid({m_now}, m_random);
    m_serverBackups.push_back(m_server->snapshot());
    for (std::uint64_t i = 2 + m_random.below(2); i > 0; --i) addDevice();
}

void World::say(const std::string& text) const {
    if (m_isTold) fmt::print("{:4} {}\n", m_step, text);
}

Device& World::addDevice() {
    const std::string name(1, static_cast<char>('A' + m_devices.size()));
    m_devices.push_back(std::make_unique<Device>(m_folder / (name + ".db"), name, m_random.next(), m_oracle));
    setClocks();
    return *m_devices.back();
}

void World::setClocks() {
    m_oracle.now = m_now;
    m_server->setClock({std::max<std::int64_t>(m_now + m_serverOffset, 1'000)});
    m_greatestNow = std::max(m_greatestNow, m_now + m_serverOffset);
    for (const auto& device : m_devices)
        device->setClock({device->frozen.value_or(std::max<std::int64_t>(m_now + device->offset, 1'000))});
}

void World::run() {
    if (m_isRich) {
        makeMany(*m_devices.front());
        calmDown();
        m_isCalm = false;
        say("many habits are everywhere");
    }
    for (const auto& device : m_devices)
        if (m_isWild && chance(0.3)) jumpClock(*device);
    const std::uint64_t steps = 60 + m_random.below(200);
    for (std::uint64_t i = 0; i < steps; ++i) {
        if (m_isRich && i == steps * 2 / 3 && !m_devices.front()->isGone) removeSome(*m_devices.front(), 14);
        step();
    }
    calmDown();
    check();
}

void World::step() {
    ++m_step;
    m_now += 1 + static_cast<std::int64_t>(m_random.below(20'000));
    setClocks();
    std::vector<std::size_t> live;
    for (std::size_t i = 0; i < m_devices.size(); ++i)
        if (!m_devices[i]->isGone) live.push_back(i);
    const std::size_t which = live[m_random.below(live.size())];
    Device& device = *m_devices[which];
    const double act = m_random.unit();
    if (act < 0.33) return person(device);
    if (act < 0.55) return send(which, true);
    if (act < 0.90 && !m_network.empty()) {
        const std::size_t place = m_random.below(std::min<std::size_t>(m_network.size(), 4));
        const Message message = m_network[place];
        const bool isLost = chance(m_loss);
        if (isLost || chance(0.9)) m_network.erase(m_network.begin() + static_cast<std::ptrdiff_t>(place));
        if (!isLost) deliver(message);
        return;
    }
    if (act < 0.92) return decide(device);
    trouble(device);
}

void World::send(std::size_t which, bool mayPull) {
    Device& device = *m_devices[which];
    if (!mayPull || chance(0.6)) {
        const std::size_t rows = std::array<std::size_t, 3>{1, m_isRich ? 50U : 2U, 50}[m_random.below(3)];
        const auto push = sure(device.replica().nextPush(rows), "next push");
        if (push) {
            m_network.push_back(
                {Message::Kind::push, which, push->ticket, write(push->push), 0, 0, device.process, m_restores});
            return say(device.name() + " pushes " + core::formatUuid(push->push.id) +
                       fmt::format(" {} rows", push->push.rows.size()));
        }
    }
    const auto pull = sure(device.replica().nextPull(), "next pull");
    const std::size_t limit = std::array<std::size_t, 5>{1, 1, 2, 5, 100}[m_random.below(5)];
    m_network.push_back({Message::Kind::pull, which, pull.ticket, {}, pull.since, limit, device.process, m_restores});
    say(device.name() + fmt::format(" pulls from {}", pull.since));
}

void World::deliver(const Message& message) {
    if (message.kind == Message::Kind::push || message.kind == Message::Kind::pull) return serve(message);
    const Device& device = *m_devices[message.device];
    if (device.isGone || device.process != message.process) return;
    if (message.restores == m_restores) m_answers.push_back(message);
    answer(message);
}

void World::serve(const Message& message) {
    Message reply{Message::Kind::pulled, message.device, message.ticket, {}, message.since, 0,
                  message.process,       m_restores};
    if (message.kind == Message::Kind::pull) {
        reply.text = sure(m_server->streams().pull(streamName, message.since, message.limit), "pull").text;
        return m_network.push_back(std::move(reply));
    }
    reply.kind = Message::Kind::pushed;
    const sync::Push push = sure(sync::readPush(message.text), "a push");
    std::map<core::RowName, core::SyncedRow> before;
    for (const sync::PushedRow& row : push.rows)
        if (auto known = m_server->find(row.row.row)) before.emplace(row.row.row, std::move(*known));
    const sync::PushAnswer done = sure(m_server->streams().push(streamName, push), "push");
    if (done.outcome == sync::PushAnswer::Outcome::applied) {
        judgePush(push, before);
        m_pushes.push_back(message);
    }
    say(fmt::format("the server answers {} with {} rows, outcome {}", core::formatUuid(push.id), done.rows.size(),
                    static_cast<int>(done.outcome)));
    reply.text = write(done);
    m_network.push_back(std::move(reply));
}

void World::answer(const Message& message) {
    Device& device = *m_devices[message.device];
    sync::Replica& replica = device.replica();
    if (message.kind == Message::Kind::pushed) {
        const auto given = sure(sync::readPushAnswer(message.text), "an answer");
        const auto body = [&] {
            std::optional<std::string> text;
            sure(device.store().replicate([&](core::Replication& store) -> core::Result<void> {
                text = store.fact("push");
                return {};
            }),
                 "body");
            return text;
        }();
        const auto taken = sure(replica.take(message.ticket, given), "take an answer");
        if (taken.isCurrent) seeTime(device, given.time);
        if (taken.isCurrent && body && given.outcome == sync::PushAnswer::Outcome::applied)
            noteAnswer(sure(sync::readPush(*body), "a body"), given);
        if (taken.isCurrent && given.outcome == sync::PushAnswer::Outcome::forked) {
            say(device.name() + " forks");
            if (!m_isCopied && m_restores == 0) fail("I5 a fork though nothing was copied or put back");
        }
        for (const sync::Refusal& one : given.refused) {
            m_oracle.refused.insert(one.row);
            if (one.code != sync::refusal::invalidClock || !m_isWild)
                fail("I3 refused what is good: " + one.row.kind + " " + one.registerName + " " + one.detail);
        }
    } else if (message.kind == Message::Kind::pulled) {
        const auto page = sure(sync::readPullAnswer(message.text), "a page");
        device.mayVanish = device.mayVanish || std::ranges::any_of(page.rows, [](const core::SyncedRow& row) {
                               return row.find(core::removalName) != nullptr;
                           });
        const bool isHead = page.next >= page.head;
        const auto before = device.mayVanish ? device.rows() : std::vector<core::SyncedRow>{};
        const auto taken = sure(replica.take(message.ticket, page), "take a page");
        if (taken.isCurrent) seeTime(device, page.time);
        if (taken.isCurrent) checkVanished(device, before, isHead);
    } else {
        sure(replica.take(sure(sync::readSocketMessage(message.text), "a delta")), "take a delta");
    }
    device.look();
}

void World::seeTime(Device& device, std::int64_t time) const {
    device.isTrue = m_oracle.isTimeTrue && !device.frozen && m_now - time < aMinute;
}

void World::calmDown() {
    m_isCalm = true;
    m_network.clear();
    const auto state = [&] {
        std::string text;
        for (const auto& device : m_devices) {
            if (device->isGone) continue;
            const auto status = sure(device->replica().status(), "status");
            text += fmt::format("{} waits {} refused {} held {} cursor {} noticed {} all {}; ", device->name(),
                                status.waiting, status.refused, status.held, status.cursor, status.noticed,
                                status.isPullingAll);
        }
        return text;
    };
    int still = 0;
    for (int round = 0; round < 300; ++round) {
        const std::string before = state();
        for (std::size_t i = 0; i < m_devices.size(); ++i) {
            if (m_devices[i]->isGone) continue;
            decide(*m_devices[i]);
            dropRefused(*m_devices[i]);
            m_now += 1'000;
            setClocks();
            for (int k = 0; k < 3; ++k) {
                send(i, k > 0);
                while (!m_network.empty()) {
                    const Message message = m_network.front();
                    m_network.erase(m_network.begin());
                    deliver(message);
                }
            }
        }
        still = before == state() ? still + 1 : 0;
        if (still > 1) return;
    }
    checkEqual("I3 never quiet, and ");
    fail("I3 never quiet: " + state());
}

} // namespace cairn::simulator
