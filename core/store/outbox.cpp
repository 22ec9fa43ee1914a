#include "core/store/outbox.h"

#include <algorithm>
#include <set>

#include "core/domain/registers.h"

namespace cairn::core {

namespace {

using Why = WaitingRegister::Why;

/// Binds bytes, or null where there are none.
void withBytesOrNull(Query& query, const std::string& bytes) {
    if (bytes.empty())
        query.with(Value{});
    else
        query.withBytes(bytes);
}

std::optional<Kind> kindOf(const RowPlace& place) {
    return place.row == 0 ? std::nullopt : enumNamed<Kind>(place.kind);
}

} // namespace

Result<void> Outbox::loadBatches() {
    if (m_batches) return {};
    std::vector<Batch> batches;
    Query query = m_database.query("SELECT rowid, stamp, replica, over_stamp, over_replica, registers FROM outbox"
                                   " WHERE kind IS NULL ORDER BY stamp");
    while (query.step()) {
        auto rows = BatchRows::fromBytes(query.bytes(5));
        if (!rows) return tl::unexpected(rows.error());
        batches.push_back({query.integer(0),
                           {query.integer(1), query.integer(2)},
                           {query.integer(3), query.integer(4)},
                           std::move(*rows),
                           false});
    }
    m_batches = std::move(batches);
    return {};
}

Outbox::Batch* Outbox::batchOf(RegisterClock clock, Kind kind, std::int64_t row) {
    for (Batch& batch : *m_batches)
        if (batch.clock == clock && batch.rows.contains(kind, row)) return &batch;
    return nullptr;
}

Result<std::optional<OutboxEntry>> Outbox::underWayOf(const RowName& name) {
    Query query = m_database.query("SELECT registers, reasons, burial FROM under_way WHERE kind = ? AND key = ?");
    if (!query.with(name.kind, name.key).step()) return std::nullopt;
    auto entry = OutboxEntry::unpack(query.bytes(0), query.bytes(1), query.integer(2));
    if (!entry) return tl::unexpected(entry.error());
    return std::optional(std::move(*entry));
}

/// The clock that an edit of a register is made over.
Result<RegisterClock> Outbox::baseOf(Kind kind, const StoredRow& row, std::string_view name, RegisterClock before,
                                     OutboxEntry* own) {
    if (before.stamp == 0) return RegisterClock{};
    const auto* const waiting = own == nullptr ? nullptr : own->find(name);
    if (waiting != nullptr && waiting->clock == before) return waiting->over;
    if (!m_isUnderWay) m_isUnderWay = m_database.number("SELECT EXISTS (SELECT 1 FROM under_way)") != 0;
    if (*m_isUnderWay) {
        auto sent = underWayOf(RowTexts::nameOf(kind, row));
        if (!sent) return tl::unexpected(sent.error());
        const auto* const one = *sent ? (*sent)->find(name) : nullptr;
        if (one != nullptr && one->clock == before) return one->over;
    }
    const Batch* const batch = batchOf(before, kind, row.key);
    return batch == nullptr ? before : batch->over;
}

/// A row none of whose registers bears a batch's clock any more is not part of the batch.
void Outbox::leaveBatches(Kind kind, const StoredRow& row, RegisterClock before) {
    Batch* const batch = before.stamp == 0 ? nullptr : batchOf(before, kind, row.key);
    if (batch == nullptr || std::ranges::find(row.clocks.all(), before) != row.clocks.all().end()) return;
    batch->rows.erase(kind, row.key);
    batch->isChanged = true;
}

Result<void> Outbox::add(Kind kind, const StoredRow& row, std::span<const WrittenRegister> registers) {
    if (auto loaded = loadBatches(); !loaded) return loaded;
    const RowPlace place = RowPlace::of(kind, row.key);
    auto known = entryOf(place);
    if (!known) return tl::unexpected(known.error());
    OutboxEntry entry = known->value_or(OutboxEntry{});
    for (const WrittenRegister& written : registers) {
        const std::string_view name = registersOf(kind)[written.place].name;
        const auto base = baseOf(kind, row, name, written.before, &entry);
        if (!base) return tl::unexpected(base.error());
        entry.put({std::string(name), written.after, *base, Why::edited, std::nullopt});
    }
    for (const WrittenRegister& written : registers) leaveBatches(kind, row, written.before);
    for (OutboxEntry::Waiting& one : entry.registers)
        if (one.why == Why::refused) one.why = Why::edited;
    setEntry(place, entry);
    return {};
}

Outbox::Batch& Outbox::batchWith(RegisterClock clock, RegisterClock over) {
    const auto known = std::ranges::find(*m_batches, clock, &Batch::clock);
    if (known != m_batches->end()) return *known;
    return m_batches->emplace_back(Batch{0, clock, over, {}, true});
}

Result<void> Outbox::addToBatch(Kind kind, const StoredRow& row, std::span<const WrittenRegister> registers,
                                RegisterClock clock) {
    if (auto loaded = loadBatches(); !loaded) return loaded;
    const auto isNew = [](const WrittenRegister& one) { return one.before.stamp == 0; };
    Result<std::optional<OutboxEntry>> own = std::optional<OutboxEntry>{};
    if (!std::ranges::all_of(registers, isNew)) own = entryOf(RowPlace::of(kind, row.key));
    if (!own) return tl::unexpected(own.error());
    std::vector<WrittenRegister> others;
    for (const WrittenRegister& written : registers) {
        const std::string_view name = registersOf(kind)[written.place].name;
        // A disagreement with an import is never made, so that it does not matter over which one this was made.
        auto base = written.before.stamp < firstPersonalStamp
                        ? Result<RegisterClock>(RegisterClock{})
                        : baseOf(kind, row, name, written.before, own->has_value() ? &**own : nullptr);
        if (!base) return tl::unexpected(base.error());
        const bool hasEntry = own->has_value() && (*own)->find(name) != nullptr;
        if (written.after != clock || hasEntry || batchWith(clock, *base).over != *base) {
            others.push_back(written);
            continue;
        }
        Batch& batch = batchWith(clock, *base);
        batch.rows.add(kind, row.key);
        batch.isChanged = true;
    }
    for (const WrittenRegister& written : registers) leaveBatches(kind, row, written.before);
    return others.empty() ? Result<void>{} : add(kind, row, others);
}

Result<void> Outbox::setBurial(Kind kind, std::int64_t row, Burial burial) {
    const RowPlace place = RowPlace::of(kind, row);
    auto known = entryOf(place);
    if (!known) return tl::unexpected(known.error());
    OutboxEntry entry = known->value_or(OutboxEntry{});
    if (entry.burial == burial) return {};
    entry.burial = burial;
    setEntry(place, entry);
    return {};
}

Result<void> Outbox::keepValues(Kind kind, const StoredRow& before, const StoredRow& after,
                                std::span<const std::size_t> places) {
    if (auto loaded = loadBatches(); !loaded) return loaded;
    const RowPlace place = RowPlace::of(kind, before.key);
    auto known = entryOf(place);
    if (!known) return tl::unexpected(known.error());
    OutboxEntry entry = known->value_or(OutboxEntry{});
    bool isChanged = false;
    for (const std::size_t i : places) {
        const std::string_view name = registersOf(kind)[i].name;
        const RegisterClock clock = before.clocks.of(i);
        if (clock.stamp == 0 || clock == after.clocks.of(i)) continue;
        auto* waiting = entry.find(name);
        if (const Batch* const batch = batchOf(clock, kind, before.key); batch != nullptr && waiting == nullptr) {
            entry.put({std::string(name), clock, batch->over, Why::edited, std::nullopt});
            waiting = entry.find(name);
        }
        if (waiting == nullptr || waiting->clock != clock || waiting->text) continue;
        waiting->text = RowTexts::textOf(kind, before, i);
        isChanged = true;
    }
    for (const std::size_t i : places) leaveBatches(kind, after, before.clocks.of(i));
    if (isChanged) setEntry(place, entry);
    return {};
}

Result<void> Outbox::keepValue(const RowName& row, const std::string& name, RegisterClock clock,
                               const std::string& text) {
    const RowPlace place = RowPlace::of(row);
    auto entry = entryOf(place);
    if (!entry) return tl::unexpected(entry.error());
    auto* const waiting = *entry ? (*entry)->find(name) : nullptr;
    if (waiting == nullptr || waiting->clock != clock || waiting->text) return {};
    waiting->text = text;
    setEntry(place, **entry);
    return {};
}

bool Outbox::hasNamed() {
    if (!m_hasNamed) m_hasNamed = m_database.number("SELECT EXISTS (SELECT 1 FROM outbox WHERE key IS NOT NULL)") != 0;
    return *m_hasNamed;
}

void Outbox::moveIn(const RowName& name, Kind kind, std::int64_t row) {
    if (!hasNamed()) return;
    m_database.query("UPDATE outbox SET row = ?, key = NULL WHERE kind = ? AND key = ?")
        .with(row, nameOf(kind), name.key)
        .run();
}

Result<void> Outbox::moveOut(Kind kind, const StoredRow& row) {
    auto entry = entryOf(kind, row);
    if (!entry) return tl::unexpected(entry.error());
    if (auto dropped = drop(RowPlace::of(kind, row.key)); !dropped) return dropped;
    if (!entry->isEmpty()) setEntry(RowPlace::of(RowTexts::nameOf(kind, row)), *entry);
    return {};
}

void Outbox::eraseFromBatches(Kind kind, std::int64_t row) {
    for (Batch& batch : *m_batches) {
        if (!batch.rows.contains(kind, row)) continue;
        batch.rows.erase(kind, row);
        batch.isChanged = true;
    }
}

Result<void> Outbox::drop(const RowPlace& place) {
    return replace(place, {});
}

Result<void> Outbox::replace(const RowPlace& place, const OutboxEntry& entry) {
    if (auto loaded = loadBatches(); !loaded) return loaded;
    if (const auto kind = kindOf(place)) eraseFromBatches(*kind, place.row);
    setEntry(place, entry);
    return {};
}

Result<std::optional<OutboxEntry>> Outbox::entryOf(const RowPlace& place) {
    Query query = place.row != 0
                      ? m_database.query("SELECT registers, reasons, burial FROM outbox WHERE kind = ? AND row = ?")
                      : m_database.query("SELECT registers, reasons, burial FROM outbox WHERE kind = ? AND key = ?");
    query.with(place.kind);
    const bool isThere = place.row != 0 ? query.with(place.row).step() : query.with(place.key).step();
    if (!isThere) return std::optional<OutboxEntry>{};
    auto entry = OutboxEntry::unpack(query.bytes(0), query.bytes(1), query.integer(2));
    if (!entry) return tl::unexpected(entry.error());
    return std::optional(std::move(*entry));
}

Result<OutboxEntry> Outbox::entryOf(Kind kind, const StoredRow& row) {
    if (auto loaded = loadBatches(); !loaded) return tl::unexpected(loaded.error());
    auto own = entryOf(RowPlace::of(kind, row.key));
    if (!own) return tl::unexpected(own.error());
    OutboxEntry entry = own->value_or(OutboxEntry{});
    for (const Batch& batch : *m_batches) {
        if (!batch.rows.contains(kind, row.key)) continue;
        for (std::size_t i = 0; i < row.clocks.all().size(); ++i) {
            const std::string name(registersOf(kind)[i].name);
            if (row.clocks.of(i) == batch.clock && entry.find(name) == nullptr)
                entry.put({name, batch.clock, batch.over, Why::edited, std::nullopt});
        }
    }
    return entry;
}

void Outbox::setEntry(const RowPlace& place, const OutboxEntry& entry) {
    const bool isPlaced = place.row != 0;
    if (entry.isEmpty()) {
        Query query = m_database.query(isPlaced ? "DELETE FROM outbox WHERE kind = ? AND row = ?"
                                                : "DELETE FROM outbox WHERE kind = ? AND key = ?");
        query.with(place.kind);
        if (isPlaced)
            query.with(place.row).run();
        else
            query.with(place.key).run();
        return;
    }
    constexpr const char* written = " DO UPDATE SET registers = excluded.registers, reasons = excluded.reasons,"
                                    " stamp = excluded.stamp, burial = excluded.burial, refused = excluded.refused";
    const std::string insert = "INSERT INTO outbox (kind, row, key, registers, reasons, stamp, burial, refused)"
                               " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT ";
    Query query = m_database.query(insert + (isPlaced ? "(kind, row)" : "(kind, key) WHERE key IS NOT NULL") + written);
    query.with(place.kind);
    if (isPlaced)
        query.with(place.row, Value{});
    else
        query.with(Value{}, place.key);
    if (!isPlaced) m_hasNamed = true;
    query.withBytes(entry.packedRegisters());
    withBytesOrNull(query, entry.packedReasons());
    query.with(entry.leastStamp(), static_cast<std::int64_t>(entry.burial), entry.holdsRefused() ? 1 : 0).run();
}

Result<std::vector<RowPlace>> Outbox::places(std::size_t limit) {
    if (auto loaded = loadBatches(); !loaded) return tl::unexpected(loaded.error());
    store();
    std::vector<RowPlace> found;
    std::set<std::pair<std::string, std::int64_t>> told;
    const auto tell = [&](RowPlace place) {
        const bool isNew = m_batches->empty() || place.row == 0 || told.emplace(place.kind, place.row).second;
        if (isNew) found.push_back(std::move(place));
        return found.size() < limit;
    };
    Query query = m_database.query("SELECT rowid, kind, row, key FROM outbox WHERE stamp IS NOT NULL"
                                   " ORDER BY stamp, rowid");
    while (found.size() < limit && query.step()) {
        if (!query.isNull(1)) {
            tell({std::string(query.bytes(1)), query.integer(2), std::string(query.bytes(3))});
            continue;
        }
        const auto batch = std::ranges::find(*m_batches, query.integer(0), &Batch::number);
        batch->rows.forEachWhile([&](Kind kind, std::int64_t key) { return tell(RowPlace::of(kind, key)); });
    }
    return found;
}

std::vector<RowPlace> Outbox::refusedPlaces() {
    std::vector<RowPlace> places;
    Query query = m_database.query("SELECT kind, row, key FROM outbox WHERE refused = 1 ORDER BY rowid");
    while (query.step()) places.push_back({std::string(query.bytes(0)), query.integer(1), std::string(query.bytes(2))});
    return places;
}

Result<Replication::Counts> Outbox::counts() {
    if (auto loaded = loadBatches(); !loaded) return tl::unexpected(loaded.error());
    Replication::Counts counts;
    counts.refused = static_cast<std::size_t>(m_database.number("SELECT count(*) FROM outbox WHERE refused = 1"));
    counts.waiting = static_cast<std::size_t>(
        m_database.number("SELECT count(*) FROM outbox WHERE stamp IS NOT NULL AND kind IS NOT NULL"));
    if (m_batches->empty()) return counts;
    BatchRows all;
    for (const Batch& batch : *m_batches) all.add(batch.rows);
    counts.waiting += all.count();
    Query query = m_database.query("SELECT kind, row FROM outbox WHERE stamp IS NOT NULL AND row IS NOT NULL");
    while (query.step()) {
        const auto kind = enumNamed<Kind>(query.bytes(0));
        if (kind && all.contains(*kind, query.integer(1))) --counts.waiting;
    }
    return counts;
}

Result<void> Outbox::setUnderWay(const std::vector<WaitingRow>& rows) {
    m_isUnderWay = !rows.empty();
    m_database.query("DELETE FROM under_way").run();
    for (const WaitingRow& row : rows) {
        OutboxEntry entry{{}, row.burial};
        for (const WaitingRegister& one : row.registers)
            entry.registers.push_back({one.name, m_replicas.toStored(one.clock),
                                       one.over ? m_replicas.toStored(*one.over) : RegisterClock{}, one.why,
                                       one.value});
        Query query = m_database.query("INSERT INTO under_way (kind, key, registers, reasons, burial)"
                                       " VALUES (?, ?, ?, ?, ?)");
        query.with(row.row.kind, row.row.key).withBytes(entry.packedRegisters()).withBytes(entry.packedReasons());
        query.with(static_cast<std::int64_t>(row.burial)).run();
    }
    return {};
}

Result<std::vector<WaitingRow>> Outbox::underWay() {
    std::vector<WaitingRow> rows;
    Query query = m_database.query("SELECT kind, key, registers, reasons, burial FROM under_way ORDER BY rowid");
    while (query.step()) {
        const auto entry = OutboxEntry::unpack(query.bytes(2), query.bytes(3), query.integer(4));
        if (!entry) return tl::unexpected(entry.error());
        WaitingRow row{{std::string(query.bytes(0)), std::string(query.bytes(1))}, {}, entry->burial};
        for (const OutboxEntry::Waiting& one : entry->registers)
            row.registers.push_back({one.name, m_replicas.toPublic(one.clock),
                                     one.over.stamp == 0 ? std::nullopt : std::optional(m_replicas.toPublic(one.over)),
                                     one.why, one.text.value_or("")});
        rows.push_back(std::move(row));
    }
    return rows;
}

void Outbox::write(Batch& batch) {
    batch.isChanged = false;
    if (batch.rows.empty()) {
        m_database.query("DELETE FROM outbox WHERE rowid = ?").with(batch.number).run();
        return;
    }
    Query query = m_database.query("INSERT INTO outbox (rowid, stamp, replica, over_stamp, over_replica, registers)"
                                   " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (rowid) DO UPDATE SET"
                                   " registers = excluded.registers");
    query.with(batch.number == 0 ? std::nullopt : std::optional(batch.number), batch.clock.stamp, batch.clock.replica,
               batch.over.stamp, batch.over.replica);
    query.withBytes(batch.rows.toBytes()).run();
    if (batch.number == 0) batch.number = m_database.connection().getLastInsertRowid();
}

void Outbox::store() {
    if (!m_batches) return;
    for (Batch& batch : *m_batches)
        if (batch.isChanged) write(batch);
    std::erase_if(*m_batches, [](const Batch& batch) { return batch.rows.empty(); });
}

void Outbox::forget() {
    m_batches.reset();
    m_isUnderWay.reset();
    m_hasNamed.reset();
}

} // namespace cairn::core
