#include "core/store/placing.h"

#include <algorithm>
#include <array>

#include "core/domain/registers.h"

namespace cairn::core {

namespace {

/// The place of the register that a field belongs to.
std::size_t registerOf(Kind kind, std::size_t field) {
    const auto registers = registersOf(kind);
    const auto its = [&](const Register& one) { return (one.fields >> field & 1) != 0; };
    return static_cast<std::size_t>(std::ranges::find_if(registers, its) - registers.begin());
}

/// Gives a column that has to hold something, and whose value could not be read, what nobody chose; false where nothing
/// can stand in: for a day, and for what the row belongs to.
bool fillIn(Kind kind, StoredRow& row) {
    const auto fields = describe(kind).fields;
    std::vector<Value> plain;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (!isNull(row.values[i])) continue;
        const bool isUnread = fields[i].isOwner && row.kept.find(fields[i].registerName) != nullptr;
        if (isUnread || (!fields[i].isOptional && fields[i].type == FieldType::date)) return false;
        if (fields[i].isOptional) continue;
        if (plain.empty()) plain = plainValues(kind);
        row.values[i] = plain[i];
    }
    return true;
}

bool holdsAll(Kind kind, const std::vector<SyncedRegister>& registers) {
    return std::ranges::all_of(registersOf(kind), [&](const Register& one) {
        return std::ranges::find(registers, one.name, &SyncedRegister::name) != registers.end();
    });
}

} // namespace

bool isReferredTo(Kind kind) {
    return kind == Kind::section || kind == Kind::habit || kind == Kind::tag || kind == Kind::goal;
}

std::optional<ResolvedRow> Placing::known(const RowName& row) {
    if (row.kind == nameOf(Kind::habitLog)) return resolveLog(row.key);
    auto resolved = resolve(row);
    if (!resolved || rowName(describe(resolved->kind), resolved->id, resolved->values) != row) return std::nullopt;
    if (isOfThisDevice(resolved->kind, resolved->values)) return std::nullopt;
    return std::move(*resolved);
}

std::optional<StoredRow> Placing::stored(const ResolvedRow& row) {
    if (row.kind != Kind::habitLog) return m_parts.rows[row.kind].findId(row.id);
    const Date day{static_cast<std::int32_t>(std::get<std::int64_t>(row.values[1]))};
    const auto habit = m_parts.rows.keyOf(Kind::habit, row.id);
    if (!habit || m_writer.isFirst({row.kind, row.id, day})) return std::nullopt;
    return m_parts.rows[row.kind].findLog(*habit, day);
}

bool Placing::canStand(Kind kind, StoredRow& row) {
    const auto fields = describe(kind).fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto* const id = std::get_if<Uuid>(&row.values[i]);
        if (id == nullptr || m_parts.rows.keyOf(fields[i].refersTo, *id)) continue;
        if (fields[i].isOwner || !m_parts.graves.contains(fields[i].refersTo, *id)) return false;
        const std::size_t place = registerOf(kind, i);
        row.kept.set(registersOf(kind)[place].name, RowTexts::textOf(kind, row, place));
        row.values[i] = {};
    }
    return true;
}

Result<bool> Placing::place(const RowName& name, const ResolvedRow& resolved,
                            const std::vector<SyncedRegister>& registers) {
    const Kind kind = resolved.kind;
    if (!holdsAll(kind, registers)) return false;
    StoredRow row{0, kind == Kind::habitLog ? Uuid{} : resolved.id, resolved.values, {}, RowClocks(kind, {}), {}, {}};
    for (const SyncedRegister& one : registers) {
        const RegisterClock clock = m_parts.replicas.toStored(one.clock);
        if (const auto place = registerNamed(kind, one.name)) {
            m_parts.texts.read(kind, *place, one.value, row);
            row.clocks.set(*place, clock);
        } else {
            row.clocks.setUnknown(one.name, clock);
            row.kept.set(one.name, one.value);
        }
    }
    if (!fillIn(kind, row) || !canStand(kind, row)) return false;
    if (auto created = m_writer.create(kind, row); !created) return tl::unexpected(created.error());
    m_parts.outbox.moveIn(name, kind, row.key);
    if (m_parts.digest.isKept()) m_parts.digest.add({name, registers, false});
    return true;
}

Result<void> Placing::settle(const Uuid& id) {
    for (const RowName& name : m_parts.unplaced.referringTo(id, UnplacedRows::Referring::anyhow)) {
        const auto row = m_parts.unplaced.find(name);
        if (!row) return tl::unexpected(row.error());
        const auto resolved = known(name);
        if (!*row || !resolved) continue;
        const auto placed = place(name, *resolved, (*row)->registers);
        if (!placed) return tl::unexpected(placed.error());
        if (!*placed) continue;
        m_parts.digest.remove(**row);
        m_parts.unplaced.erase(name);
        if (!isReferredTo(resolved->kind)) continue;
        if (auto settled = settle(resolved->id); !settled) return settled;
    }
    return {};
}

Result<void> Placing::clearReference(Kind kind, std::size_t field, const StoredRow& before) {
    StoredRow after = before;
    const std::size_t place = registerOf(kind, field);
    after.kept.set(registersOf(kind)[place].name, RowTexts::textOf(kind, before, place));
    after.values[field] = {};
    return m_writer.update(kind, before, after, std::array{place});
}

Result<void> Placing::releaseReferrers(Kind kind, const StoredRow& row, Graves how) {
    if (!isReferredTo(kind)) return {};
    for (const RecordDescription& record : allDescriptions())
        for (std::size_t i = 0; i < record.fields.size(); ++i) {
            const FieldDescription& field = record.fields[i];
            if (field.type != FieldType::reference || field.refersTo != kind) continue;
            for (const std::int64_t key : m_parts.rows[record.kind].keysOfReferrers(i, row.key)) {
                const auto referrer = m_parts.rows[record.kind].findKey(key);
                if (!referrer) continue;
                const bool isCleared = how == Graves::readAsNone && !field.isOwner;
                auto done = isCleared ? clearReference(record.kind, i, *referrer)
                                      : takeOut(record.kind, *referrer, m_parts.texts.synced(record.kind, *referrer));
                if (!done) return done;
            }
        }
    return {};
}

Result<void> Placing::takeOut(Kind kind, const StoredRow& row, const SyncedRow& as) {
    if (auto released = releaseReferrers(kind, row, Graves::wait); !released) return released;
    if (auto moved = m_parts.outbox.moveOut(kind, row); !moved) return moved;
    m_writer.erase(kind, row);
    if (as.registers.empty()) return {};
    m_parts.unplaced.put(as);
    m_parts.digest.add(as);
    return {};
}

} // namespace cairn::core
