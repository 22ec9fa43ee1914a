#include "sync/server/streams/open_stream.h"

#include <algorithm>
#include <set>

#include "core/base/tenet.h"
#include "sync/protocol/row_text.h"
#include "sync/server/streams/ownership.h"

namespace cairn::sync {

using core::holds;
using core::RowName;
using core::SyncedRow;

namespace {

/// A commit of more rows than this is announced by its last number alone: who listens pulls.
constexpr std::size_t mostTold = 16;
constexpr std::size_t mostBytesTold = 16U << 10;

bool isDisagreement(const RowName& row) {
    return row.kind == disagreementKind;
}

bool belongsTo(const SyncedRow& row, const RowName& owner) {
    return std::ranges::count(gravesAbove(row), owner) > 0;
}

} // namespace

OpenStream::OpenStream(std::string name, StreamTransaction& transaction, core::Instant now)
    : m_name(std::move(name)), m_transaction(transaction), m_now(now), m_epoch(transaction.epoch()),
      m_before(transaction.state()), m_state(m_before), m_digestBefore(transaction.digest()), m_digest(m_digestBefore) {
}

std::int64_t OpenStream::stamp() const {
    const std::int64_t wall = std::max<std::int64_t>(m_now.milliseconds, 1) << core::HybridClock::counterBits;
    return holds("server_max") ? std::max(wall, m_state.stamp) : wall;
}

void OpenStream::see(std::int64_t stamp) {
    m_state.stamp = std::max(m_state.stamp, stamp);
}

core::HybridClock OpenStream::nextClock() {
    const std::int64_t wall = m_now.milliseconds << core::HybridClock::counterBits;
    const std::int64_t next = (holds("rest_clock") ? stamp() : wall) + 1; // a full counter raises the milliseconds
    see(next);
    return {next, m_epoch};
}

bool OpenStream::isGrave(const RowName& row) {
    const auto known = m_graves.find(row);
    if (known != m_graves.end()) return known->second;
    return m_graves[row] = m_transaction.isGrave(row);
}

std::optional<RowName> OpenStream::graveOf(const SyncedRow& row) {
    if (row.isGrave) return row.row;
    if (!holds("grave_child") && !isDisagreement(row.row)) return std::nullopt;
    for (const RowName& owner : gravesAbove(row))
        if (isGrave(owner)) return owner;
    return std::nullopt;
}

/// Numbers rise by one. Without the tenet two come the wrong way round, as where two writers take one each and the
/// later commits first.
std::int64_t OpenStream::nextNumber() {
    if (holds("lock") || m_loosened == nullptr) return ++m_state.head;
    const auto skipped = m_loosened->skipped.find(m_name);
    if (skipped != m_loosened->skipped.end() && skipped->second < m_state.head) {
        const std::int64_t number = skipped->second;
        m_loosened->skipped.erase(skipped);
        return number;
    }
    m_loosened->skipped[m_name] = m_state.head + 1;
    return m_state.head += 2;
}

std::optional<std::int64_t> OpenStream::dueOf(const std::optional<KeptRow>& before, const SyncedRow& row) const {
    if (isDisagreement(row.row)) return m_now.milliseconds;
    if (row.isGrave || isPresent(row) || !becomesGrave(row.row)) return std::nullopt;
    const auto* const removal = before ? before->row.find(core::removalName) : nullptr;
    const bool isOld = removal != nullptr && before->due && *removal == *row.find(core::removalName);
    return isOld ? before->due : m_now.milliseconds;
}

std::int64_t OpenStream::put(const std::optional<KeptRow>& before, SyncedRow row) {
    if (before) m_digest.remove(before->row);
    m_digest.add(row);
    KeptRow kept{before ? before->place : 0, nextNumber(), dueOf(before, row), std::move(row)};
    const std::string text = sync::write(kept.row);
    kept.place = m_transaction.put(kept, text);
    exchangeOwners(before, kept);
    if (before) m_told.erase(before->number);
    m_graves.erase(kept.row.row);
    tell(kept, text);
    return kept.number;
}

void OpenStream::exchangeOwners(const std::optional<KeptRow>& before, const KeptRow& after) {
    const bool isSettled = before && !before->row.isGrave && !after.row.isGrave && isOwnedByKey(after.row.row.kind);
    if (isSettled) return;
    const auto old = before && !before->row.isGrave ? gravesAbove(before->row) : std::vector<RowName>{};
    const auto now = after.row.isGrave ? std::vector<RowName>{} : gravesAbove(after.row);
    for (const RowName& owner : old)
        if (std::ranges::count(now, owner) == 0) m_transaction.removeOwner(after.place, owner);
    for (const RowName& owner : now)
        if (std::ranges::count(old, owner) == 0) m_transaction.addOwner(after.place, owner);
}

void OpenStream::tell(const KeptRow& row, const std::string& text) {
    const bool isInline = !row.row.isGrave && isPresent(row.row) && text.size() <= mostBytesTold;
    m_told[row.number] = isInline && m_told.size() <= mostTold ? std::optional(row.row) : std::nullopt;
}

std::vector<KeptRow> OpenStream::allUnder(const RowName& row) {
    std::vector<KeptRow> all;
    std::set<std::int64_t> places;
    std::vector<RowName> owners{row};
    while (!owners.empty()) {
        const RowName owner = std::move(owners.back());
        owners.pop_back();
        for (KeptRow& kept : m_transaction.rowsUnder(owner)) {
            if (!belongsTo(kept.row, owner) || (!holds("grave_child") && !isDisagreement(kept.row.row))) continue;
            if (!places.insert(kept.place).second) continue;
            if (becomesGrave(kept.row.row)) owners.push_back(kept.row.row);
            all.push_back(std::move(kept));
        }
    }
    return all;
}

void OpenStream::bury(const RowName& row) {
    if (isGrave(row)) return;
    const std::vector<KeptRow> under = allUnder(row);
    makeGrave(row);
    for (const KeptRow& kept : under) {
        if (becomesGrave(kept.row.row) && holds("grave_all"))
            makeGrave(kept.row.row);
        else
            drop(kept);
    }
}

void OpenStream::makeGrave(const RowName& row) {
    put(find(row), {row, {}, true});
}

void OpenStream::drop(const KeptRow& row) {
    m_digest.remove(row.row);
    m_told.erase(row.number);
    for (const RowName& owner : gravesAbove(row.row)) m_transaction.removeOwner(row.place, owner);
    m_transaction.erase(row.place);
}

void OpenStream::note(Disagreement disagreement) {
    if (isDisagreement(disagreement.row)) return;
    const RowName name = nameOf(disagreement);
    if (!holds("dis_tx") && name.key.ends_with("0\"")) return; // a process that died between two transactions
    if (find(name)) return;
    disagreement.at = m_now.milliseconds;
    put(std::nullopt, toRow(disagreement, nextClock()));
}

void OpenStream::finish() {
    if (!(m_state == m_before)) m_transaction.setState(m_state);
    const auto& before = m_digestBefore.sums();
    const auto& after = m_digest.sums();
    for (const auto& [kind, sum] : after) {
        const auto known = before.find(kind);
        if (known == before.end() || !(known->second == sum)) m_transaction.setSum(kind, sum);
    }
    for (const auto& [kind, sum] : before)
        if (!after.contains(kind)) m_transaction.setSum(kind, {});
}

std::vector<SocketMessage> OpenStream::messages() const {
    std::vector<SocketMessage> messages;
    if (m_told.size() > mostTold) return {{m_name, m_epoch, m_told.rbegin()->first, std::nullopt}};
    messages.reserve(m_told.size());
    for (const auto& [number, row] : m_told) messages.push_back({m_name, m_epoch, number, row});
    return messages;
}

} // namespace cairn::sync
