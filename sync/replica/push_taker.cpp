#include "sync/replica/push_taker.h"

#include <algorithm>
#include <limits>
#include <set>

#include "core/base/failpoint.h"
#include "core/base/tenet.h"
#include "sync/replica/sync_facts.h"

namespace cairn::sync {

using core::Result;
using core::RowName;
using core::SyncedRegister;
using core::WaitingRegister;
using core::WaitingRow;

namespace {

/// Whether something waits that was made over the same as what was sent; it is made over the winner from now on.
bool makeOver(WaitingRow& waiting, const WaitingRegister& sent, const core::HybridClock& winner) {
    const auto later = std::ranges::find(waiting.registers, sent.name, &WaitingRegister::name);
    if (later == waiting.registers.end() || later->over != sent.over) return false;
    later->over = winner;
    return true;
}

} // namespace

Result<void> PushTaker::applied(const core::Uuid& push, const PushAnswer& answer) {
    const auto underWay = m_store.underWay();
    if (!underWay) return tl::unexpected(underWay.error());
    SyncFacts facts(m_store);
    m_witness = facts.witness();
    facts.setLastPush(push);
    facts.setBody({});
    if (auto none = m_store.setUnderWay({}); !none) return none;
    const auto counts = m_store.counts();
    m_isMoreWaiting = counts.waiting + counts.refused > 0;
    if (!core::holds("answer_tx") && push.bytes[15] < 51) return {}; // a process that died between two transactions
    std::map<RowName, const WaitingRow*> sent;
    for (const WaitingRow& row : *underWay) sent.emplace(row.row, &row);
    for (const PushedResult& result : answer.rows) {
        const auto known = sent.find(result.row.row);
        if (known == sent.end()) continue;
        if (auto taken = takeRow(*known->second, result); !taken) return taken;
        core::failpoint("sync.mid-push-take");
    }
    facts.setWitness(m_witness);
    if (m_isLowered) m_store.recountStamps();
    return {};
}

/// The winners take the places of what was pushed where the row still shows that, otherwise they are merged.
Result<void> PushTaker::takeRow(const WaitingRow& sent, const PushedResult& result) {
    if (result.goneWith) return m_rows.bury(*result.goneWith);
    if (m_rows.isUnderGrave(result.row)) return {};
    const auto present = m_store.find(sent.row);
    if (!present) return tl::unexpected(present.error());
    std::vector<SyncedRegister> taken;
    for (const WaitingRegister& one : sent.registers) {
        const SyncedRegister* const winner = result.row.find(one.name);
        if (winner == nullptr) continue;
        m_witness = std::max(m_witness, winner->clock.stamp);
        const SyncedRegister* const mine = *present ? (*present)->find(one.name) : nullptr;
        const bool isMineStill = mine != nullptr && mine->clock == one.clock && core::holds("take_row");
        if (isMineStill ? *mine == *winner : mine != nullptr && winner->clock <= mine->clock) continue;
        m_isLowered = m_isLowered || (isMineStill && winner->clock < one.clock);
        taken.push_back(*winner);
    }
    if (!taken.empty())
        if (auto written = m_store.write(sent.row, taken); !written) return written;
    return rebase(sent, result.row);
}

/// Where the winner is this file's own, what was edited meanwhile is made over it, and undo knows it under its clock.
Result<void> PushTaker::rebase(const WaitingRow& sent, const core::SyncedRow& winners) {
    Result<std::optional<WaitingRow>> waiting = std::optional<WaitingRow>{};
    if (m_isMoreWaiting) waiting = m_store.waitingOf(sent.row);
    if (!waiting) return tl::unexpected(waiting.error());
    bool isRebased = false;
    for (const WaitingRegister& one : sent.registers) {
        const SyncedRegister* const winner = winners.find(one.name);
        if (winner == nullptr || winner->clock.replica != m_store.replica()) continue;
        if (*waiting && core::holds("take_later")) isRebased = makeOver(**waiting, one, winner->clock) || isRebased;
        if (winner->clock == one.clock || !core::holds("take_undo")) continue;
        if (auto named = m_store.renameClock(sent.row, one.name, one.clock, winner->clock); !named) return named;
    }
    return isRebased ? m_store.setWaiting(**waiting) : Result<void>{};
}

Result<void> PushTaker::forked(const core::Uuid& fresh) {
    const core::Uuid old = m_store.replica();
    SyncFacts(m_store).setLastPush({});
    if (!core::holds("fork_id")) return {};
    m_store.takeReplica(fresh);
    if (!core::holds("fork_write")) return {};
    auto waiting = m_store.waiting(std::numeric_limits<std::size_t>::max());
    if (!waiting) return tl::unexpected(waiting.error());
    auto refused = m_store.refused();
    if (!refused) return tl::unexpected(refused.error());
    std::set<RowName> rows;
    for (const auto* some : {&*waiting, &*refused})
        for (const WaitingRow& row : *some) rows.insert(row.row);
    for (const RowName& name : rows) {
        auto row = m_store.waitingOf(name);
        if (!row) return tl::unexpected(row.error());
        if (!*row) continue;
        if (auto renewed = renew(std::move(**row), old, fresh); !renewed) return renewed;
    }
    return {};
}

Result<void> PushTaker::renew(WaitingRow row, const core::Uuid& old, const core::Uuid& fresh) {
    bool isChanged = false;
    for (WaitingRegister& one : row.registers) {
        if (one.clock.replica != old || one.why == WaitingRegister::Why::repaired) continue;
        const core::HybridClock before = one.clock;
        one.clock.replica = fresh;
        isChanged = true;
        if (auto shown = renewShown(row.row, {one.name, one.clock, one.value}, before); !shown) return shown;
        if (auto named = m_store.renameClock(row.row, one.name, before, one.clock); !named) return named;
    }
    return isChanged ? m_store.setWaiting(row) : Result<void>{};
}

Result<void> PushTaker::renewShown(const RowName& row, const SyncedRegister& renewed, const core::HybridClock& old) {
    const auto present = m_store.find(row);
    if (!present) return tl::unexpected(present.error());
    const SyncedRegister* const mine = *present ? (*present)->find(renewed.name) : nullptr;
    const bool isShown = mine == nullptr || (mine->clock == old && mine->value == renewed.value);
    return isShown || renewed.clock > mine->clock ? m_rows.put(row, renewed) : Result<void>{};
}

} // namespace cairn::sync
