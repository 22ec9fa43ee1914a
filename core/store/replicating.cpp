#include "core/store/replicating.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/domain/registers.h"
#include "core/store/stamps.h"

namespace cairn::core {

namespace {

constexpr std::string_view accountFact = "account";

} // namespace

Uuid Replicating::replica() {
    return m_parts.replicas.idOf(m_state.replica);
}

void Replicating::takeReplica(const Uuid& replica) {
    m_state.replica = m_parts.replicas.keyOf(replica);
}

void Replicating::setFact(std::string_view name, std::string_view value) {
    const bool isKept = m_parts.digest.isKept();
    m_notes.setFact(name, value);
    if (name != accountFact || isKept) return;
    if (auto counted = digest(Counting::anew)) m_parts.digest.begin(std::move(*counted));
}

void Replicating::clearFact(std::string_view name) {
    m_notes.clearFact(name);
    if (name == accountFact) m_parts.digest.end();
}

void Replicating::setNote(std::string_view list, const RowName& row, std::string_view text) {
    m_notes.setNote(list, row, text);
}

std::optional<std::string> Replicating::note(std::string_view list, const RowName& row) {
    return m_notes.note(list, row);
}

void Replicating::seeStamp(std::int64_t stamp) {
    m_state.greatestStamp = std::max(m_state.greatestStamp, stamp);
}

void Replicating::recountStamps() {
    m_state.greatestStamp = greatestStamp(m_parts);
}

Replicating::Standing Replicating::standingOf(const RowName& row) {
    Standing standing{Placing::known(row), std::nullopt};
    if (standing.known) standing.stored = m_placing.stored(*standing.known);
    return standing;
}

/// The same, asked of the database once for each row that is looked at again and again; valid until a row is written.
const Replicating::Standing& Replicating::found(const RowName& row) {
    if (!m_found || m_found->first != row) m_found.emplace(row, standingOf(row));
    return m_found->second;
}

/// The same for a row that is about to be written, most often the one that was looked for just before.
Replicating::Standing Replicating::takeFound(const RowName& row) {
    m_told.clear();
    auto found = std::exchange(m_found, std::nullopt);
    return found && found->first == row ? std::move(found->second) : standingOf(row);
}

RowPlace Replicating::placeOf(const RowName& row, const Standing& standing) {
    return standing.stored ? RowPlace::of(standing.known->kind, standing.stored->key) : RowPlace::of(row);
}

Result<std::optional<SyncedRow>> Replicating::find(const RowName& row) {
    if (m_parts.graves.contains(row)) return std::optional(SyncedRow{row, {}, true});
    const Standing& standing = found(row);
    if (standing.stored) return std::optional(m_parts.texts.synced(standing.known->kind, *standing.stored));
    return m_parts.unplaced.find(row);
}

Result<void> Replicating::forEach(const std::function<void(const SyncedRow&)>& function) {
    for (const RecordDescription& record : allDescriptions())
        m_parts.rows[record.kind].forEach([&](const StoredRow& row) {
            if (!isOfThisDevice(record.kind, row.values)) function(m_parts.texts.synced(record.kind, row));
        });
    if (auto done = m_parts.unplaced.forEach(function); !done) return done;
    m_parts.graves.forEach([&](const RowName& name) { function({name, {}, true}); });
    return {};
}

Result<RowDigest> Replicating::digest(Counting counting) {
    if (counting == Counting::kept && m_parts.digest.isKept()) return m_parts.digest.digest();
    RowDigest digest;
    if (auto done = forEach([&](const SyncedRow& row) { digest.add(row); }); !done) return tl::unexpected(done.error());
    if (m_parts.digest.isKept()) m_parts.digest.begin(digest);
    return digest;
}

Result<std::vector<RowName>> Replicating::rowsUnder(const RowName& owner) {
    std::vector<RowName> names;
    const Standing standing = standingOf(owner);
    if (!standing.known) return names;
    const Kind kind = standing.known->kind;
    for (const RecordDescription& record : allDescriptions())
        for (std::size_t i = 0; standing.stored && i < record.fields.size(); ++i) {
            if (!record.fields[i].isOwner || record.fields[i].refersTo != kind) continue;
            Table& table = m_parts.rows[record.kind];
            for (const std::int64_t key : table.keysOfReferrers(i, standing.stored->key))
                if (const auto row = table.findKey(key)) names.push_back(RowTexts::nameOf(record.kind, *row));
        }
    for (RowName& name : m_parts.unplaced.referringTo(standing.known->id, UnplacedRows::Referring::asOwner))
        names.push_back(std::move(name));
    return names;
}

Result<void> Replicating::write(const RowName& row, const std::vector<SyncedRegister>& registers) {
    for (const SyncedRegister& one : registers) seeStamp(one.clock.stamp);
    if (registers.empty()) return {};
    if (m_parts.graves.contains(row)) {
        m_parts.digest.remove({row, {}, true});
        m_parts.graves.erase(row);
    }
    const Standing standing = takeFound(row);
    if (standing.stored) return writeStored(standing.known->kind, *standing.stored, registers);
    return writeElsewhere(row, standing, registers);
}

Result<void> Replicating::writeStored(Kind kind, const StoredRow& before,
                                      const std::vector<SyncedRegister>& registers) {
    StoredRow after = before;
    std::vector<std::size_t> places;
    for (const SyncedRegister& one : registers) {
        const RegisterClock clock = m_parts.replicas.toStored(one.clock);
        const auto place = registerNamed(kind, one.name);
        if (!place) {
            after.clocks.setUnknown(one.name, clock);
            after.kept.set(one.name, one.value);
            continue;
        }
        if (before.clocks.of(*place) == clock && RowTexts::textOf(kind, before, *place) == one.value) continue;
        m_parts.texts.read(kind, *place, one.value, after);
        after.clocks.set(*place, clock);
        places.push_back(*place);
    }
    const bool isUnchanged =
        places.empty() && after.kept == before.kept && after.clocks.unknown() == before.clocks.unknown();
    if (isUnchanged) return {};
    if (auto kept = m_parts.outbox.keepValues(kind, before, after, places); !kept) return kept;
    if (m_placing.canStand(kind, after)) return m_writer.update(kind, before, after, places);
    SyncedRow waiting = m_parts.texts.synced(kind, before);
    for (const SyncedRegister& one : registers) waiting.put(one);
    return m_placing.takeOut(kind, before, waiting);
}

Result<void> Replicating::writeElsewhere(const RowName& name, const Standing& standing,
                                         const std::vector<SyncedRegister>& registers) {
    auto waiting = m_parts.unplaced.find(name);
    if (!waiting) return tl::unexpected(waiting.error());
    SyncedRow row = *waiting ? **waiting : SyncedRow{name, {}, false};
    for (const SyncedRegister& one : registers) {
        const SyncedRegister* const before = row.find(one.name);
        if (before != nullptr && before->clock != one.clock) {
            const RegisterClock clock = m_parts.replicas.toStored(before->clock);
            if (auto kept = m_parts.outbox.keepValue(name, one.name, clock, before->value); !kept) return kept;
        }
        row.put(one);
    }
    if (*waiting) {
        m_parts.digest.remove(**waiting);
        m_parts.unplaced.erase(name);
    }
    Result<bool> placed = false;
    if (standing.known) placed = m_placing.place(name, *standing.known, row.registers);
    if (!placed) return tl::unexpected(placed.error());
    if (*placed) return isReferredTo(standing.known->kind) ? m_placing.settle(standing.known->id) : Result<void>{};
    m_parts.unplaced.put(row);
    m_parts.digest.add(row);
    return {};
}

Result<void> Replicating::unwrite(const RowName& row, std::string_view registerName) {
    const Standing standing = takeFound(row);
    if (standing.stored) return unwriteStored(standing.known->kind, *standing.stored, registerName);
    return unwriteUnplaced(row, registerName);
}

Result<void> Replicating::unwriteStored(Kind kind, const StoredRow& before, std::string_view registerName) {
    StoredRow after = before;
    std::vector<std::size_t> places;
    if (const auto place = registerNamed(kind, registerName)) {
        after.clocks.set(*place, {});
        places.push_back(*place);
    } else {
        after.clocks.eraseUnknown(registerName);
    }
    after.kept.erase(registerName);
    if (auto kept = m_parts.outbox.keepValues(kind, before, after, places); !kept) return kept;
    const bool isEmpty = after.clocks.row().stamp == 0;
    return isEmpty ? m_placing.takeOut(kind, before, {}) : m_writer.update(kind, before, after, places);
}

Result<void> Replicating::unwriteUnplaced(const RowName& name, std::string_view registerName) {
    auto row = m_parts.unplaced.find(name);
    if (!row) return tl::unexpected(row.error());
    const SyncedRegister* const one = *row ? (*row)->find(registerName) : nullptr;
    if (one == nullptr) return {};
    const RegisterClock clock = m_parts.replicas.toStored(one->clock);
    if (auto kept = m_parts.outbox.keepValue(name, one->name, clock, one->value); !kept) return kept;
    m_parts.digest.remove(**row);
    m_parts.unplaced.erase(name);
    (*row)->erase(registerName);
    if ((*row)->registers.empty()) return {};
    m_parts.unplaced.put(**row);
    m_parts.digest.add(**row);
    return {};
}

Result<void> Replicating::remove(const RowName& row, Placing::Graves how) {
    m_notes.clearNotesOf(row);
    const Standing standing = takeFound(row);
    if (auto dropped = m_parts.outbox.drop(placeOf(row, standing)); !dropped) return dropped;
    if (standing.stored) {
        const Kind kind = standing.known->kind;
        if (auto released = m_placing.releaseReferrers(kind, *standing.stored, how); !released) return released;
        m_writer.erase(kind, *standing.stored);
        return {};
    }
    const auto waiting = m_parts.unplaced.find(row);
    if (!waiting) return tl::unexpected(waiting.error());
    if (!*waiting) return {};
    m_parts.digest.remove(**waiting);
    m_parts.unplaced.erase(row);
    return {};
}

Result<void> Replicating::bury(const RowName& row) {
    if (m_parts.graves.contains(row)) return {};
    if (auto removed = remove(row, Placing::Graves::readAsNone); !removed) return removed;
    m_parts.graves.add(row);
    m_parts.digest.add({row, {}, true});
    const auto known = Placing::known(row);
    return known ? m_placing.settle(known->id) : Result<void>{};
}

Result<void> Replicating::drop(const RowName& row) {
    return remove(row, Placing::Graves::wait);
}

Result<void> Replicating::renameClock(const RowName& row, std::string_view registerName, const HybridClock& from,
                                      const HybridClock& to) {
    const Standing& standing = found(row);
    if (!standing.stored) return {};
    m_parts.steps.rename(standing.known->kind, standing.stored->key, registerName, m_parts.replicas.toStored(from),
                         m_parts.replicas.toStored(to));
    return {};
}

} // namespace cairn::core
