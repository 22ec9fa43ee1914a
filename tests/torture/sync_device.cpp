#include "tests/torture/sync_device.h"

#include <algorithm>

#include "tests/support/builders.h"

namespace cairn::torture {

using namespace core;
using support::firstDay;

namespace {

constexpr std::size_t pullRows = 7;
constexpr int mostCalls = 2'000;

Random randomOf(std::uint64_t seed, char letter, std::int64_t number) {
    return Random(seed * 1'000'003 + static_cast<std::uint64_t>(letter) * 65'537 + static_cast<std::uint64_t>(number));
}

Date dayOf(char letter, std::int64_t number) {
    return firstDay + static_cast<int>(3 * number + (letter - 'a'));
}

std::string textOf(char letter, std::int64_t number) {
    return std::string(1, letter) + ' ' + std::to_string(number);
}

Tag tagOf(char letter, std::int64_t number) {
    Tag tag = support::aTag(textOf(letter, number));
    assignNaturalId(tag);
    return tag;
}

void sort(std::vector<SyncedRow>& rows) {
    std::ranges::sort(rows, {}, &SyncedRow::row);
}

std::string nameOf(const SyncedRow& row) {
    return row.row.kind + ' ' + row.row.key;
}

} // namespace

Act Act::numbered(std::uint64_t seed, char letter, std::int64_t number) {
    Random random = randomOf(seed, letter, number);
    const auto kind = random.below(20);
    const auto earlier = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(number)));
    if (kind < 3) return {What::rename, {}, "Read " + textOf(letter, number), 0};
    if (kind < 6) return {What::tag, {}, {}, number};
    if (kind < 8 && earlier > 0 && numbered(seed, letter, earlier).what == What::tag)
        return {What::untag, {}, {}, earlier};
    if (kind < 12 && earlier > 0 && numbered(seed, letter, earlier).what == What::note)
        return {What::noteAgain, dayOf(letter, earlier), textOf(letter, number) + " again", 0};
    return {What::note, dayOf(letter, number), textOf(letter, number), 0};
}

std::map<Date, std::string> notesAfter(std::uint64_t seed, char letter, std::int64_t count) {
    std::map<Date, std::string> notes;
    for (std::int64_t number = 1; number <= count; ++number) {
        const Act act = Act::numbered(seed, letter, number);
        if (act.what == Act::What::note || act.what == Act::What::noteAgain) notes[act.day] = act.text;
    }
    return notes;
}

SyncDevice::SyncDevice(const std::filesystem::path& file, char letter, std::uint64_t seed)
    : m_letter(letter), m_seed(seed), m_random(entropySeed()),
      m_store(sure(Store::open(file, {m_clock, m_random, firstDay, DailyBackup::byCaller}))),
      m_replica(std::make_unique<sync::Replica>(*m_store, m_clock, m_random)) {
    sure(m_replica->setAccount("somebody"));
}

void SyncDevice::makeHabit() {
    const Habit made = support::aHabit();
    sure(m_store->apply(std::vector{creation(made), creation(support::aRule(made))}, {}));
}

Habit SyncDevice::habit() {
    return sure(m_store->reader().all<Habit>(Rows::all)).at(0);
}

Change SyncDevice::changeOf(const Act& act, std::int64_t number) {
    if (act.what == Act::What::tag) return creation(tagOf(m_letter, number));
    if (act.what == Act::What::untag) return removal(refOf(tagOf(m_letter, act.of)));
    const Habit present = habit();
    if (act.what == Act::What::rename) {
        Habit renamed = present;
        renamed.name = act.text;
        m_seen.insert(present.name);
        seenBefore[act.text] = m_seen;
        return core::difference(present, renamed);
    }
    HabitLog log = support::aLog(present, act.day);
    log.note = act.text;
    return creation(log);
}

void SyncDevice::act(std::int64_t number) {
    const Act act = Act::numbered(m_seed, m_letter, number);
    const auto done = m_store->apply(std::vector{changeOf(act, number)}, {});
    const bool isDoneAlready = !done && act.what == Act::What::untag && done.error().code == ErrorCode::notFound;
    if (!isDoneAlready) sure(done);
}

void SyncDevice::note(const sync::PushAnswer& answer) {
    for (const sync::PushedResult& row : answer.rows)
        for (const SyncedRegister& one : row.row.registers) {
            HybridClock& greatest = acknowledged[row.row.row][one.name];
            greatest = std::max(greatest, one.clock);
        }
}

