#include "core/store/row_writer.h"

#include <algorithm>

#include "core/domain/profile.h"
#include "core/domain/registers.h"

namespace cairn::core {

namespace {

/// What stays on this device is never sent.
bool isLocal(Kind kind, const StoredRow& row) {
    if (kind != Kind::setting) return false;
    const SettingDescription* const known = settingNamed(std::get<std::string>(row.values[0]));
    return known != nullptr && known->scope == SettingScope::device;
}

std::int64_t dayKey(std::int64_t habit, const RecordRef& log) {
    constexpr int bitsOfDay = 24;
    return habit << bitsOfDay | (log.day->days & ((1 << bitsOfDay) - 1));
}

std::uint64_t allFields(Kind kind) {
    return (std::uint64_t{1} << describe(kind).fields.size()) - 1;
}

} // namespace

RowWriter::RowWriter(Database& database, RowsOfKind& rows, Histories& histories, Waits waits)
    : m_rows(rows), m_histories(histories), m_outbox(database), m_waits(waits) {}

Result<void> RowWriter::create(Kind kind, StoredRow& row) {
    const auto references = m_rows.references(kind, row.values);
    if (!references) return tl::unexpected(references.error());
    row.key = m_rows[kind].insert(row, *references);
    if (kind != Kind::habitLog)
        m_new.insert({kind, row.key});
    else if (isNew(Kind::habit, *references->front()))
        m_newLogs.insert(dayKey(*references->front(), m_rows[kind].refOf(row)));
    std::vector<WrittenRegister> written;
    for (std::size_t i = 0; i < registersOf(kind).size(); ++i) written.push_back({i, {}, row.clocks.of(i)});
    return note(kind, row, written, {m_rows[kind].refOf(row), allFields(kind), Removal::unchanged, true});
}

Result<void> RowWriter::update(Kind kind, const StoredRow& before, const StoredRow& after,
                               std::span<const std::size_t> places) {
    const auto references = m_rows.references(kind, after.values);
    if (!references) return tl::unexpected(references.error());
    m_rows[kind].update(after, *references);
    RowChange change{m_rows[kind].refOf(after), 0, Removal::unchanged, false};
    std::vector<WrittenRegister> written;
    for (const std::size_t place : places) {
        written.push_back({place, before.clocks.of(place), after.clocks.of(place)});
        change.fields |= registersOf(kind)[place].fields;
    }
    if (before.removedAt.has_value() != after.removedAt.has_value())
        change.removal = after.removedAt ? Removal::remove : Removal::restore;
    return note(kind, after, written, std::move(change));
}

bool RowWriter::isFirst(const RecordRef& log) {
    if (log.kind != Kind::habitLog || !log.day) return false;
    const auto habit = m_rows.keyOf(Kind::habit, log.id);
    return habit && isNew(Kind::habit, *habit) && !m_newLogs.contains(dayKey(*habit, log));
}

bool RowWriter::hasNewOwner(Kind kind, const StoredRow& row) {
    const auto fields = describe(kind).fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (!fields[i].isOwner || isNull(row.values[i])) continue;
        const auto owner = m_rows.keyOf(fields[i].refersTo, std::get<Uuid>(row.values[i]));
        if (owner && isNew(fields[i].refersTo, *owner)) return true;
    }
    return false;
}

Result<void> RowWriter::note(Kind kind, const StoredRow& row, std::span<const WrittenRegister> written,
                             RowChange change) {
    if (m_waits == Waits::asBatch)
        m_batch.add(kind, row.key);
    else if (!isLocal(kind, row))
        if (auto added = m_outbox.add(kind, row.key, written); !added) return added;
    if (kind == Kind::habitLog) {
        const HabitLog log = recordOf<HabitLog>(Uuid{}, row.values);
        m_histories.set(*m_rows.keyOf(Kind::habit, log.habit), log.date, log.mark, log.amount);
    }
    const auto isAgain = [](const WrittenRegister& one) { return one.before == one.after; };
    if (std::any_of(written.begin(), written.end(), isAgain))
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
