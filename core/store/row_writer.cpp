#include "core/store/row_writer.h"

#include <algorithm>

#include "core/domain/registers.h"

namespace cairn::core {

namespace {

std::int64_t dayKey(std::int64_t habit, const RecordRef& log) {
    constexpr int bitsOfDay = 24;
    return habit << bitsOfDay | (log.day->days & ((1 << bitsOfDay) - 1));
}

std::uint64_t allFields(Kind kind) {
    return (std::uint64_t{1} << describe(kind).fields.size()) - 1;
}

} // namespace

/// Takes a value in; one that refers to what is not here is kept, and what was made here goes on to be shown.
void RowWriter::takeIn(Kind kind, std::size_t place, const std::string& text, StoredRow& row) {
    const std::vector<Value> before = row.values;
    m_parts.texts.read(kind, place, text, row);
    if (m_parts.rows.references(kind, row.values)) return;
    row.values = before;
    row.kept.set(registersOf(kind)[place].name, text);
}

/// A row that waited outside of the tables goes into the one that is made.
Result<void> RowWriter::takeIn(Kind kind, StoredRow& row, std::vector<WrittenRegister>& written) {
    if (m_waits.how == Waits::How::never || m_parts.unplaced.empty()) return {};
    const RowName name = RowTexts::nameOf(kind, row);
    const auto waiting = m_parts.unplaced.find(name);
    if (!waiting) return tl::unexpected(waiting.error());
    if (!*waiting) return {};
    for (const SyncedRegister& one : (*waiting)->registers) {
        const RegisterClock clock = m_parts.replicas.toStored(one.clock);
        const auto place = registerNamed(kind, one.name);
        if (!place) {
            row.clocks.setUnknown(one.name, clock);
            row.kept.set(one.name, one.value);
        } else if (one.clock > m_parts.replicas.toPublic(row.clocks.of(*place))) {
            takeIn(kind, *place, one.value, row);
            row.clocks.set(*place, clock);
            std::erase_if(written, [&](const WrittenRegister& each) { return each.place == *place; });
        } else {
            std::ranges::find(written, *place, &WrittenRegister::place)->before = clock;
        }
    }
    m_parts.digest.remove(**waiting);
    m_parts.unplaced.erase(name);
    return {};
}

Result<void> RowWriter::create(Kind kind, StoredRow& row) {
    RowsOfKind& rows = m_parts.rows;
    std::vector<WrittenRegister> written;
    for (std::size_t i = 0; i < registersOf(kind).size(); ++i) written.push_back({i, {}, row.clocks.of(i)});
    if (auto taken = takeIn(kind, row, written); !taken) return taken;
    const auto references = rows.references(kind, row.values);
    if (!references) return tl::unexpected(references.error());
    row.key = rows[kind].insert(row, *references);
    const bool isReceived = m_waits.how == Waits::How::never;
    if (!isReceived && m_parts.outbox.hasNamed()) m_parts.outbox.moveIn(RowTexts::nameOf(kind, row), kind, row.key);
    if (kind != Kind::habitLog)
        m_new.insert({kind, row.key});
    else if (isNew(Kind::habit, *references->front()))
        m_newLogs.insert(dayKey(*references->front(), rows[kind].refOf(row)));
    if (!isReceived) m_parts.digest.add(kind, row);
    return note(kind, row, written, {rows[kind].refOf(row), allFields(kind), Removal::unchanged, true});
}

Result<void> RowWriter::update(Kind kind, const StoredRow& before, const StoredRow& after,
                               std::span<const std::size_t> places) {
    const auto references = m_parts.rows.references(kind, after.values);
    if (!references) return tl::unexpected(references.error());
    m_parts.rows[kind].update(after, *references);
    m_parts.digest.remove(kind, before);
    m_parts.digest.add(kind, after);
    if (places.empty()) return {};
    RowChange change{m_parts.rows[kind].refOf(after), 0, Removal::unchanged, false};
    std::vector<WrittenRegister> written;
    for (const std::size_t place : places) {
        written.push_back({place, before.clocks.of(place), after.clocks.of(place)});
        change.fields |= registersOf(kind)[place].fields;
    }
    if (before.removedAt.has_value() != after.removedAt.has_value())
        change.removal = after.removedAt ? Removal::remove : Removal::restore;
    return note(kind, after, written, std::move(change));
}

void RowWriter::erase(Kind kind, const StoredRow& row) {
    m_parts.digest.remove(kind, row);
    if (kind == Kind::habit) m_parts.histories.erase(row.key);
    if (kind == Kind::habitLog) {
        const HabitLog log = recordOf<HabitLog>(Uuid{}, row.values);
        m_parts.histories.set(*m_parts.rows.keyOf(Kind::habit, log.habit), log.date, Mark::none, std::nullopt);
    }
    m_parts.rows[kind].erase(row.key);
    m_parts.rows.forget(row.id);
    m_parts.steps.forgetRow(kind, row.key);
    m_new.erase({kind, row.key});
    m_changes.push_back({m_parts.rows[kind].refOf(row), allFields(kind), Removal::remove, false});
}

bool RowWriter::isFirst(const RecordRef& log) {
    if (log.kind != Kind::habitLog || !log.day) return false;
    const auto habit = m_parts.rows.keyOf(Kind::habit, log.id);
    return habit && isNew(Kind::habit, *habit) && !m_newLogs.contains(dayKey(*habit, log));
}

bool RowWriter::hasNewOwner(Kind kind, const StoredRow& row) {
    const auto fields = describe(kind).fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (!fields[i].isOwner || isNull(row.values[i])) continue;
        const auto owner = m_parts.rows.keyOf(fields[i].refersTo, std::get<Uuid>(row.values[i]));
        if (owner && isNew(fields[i].refersTo, *owner)) return true;
    }
    return false;
}

Result<void> RowWriter::wait(Kind kind, const StoredRow& row, std::span<const WrittenRegister> written,
                             Removal removal) {
    if (isOfThisDevice(kind, row.values)) return {};
    if (removal == Removal::restore)
        if (auto done = m_parts.outbox.setBurial(kind, row.key, Burial::none); !done) return done;
    if (m_waits.how == Waits::How::asRows) return m_parts.outbox.add(kind, row, written);
    m_batch.add(kind, row.key);
    return m_parts.outbox.addToBatch(kind, row, written, m_waits.batch);
}

Result<void> RowWriter::note(Kind kind, const StoredRow& row, std::span<const WrittenRegister> written,
                             RowChange change) {
    if (m_waits.how != Waits::How::never)
        if (auto waits = wait(kind, row, written, change.removal); !waits) return waits;
    if (kind == Kind::habitLog) {
        const HabitLog log = recordOf<HabitLog>(Uuid{}, row.values);
        m_parts.histories.set(*m_parts.rows.keyOf(Kind::habit, log.habit), log.date, log.mark, log.amount);
    }
    const auto isAgain = [](const WrittenRegister& one) { return one.before == one.after; };
    if (m_waits.how != Waits::How::never && std::any_of(written.begin(), written.end(), isAgain))
        merge(change);
    else
        m_changes.push_back(std::move(change));
    return {};
}

void RowWriter::merge(const RowChange& change) {
    for (RowChange& known : m_changes) {
        if (known.row != change.row) continue;
        known.fields |= change.fields;
        if (change.removal != Removal::unchanged) known.removal = change.removal;
        return;
    }
    m_changes.push_back(change);
}

} // namespace cairn::core