/// False where an answer did not come.
bool SyncDevice::push(Loopback& server, const std::string& token) {
    for (int calls = 0; calls < mostCalls; ++calls) {
        const auto next = sure(m_replica->nextPush(pushRows));
        if (!next) return true;
        calling();
        const Answer answer = server.call("POST", "/api/sync/push?stream=user", sync::write(next->push), token);
        if (answer.status == 0) return false;
        if (answer.status != 200) throw std::runtime_error("a push was answered: " + answer.head + answer.body);
        const auto read = sure(sync::readPushAnswer(answer.body));
        if (read.outcome == sync::PushAnswer::Outcome::refused) throw std::runtime_error(answer.body);
        note(read);
        if (sure(m_replica->take(next->ticket, read)).hasMore) return true;
    }
    throw std::runtime_error("pushes come to no end");
}

bool SyncDevice::pull(Loopback& server, const std::string& token) {
    for (int calls = 0; calls < mostCalls; ++calls) {
        const auto next = sure(m_replica->nextPull());
        calling();
        const std::string query = "&since=" + std::to_string(next.since) + "&limit=" + std::to_string(pullRows);
        const Answer answer = server.call("GET", "/api/sync/pull?stream=user" + query, {}, token);
        if (answer.status == 0) return false;
        if (answer.status != 200) throw std::runtime_error("a pull was answered: " + answer.head + answer.body);
        if (!sure(m_replica->take(next.ticket, sure(sync::readPullAnswer(answer.body)))).hasMore) return true;
    }
    throw std::runtime_error("pulls come to no end");
}

SyncDevice::End SyncDevice::sync(Loopback& server, const std::string& token) {
    for (int rounds = 0; rounds < mostCalls; ++rounds) {
        if (!push(server, token) || !pull(server, token)) return End::broken;
        if (const auto all = sure(m_store->reader().all<Habit>(Rows::all)); !all.empty()) m_seen.insert(all[0].name);
        if (sure(m_replica->status()).waiting == 0) return End::done;
    }
    throw std::runtime_error("rounds come to no end");
}

std::vector<SyncedRow> SyncDevice::rows() {
    std::vector<SyncedRow> all;
    sure(m_store->replicate(
        [&](Replication& store) { return store.forEach([&](const SyncedRow& row) { all.push_back(row); }); }));
    sort(all);
    return all;
}

std::vector<sync::Disagreement> SyncDevice::disagreements() {
    std::vector<sync::Disagreement> all;
    for (auto& [name, one] : sure(m_replica->disagreements())) all.push_back(std::move(one));
    return all;
}

std::string SyncDevice::unrest() {
    const auto now = sure(m_replica->status());
    const auto told = [](const char* what, auto count) {
        return count == 0 ? std::string() : std::to_string(count) + ' ' + what + "; ";
    };
    return told("waiting", now.waiting) + told("refused", now.refused) + told("held", now.held) +
           told("differences noticed", now.noticed) + told("pulling all", now.isPullingAll ? 1 : 0);
}

std::string SyncDevice::lost(std::int64_t count) {
    std::string lost;
    const Habit present = habit();
    for (const auto& [day, note] : notesAfter(m_seed, m_letter, count))
        if (const auto there = sure(m_store->reader().log(present.id, day)).note; there != note)
            lost += '"' + note + "\" is \"" + there + "\"; ";
    for (std::int64_t number = 1; number <= count; ++number)
        if (Act::numbered(m_seed, m_letter, number).what == Act::What::tag)
            if (!sure(m_store->reader().find<Tag>(tagOf(m_letter, number).id)))
                lost += "tag " + textOf(m_letter, number) + "; ";
    return lost;
}

std::vector<SyncedRow> rowsOnServer(Loopback& server, const std::string& token) {
    std::vector<SyncedRow> all;
    for (std::int64_t since = 0;;) {
        const Answer answer =
            server.call("GET", "/api/sync/pull?stream=user&since=" + std::to_string(since), {}, token);
        if (answer.status != 200) throw std::runtime_error("a look at the server was answered: " + answer.head);
        auto page = sure(sync::readPullAnswer(answer.body));
        for (SyncedRow& row : page.rows)
            if (row.row.kind != sync::disagreementKind) all.push_back(std::move(row));
        since = page.next;
        if (page.next >= page.head) break;
    }
    sort(all);
    return all;
}

std::string difference(const std::vector<SyncedRow>& one, const std::vector<SyncedRow>& other) {
    if (one == other) return {};
    const auto [left, right] = std::ranges::mismatch(one, other);
    const std::string first = left == one.end() ? "nothing" : nameOf(*left);
    const std::string second = right == other.end() ? "nothing" : nameOf(*right);
    return std::to_string(one.size()) + " and " + std::to_string(other.size()) + " rows, first " + first + " and " +
           second;
}

} // namespace cairn::torture
