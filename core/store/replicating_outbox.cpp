#include <algorithm>

#include "core/store/replicating.h"

namespace cairn::core {

namespace {

using Why = WaitingRegister::Why;

} // namespace

/// What waits, with the values that the row shows or that were kept.
WaitingRow Replicating::waitingRow(const SyncedRow& row, const OutboxEntry& entry) {
    WaitingRow waiting{row.row, {}, entry.burial};
    for (const OutboxEntry::Waiting& one : entry.registers) {
        const HybridClock clock = m_parts.replicas.toPublic(one.clock);
        const SyncedRegister* const shown = row.find(one.name);
        const bool isShown = shown != nullptr && shown->clock == clock;
        if (!one.text && !isShown) continue;
        waiting.registers.push_back(
            {one.name, clock, one.over.stamp == 0 ? std::nullopt : std::optional(m_parts.replicas.toPublic(one.over)),
             one.why, one.text ? *one.text : shown->value});
    }
    return waiting;
}

Result<OutboxEntry> Replicating::entryOf(const RowPlace& place, const Standing& standing) {
    if (standing.stored) return m_parts.outbox.entryOf(standing.known->kind, *standing.stored);
    auto entry = m_parts.outbox.entryOf(place);
    if (!entry) return tl::unexpected(entry.error());
    return entry->value_or(OutboxEntry{});
}

/// All that waits of the row at a place, and how that stands in the outbox; nothing where its table does not have it.
Result<std::optional<Replicating::WaitingThere>> Replicating::waitingAt(const RowPlace& place) {
    Standing standing;
    SyncedRow row{{place.kind, place.key}, {}, false};
    if (place.row != 0) {
        const auto kind = enumNamed<Kind>(place.kind);
        if (kind) standing.stored = m_parts.rows[*kind].findKey(place.row);
        if (!standing.stored) return std::optional<WaitingThere>{};
        standing.known = ResolvedRow{*kind, standing.stored->id, {}};
        row = m_parts.texts.synced(*kind, *standing.stored);
    } else {
        auto waiting = m_parts.unplaced.find(row.row);
        if (!waiting) return tl::unexpected(waiting.error());
        if (*waiting) row = std::move(**waiting);
    }
    auto entry = entryOf(place, standing);
    if (!entry) return tl::unexpected(entry.error());
    WaitingRow waiting = waitingRow(row, *entry);
    return std::optional(WaitingThere{std::move(waiting), std::move(*entry)});
}

Result<std::vector<WaitingRow>> Replicating::waiting(std::size_t limit) {
    const auto places = m_parts.outbox.places(limit);
    if (!places) return tl::unexpected(places.error());
    m_told.clear();
    std::vector<WaitingRow> rows;
    for (const RowPlace& place : *places) {
        auto there = waitingAt(place);
        if (!there) return tl::unexpected(there.error());
        if (!*there) continue;
        WaitingRow& row = (*there)->row;
        std::erase_if(row.registers, [](const WaitingRegister& one) { return one.why == Why::refused; });
        const bool isSent = !row.registers.empty() || row.burial != Burial::none;
        if (!isSent) continue;
        m_told.push_back({row.row, place, std::move((*there)->entry)});
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<std::vector<WaitingRow>> Replicating::refused() {
    std::vector<WaitingRow> rows;
    for (const RowPlace& place : m_parts.outbox.refusedPlaces()) {
        auto there = waitingAt(place);
        if (!there) return tl::unexpected(there.error());
        if (*there) rows.push_back(std::move((*there)->row));
    }
    return rows;
}

Result<std::optional<WaitingRow>> Replicating::waitingOf(const RowName& row) {
    const Standing& standing = found(row);
    const auto entry = entryOf(placeOf(row, standing), standing);
    if (!entry) return tl::unexpected(entry.error());
    if (entry->isEmpty()) return std::optional<WaitingRow>{};
    const auto shown = find(row);
    if (!shown) return tl::unexpected(shown.error());
    return std::optional(waitingRow(shown->value_or(SyncedRow{row, {}, false}), *entry));
}

Result<void> Replicating::setWaiting(const WaitingRow& row) {
    m_told.clear();
    const Standing& standing = found(row.row);
    const auto shown = find(row.row);
    if (!shown) return tl::unexpected(shown.error());
    OutboxEntry entry{{}, row.burial};
    for (const WaitingRegister& one : row.registers) {
        seeStamp(one.clock.stamp);
        const SyncedRegister* const current = *shown ? (*shown)->find(one.name) : nullptr;
        const bool isShown = current != nullptr && current->clock == one.clock && current->value == one.value;
        entry.registers.push_back({one.name, m_parts.replicas.toStored(one.clock),
                                   one.over ? m_parts.replicas.toStored(*one.over) : RegisterClock{}, one.why,
                                   isShown ? std::nullopt : std::optional(one.value)});
    }
    return m_parts.outbox.replace(placeOf(row.row, standing), entry);
}

/// Where a row waits and what waits of it, most often as `waiting` has just told it; `next` counts along what it told.
Result<Replicating::Told> Replicating::toldOf(const RowName& row, std::size_t& next) {
    while (next < m_told.size() && m_told[next].row != row) ++next;
    if (next < m_told.size()) return std::move(m_told[next++]);
    const Standing standing = standingOf(row);
    const RowPlace place = placeOf(row, standing);
    auto entry = entryOf(place, standing);
    if (!entry) return tl::unexpected(entry.error());
    return Told{row, place, std::move(*entry)};
}

Result<void> Replicating::setUnderWay(const std::vector<WaitingRow>& rows) {
    std::size_t next = 0;
    for (const WaitingRow& row : rows) {
        auto told = toldOf(row.row, next);
        if (!told) return tl::unexpected(told.error());
        OutboxEntry& entry = told->entry;
        const auto isSent = [&](const OutboxEntry::Waiting& one) {
            const auto sent = std::ranges::find(row.registers, one.name, &WaitingRegister::name);
            return sent != row.registers.end() && m_parts.replicas.toStored(sent->clock) == one.clock;
        };
        std::erase_if(entry.registers, isSent);
        if (row.burial == entry.burial) entry.burial = Burial::none;
        if (auto replaced = m_parts.outbox.replace(told->place, entry); !replaced) return replaced;
    }
    m_told.clear();
    return m_parts.outbox.setUnderWay(rows);
}

Replication::Counts Replicating::counts() {
    return m_parts.outbox.counts().value_or(Counts{});
}

} // namespace cairn::core
