#include "core/store/undoing.h"

#include <algorithm>
#include <fmt/format.h>
#include <ranges>

#include "core/base/tenet.h"
#include "core/domain/registers.h"
#include "core/store/change_writer.h"

namespace cairn::core {

namespace {

constexpr RegisterClock neverMade{};

/// Puts values that were kept by name into the row; names that this program does not know are passed over.
void putValues(Kind kind, StoredRow& row, const UndoRegister& kept) {
    for (const auto& [name, value] : kept.values) {
        if (name == removalName) {
            const auto* instant = std::get_if<std::int64_t>(&value);
            row.removedAt = instant == nullptr ? std::nullopt : std::optional(*instant);
            row.extent = TrashState::Extent::alone;
        } else if (name == "removed_whole") {
            row.extent = TrashState::Extent::whole;
        } else if (const auto* text = std::get_if<std::string>(&value); text != nullptr && name == "kept") {
            row.kept.set(kept.name, *text);
        } else if (const auto place = fieldIndex(describe(kind), name)) {
            row.values[*place] = value;
        }
    }
}

} // namespace

Undoing::Undoing(OwnerParts& parts, RowWriter& writer, RegisterClock clock, Instant now)
    : m_parts(parts), m_writer(writer), m_clock(clock), m_now(now) {}

Result<void> Undoing::apply(const UndoStep& step) {
    for (const UndoItem& item : step.items | std::views::reverse) {
        const auto row = m_parts.rows[item.kind].findKey(item.key);
        if (!row || item.registers.empty()) continue;
        const bool isExistence = item.what == UndoItem::What::existence;
        if (auto done = isExistence ? applyExistence(item, *row) : applyRegisters(item, *row); !done) return done;
    }
    return {};
}

bool Undoing::isInState(Kind kind, const StoredRow& row, std::size_t place, RegisterClock state) {
    if (!holds("undo_clock")) return true;
    return m_parts.steps.stateOf(kind, row.key, registersOf(kind)[place].name, row.clocks.of(place)) == state;
}

Result<void> Undoing::applyRegisters(const UndoItem& item, const StoredRow& before) {
    StoredRow after = before;
    UndoItem inverse{item.kind, item.key, item.what, {}};
    std::vector<std::size_t> places;
    for (const UndoRegister& step : item.registers) {
        const auto place = registerNamed(item.kind, step.name);
        if (!place || !isInState(item.kind, before, *place, step.made) || !canRefer(item, step)) {
            ++m_kept;
            continue;
        }
        after.kept.erase(step.name);
        putValues(item.kind, after, step);
        after.clocks.set(*place, m_clock);
        m_parts.steps.standIn(item.kind, item.key, step.name, m_clock, step.replaced);
        inverse.registers.push_back({step.name, step.replaced, step.made, valuesOfRegister(item.kind, before, *place)});
        places.push_back(*place);
    }
    if (places.empty()) return {};
    m_items.push_back(std::move(inverse));
    return m_writer.update(item.kind, before, after, places);
}

Result<void> Undoing::applyExistence(const UndoItem& item, const StoredRow& before) {
    const UndoRegister& step = item.registers.front();
    if (step.made == neverMade) {
        if (isInState(item.kind, before, *removalOf(item.kind), neverMade)) return writeRemoval(item, before, {});
    } else if ((isWholeInState(item.kind, before, step.made) || !holds("undo_create")) &&
               isAllBelowInState(item.kind, before, step.made)) {
        return writeRemoval(item, before, m_now.milliseconds);
    }
    ++m_kept;
    return {};
}

Result<void> Undoing::writeRemoval(const UndoItem& item, const StoredRow& before, Value removedAt) {
    const UndoRegister& step = item.registers.front();
    const std::size_t place = *removalOf(item.kind);
    StoredRow after = before;
    after.kept.erase(step.name);
    putValues(item.kind, after, {step.name, {}, {}, {{std::string(removalName), std::move(removedAt)}}});
    if (after.removedAt) after.extent = TrashState::Extent::whole;
    after.clocks.set(place, m_clock);
    m_parts.steps.standIn(item.kind, item.key, step.name, m_clock, step.replaced);
    m_items.push_back({item.kind, item.key, item.what, {{step.name, step.replaced, step.made, {}}}});
    return m_writer.update(item.kind, before, after, std::array{place});
}

/// Whether the row that a step goes back to is still here.
bool Undoing::canRefer(const UndoItem& item, const UndoRegister& step) {
    for (const auto& [name, value] : step.values) {
        const auto place = fieldIndex(describe(item.kind), name);
        const auto* const id = std::get_if<Uuid>(&value);
        if (place && id != nullptr && !m_parts.rows.keyOf(describe(item.kind).fields[*place].refersTo, *id))
            return false;
    }
    return true;
}

bool Undoing::isWholeInState(Kind kind, const StoredRow& row, RegisterClock state) {
    if (!row.clocks.unknown().empty()) return false;
    for (std::size_t i = 0; i < registersOf(kind).size(); ++i)
        if (!isInState(kind, row, i, state)) return false;
    return true;
}

bool Undoing::isAsNeverMade(Kind kind, const StoredRow& row) {
    if (const auto removal = removalOf(kind)) return row.removedAt && isInState(kind, row, *removal, neverMade);
    return isWholeInState(kind, row, neverMade);
}

/// Whether a row went with another of its owners when the making of that one was taken back.
bool Undoing::hasOwnerNeverMade(Kind kind, const StoredRow& row) {
    const auto fields = describe(kind).fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto* const id = std::get_if<Uuid>(&row.values[i]);
        if (!fields[i].isOwner || id == nullptr) continue;
        const auto owner = m_parts.rows.find({fields[i].refersTo, *id, {}});
        if (owner && isAsNeverMade(fields[i].refersTo, *owner)) return true;
    }
    return false;
}

bool Undoing::isAllBelowInState(Kind kind, const StoredRow& owner, RegisterClock state) {
    if (!holds("undo_create")) return true;
    if (!m_parts.unplaced.referringTo(owner.id, UnplacedRows::Referring::asOwner).empty()) return false;
    for (const RecordDescription& record : allDescriptions()) {
        for (const FieldDescription& field : record.fields) {
            if (!field.isOwner || field.refersTo != kind) continue;
            const auto isUnchanged = [&](const StoredRow& row) {
                return isAsNeverMade(record.kind, row) || isWholeInState(record.kind, row, state) ||
                       hasOwnerNeverMade(record.kind, row);
            };
            const auto others = m_parts.rows[record.kind].select(
                Rows::all,
                fmt::format("t.{} = ? AND NOT (t.stamp = ? AND t.replica = ? AND t.clocks IS NULL)", field.name),
                owner.key, state.stamp, state.replica);
            if (!std::ranges::all_of(others, isUnchanged)) return false;
        }
    }
    return true;
}

} // namespace cairn::core
