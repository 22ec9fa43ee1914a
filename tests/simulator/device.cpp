#include "tests/simulator/device.h"

#include <algorithm>
#include <fstream>
#include <sstream>

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
    std::set<std::pair<Place, std::string>> step;
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
            m_seen[place].insert(m_oracle.add(name, *value, std::move(past), whyOfRow));
            step.emplace(place, value->value);
        }
    }
    if (why != Oracle::Why::undo) m_steps.push_back(std::move(step));
}

core::Result<core::ChangeSet> Device::undo() {
    std::map<core::RowName, core::SyncedRow> before;
    for (core::SyncedRow& row : rows()) before.emplace(row.row, std::move(row));
    auto set = m_store->undo();
    if (!set) return set;
    const auto step = m_steps.empty() ? std::set<std::pair<Place, std::string>>{} : m_steps.back();
    if (!m_steps.empty()) m_steps.pop_back();
    for (const core::RowChange& change : set->rows) {
        const core::RowName name = nameOf(change.row);
        const auto now = find(name);
        for (const core::SyncedRegister& one : now->registers) {
            const core::SyncedRegister* const was = before[name].find(one.name);
            // Copies of one file may import under one clock; undo cannot tell those apart.
            const bool isOfImport = was != nullptr && was->clock.isOfImport();
            const bool isRemoval = one.name == core::removalName;
            if (was == nullptr || was->clock == one.clock || isRemoval || isOfImport) continue;
            if (!step.contains({{name, one.name}, was->value}))
                fail("I8 undo overwrote a newer change of " + name.kind + " " + name.key + " " + one.name + ": " +
                     was->value);
        }
    }
    if (!set->rows.empty()) tellOracle(*set, Oracle::Why::undo);
    m_changed.clear();
    return set;
}

void Device::look() {
    for (const core::RowName& name : std::exchange(m_changed, {})) {
        const auto row = find(name);
        if (!row) continue;
        for (const core::SyncedRegister& one : row->registers) m_oracle.show(m_seen, name, one);
    }
}

} // namespace cairn::simulator
