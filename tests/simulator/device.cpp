#include "tests/simulator/device.h"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <sstream>

#include "sync/protocol/row_text.h"
#include "sync/replica/sync_facts.h"

namespace cairn::simulator {

namespace {

constexpr std::array<std::string_view, 2> parts{"", "-wal"};

std::filesystem::path part(const std::filesystem::path& file, std::string_view end) {
    return file.string() + std::string(end);
}

} // namespace

void fail(const std::string& what) {
    throw Failure{what};
}

Device::Device(std::filesystem::path file, std::string name, std::uint64_t seed, Oracle& oracle)
    : m_file(std::move(file)), m_name(std::move(name)), m_oracle(oracle), m_random(seed) {
    m_clock.set(core::Instant{1'000'000});
    open();
}

Device::~Device() {
    close();
}

void Device::open() {
    ++process;
    m_store =
        sure(core::Store::open(m_file, {m_clock, m_random, core::Date{20'000}, core::DailyBackup::byCaller}), "open");
    m_replica = std::make_unique<sync::Replica>(*m_store, m_clock, m_random);
    m_subscription = m_store->subscribe([this](const core::ChangeSet& set) {
        for (const core::RowChange& row : set.rows) m_changed.insert(nameOf(row.row));
    });
    sure(m_replica->setAccount("somebody"), "account");
}

void Device::close() {
    m_subscription.reset();
    m_replica.reset();
    m_store.reset();
}

core::RowName Device::nameOf(const core::RecordRef& row) {
    std::vector<core::Value> values(core::describe(row.kind).fields.size());
    if (row.kind == core::Kind::habitLog) {
        values[0] = row.id;
        values[1] = std::int64_t{row.day->days};
        return core::rowName(core::describe(row.kind), {}, values);
    }
    if (core::describe(row.kind).identity == core::Identity::random)
        return core::rowName(core::describe(row.kind), row.id, values);
    for (const core::SyncedRow& known : rows())
        if (const auto resolved = core::resolve(known.row);
            resolved && resolved->kind == row.kind && resolved->id == row.id)
            return known.row;
    return {std::string(core::nameOf(row.kind)), "?"};
}

Device::Snapshot Device::snapshot() {
    Snapshot copy{{}, m_seen, m_steps};
    for (const std::string_view end : parts) {
        std::ifstream in(part(m_file, end), std::ios::binary);
        if (!in) continue;
        std::ostringstream contents;
        contents << in.rdbuf();
        copy.files[std::string(end)] = contents.str();
    }
    return copy;
}

void Device::load(const Snapshot& snapshot) {
    close();
    for (const std::string_view end : {"", "-wal", "-shm"}) std::filesystem::remove(part(m_file, end));
    for (const auto& [end, contents] : snapshot.files) std::ofstream(part(m_file, end), std::ios::binary) << contents;
    isTrue = false;
    m_seen = snapshot.seen;
    m_steps = snapshot.steps;
    open();
    m_changed.clear();
    m_shown.clear();
}

void Device::kill() {
    load(snapshot());
}

std::vector<core::SyncedRow> Device::rows() {
    std::vector<core::SyncedRow> all;
    sure(m_store->replicate([&](core::Replication& store) {
        return store.forEach([&](const core::SyncedRow& row) { all.push_back(row); });
    }),
         "rows");
    return all;
}

std::optional<core::SyncedRow> Device::find(const core::RowName& row) {
    std::optional<core::SyncedRow> found;
    sure(m_store->replicate([&](core::Replication& store) -> core::Result<void> {
        auto known = store.find(row);
        if (!known) return tl::unexpected(known.error());
        found = std::move(*known);
        return {};
    }),
         "find");
    return found;
}

core::Result<core::ChangeSet> Device::change(const std::vector<core::Change>& changes, Oracle::Why why) {
    const auto kind = why == Oracle::Why::import ? core::OriginKind::import : core::OriginKind::local;
    auto set = m_store->apply(changes, {kind, {core::Action::edit, "x"}, std::nullopt});
    if (set) changed(*set, why);
    return set;
}

void Device::changed(const core::ChangeSet& set, Oracle::Why why) {
    if (!set.rows.empty()) tellOracle(set, why);
    m_changed.clear();
}

void Device::tellOracle(const core::ChangeSet& set, Oracle::Why why) {
    Step step;
    for (const core::RowChange& change : set.rows) {
        const core::RowName name = nameOf(change.row);
        const auto row = find(name);
        if (!row) fail("a row that was changed is not there: " + name.key);
        // What was here already is edited by being made again.
        const bool isEdited = !change.isNew && change.removal == core::Removal::unchanged;
        const auto whyOfRow = why == Oracle::Why::create && isEdited ? Oracle::Why::edit : why;
        for (const core::Register& one : core::registersOf(change.row.kind)) {
            const bool isWritten = change.isNew || (one.fields & change.fields) != 0 ||
                                   (one.isRemoval() && change.removal != core::Removal::unchanged);
            const core::SyncedRegister* const value = row->find(one.name);
            if (!isWritten || value == nullptr) continue;
            const Place place{name, std::string(one.name)};
            auto past = why == Oracle::Why::import ? std::set<WriteId>{} : m_seen[place];
            const WriteId id = m_oracle.add(name, *value, std::move(past), whyOfRow);
            m_seen[place].insert(id);
            if (isTrue && whyOfRow != Oracle::Why::import) m_oracle.times[id] = m_oracle.now;
            step.writes[place] = {value->value, id};
        }
        if (change.isNew) step.made.insert(name);
    }
    if (why != Oracle::Why::undo) m_steps.push_back(std::move(step));
}

Device::Rows Device::rowsByName() {
    Rows all;
    for (core::SyncedRow& row : rows()) all.emplace(row.row, std::move(row));
    return all;
}

core::Result<core::ChangeSet> Device::undo() {
    const Rows before = rowsByName();
    auto set = m_store->undo();
    if (!set) return set;
    dropGoneSteps(before);
    const Step step = m_steps.empty() ? Step{} : m_steps.back();
    if (!m_steps.empty()) m_steps.pop_back();
    checkUndone(step, before, *set);
    checkAllUndone(step, before);
    if (!set->rows.empty()) tellOracle(*set, Oracle::Why::undo);
    m_changed.clear();
    return set;
}

/// The steps whose rows have all become graves went with them.
void Device::dropGoneSteps(const Rows& present) {
    const auto isBuried = [&](const auto& write) {
        const auto known = present.find(write.first.first);
        return known == present.end() || known->second.isGrave;
    };
    while (!m_steps.empty() && !m_steps.back().writes.empty() && std::ranges::all_of(m_steps.back().writes, isBuried))
        m_steps.pop_back();
}

/// Undo writes only what the step wrote, and takes no row away that was changed since.
void Device::checkUndone(const Step& step, const Rows& before, const core::ChangeSet& set) {
    for (const core::RowChange& change : set.rows) {
        const core::RowName name = nameOf(change.row);
        const auto now = find(name);
        const auto known = before.find(name);
        if (known == before.end()) continue;
        for (const core::SyncedRegister& one : now->registers) {
            const core::SyncedRegister* const was = known->second.find(one.name);
            // Copies of one file may import under one clock; undo cannot tell those apart.
            const bool isOfImport = was != nullptr && was->clock.isOfImport();
            const bool isRemoval = one.name == core::removalName;
            if (was == nullptr || was->clock == one.clock || isRemoval || isOfImport) continue;
            const auto written = step.writes.find({name, one.name});
            const bool isWritten = written != step.writes.end();
            if (isWritten && written->second.first == was->value) continue;
            const auto theirs = m_oracle.idOf(name, *was);
            fail(fmt::format("I8 undo overwrote a newer change of {} {} {}: {} at {}, write {} as {}; the step's: {}",
                             name.kind, name.key, one.name, was->value, was->clock.stamp, theirs.value_or(-1),
                             theirs ? static_cast<int>(m_oracle.write(*theirs).why) : -1,
                             isWritten ? written->second.first : "none"));
        }
        if (change.removal == core::Removal::remove && step.made.contains(name)) checkUnmade(step, before, name);
    }
}

/// What undo takes away again is as the step made it, and nothing was added to it.
void Device::checkUnmade(const Step& step, const Rows& before, const core::RowName& name) const {
    for (const core::SyncedRegister& one : before.at(name).registers) {
        const auto written = step.writes.find({name, one.name});
        const bool isSame = written != step.writes.end() && written->second.first == one.value;
        if (!isSame && !one.clock.isOfImport())
            fail("I8 undo took away a row that was changed since: " + name.kind + " " + name.key + " " + one.name);
    }
    const auto isThere = [&](const core::RowName& owner) {
        const auto known = before.find(owner);
        return known != before.end() && core::isPresent(known->second);
    };
    for (const auto& [child, row] : before) {
        const auto owners = core::ownersOf(row);
        const bool isUnder = std::ranges::find(owners, name) != owners.end();
        if (!isUnder || !core::isPresent(row) || step.made.contains(child) || !std::ranges::all_of(owners, isThere))
            continue;
        const bool isEmptyLog = std::ranges::all_of(row.registers, [](const core::SyncedRegister& one) {
            return one.value == "\"\"" || one.value == R"({"amount":null,"mark":"none"})";
        });
        if (!isEmptyLog) fail("I8 undo hid what was added meanwhile: " + child.kind + " " + child.key);
    }
}

/// What still shows what the step wrote is written back.
void Device::checkAllUndone(const Step& step, const Rows& before) {
    for (const auto& [place, written] : step.writes) {
        const auto was = before.find(place.first);
        const auto now = find(place.first);
        if (was == before.end() || !now || step.made.contains(place.first) || place.second == core::removalName)
            continue;
        const core::SyncedRegister* const old = was->second.find(place.second);
        const core::SyncedRegister* const one = now->find(place.second);
        if (old == nullptr || one == nullptr || old->clock != one->clock || old->clock.isOfImport()) continue;
        if (old->value == written.first && m_oracle.idOf(place.first, *old) == written.second)
            fail("I8 undo refused its own unchanged value of " + place.first.kind + " " + place.first.key + " " +
                 place.second);
    }
}

/// The person is asked about what is held, and so knows it.
void Device::seeHeld() {
    sure(m_store->replicate([&](core::Replication& store) -> core::Result<void> {
        for (const auto& [name, text] : store.notes(sync::notes::held))
            if (const auto row = sync::readSyncedRow(text))
                for (const core::SyncedRegister& one : row->registers) m_oracle.show(m_seen, name, one);
        return {};
    }),
         "what is held");
}

void Device::look() {
    for (const core::RowName& name : std::exchange(m_changed, {})) {
        const auto row = find(name);
        if (!row) continue;
        for (const core::SyncedRegister& one : row->registers) m_oracle.show(m_seen, name, one);
    }
}

} // namespace cairn::simulator
