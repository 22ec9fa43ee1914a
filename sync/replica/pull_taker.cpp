#include "sync/replica/pull_taker.h"

#include <algorithm>
#include <map>

#include "core/base/failpoint.h"
#include "core/base/tenet.h"
#include "sync/protocol/row_text.h"
#include "sync/replica/disagreements.h"

namespace cairn::sync {

using core::Result;
using core::RowName;
using core::SyncedRegister;
using core::SyncedRow;
using core::WaitingRow;

namespace {

constexpr std::size_t mostRemovals = 50;
constexpr std::size_t leastRemovals = 10;
constexpr std::size_t partOfAll = 5; // 20 %

/// A removal that nobody ordered as part of a whole.
bool isLoneRemoval(const SyncedRegister& removal) {
    return removal.value.find(R"("whole":false)") != std::string::npos;
}

bool hasRegister(const WaitingRow& row, std::string_view name) {
    return std::ranges::find(row.registers, name, &core::WaitingRegister::name) != row.registers.end();
}

SyncedRow asNote(const RowName& row, const SyncedRegister& removal) {
    return {row, {removal}, false};
}

} // namespace

void PullTaker::pullAll(Repair repair) {
    m_facts.setCursor(0);
    m_facts.setPullingAll(true);
    if (repair == Repair::yes) m_facts.setRepairing(true);
    m_store.clearNotes(notes::staged);
    m_shown.reset();
}

Result<void> PullTaker::take(std::int64_t since, const PullAnswer& answer, core::Replication::Counting counting) {
    const bool isAll = m_facts.isPullingAll();
    if (isAll && since == 0) m_shown.emplace();
    if (isAll && !m_shown) {
        pullAll(Repair::no);
        return {};
    }
    if (!core::holds("cursor_tx") && answer.next % 5 == 0) { // a process that died between two transactions
        m_facts.setCursor(answer.next);
        return {};
    }
    std::int64_t witness = m_facts.witness();
    const bool isRemembered = m_shown && m_facts.isRepairing();
    for (const SyncedRow& row : answer.rows) {
        for (const SyncedRegister& one : row.registers) witness = std::max(witness, one.clock.stamp);
        if (isRemembered) {
            SyncedRow& shown = (*m_shown)[row.row] = row;
            for (SyncedRegister& one : shown.registers) one.value.clear();
        }
        if (auto taken = takeRow(row); !taken) return taken;
        core::failpoint("sync.mid-pull-take");
    }
    m_facts.setWitness(witness);
    m_facts.setCursor(answer.next);
    core::failpoint("sync.before-head");
    const bool isHead = answer.next >= answer.head;
    if (isHead || !core::holds("hold_whole"))
        if (auto decided = decideStaged(); !decided) return decided;
    return isHead || !core::holds("at_head") ? atHead(answer, counting) : Result<void>{};
}

Result<void> PullTaker::takeRow(const SyncedRow& row) {
    if (row.isGrave) return m_rows.bury(row.row);
    if (row.row.kind == disagreementKind) return keepDisagreement(m_store, row);
    const bool isPlain = row.find(core::removalName) == nullptr && !hasNotes();
    if (isPlain) return m_rows.take(row, RowTaker::Source::stream);
    SyncedRow rest = row;
    if (auto staged = stage(rest); !staged) return staged;
    return m_rows.take(rest, RowTaker::Source::stream);
}

/// Asked of the store once: most pulls have no removals, and many rows.
bool PullTaker::hasNotes() {
    if (!m_hasNotes) m_hasNotes = !m_store.notes(notes::staged).empty() || !m_store.notes(notes::held).empty();
    return *m_hasNotes;
}

/// Drops the removal that was set aside before; whether the row's removal, which is taken out of it, is held already.
bool PullTaker::isHeldAlready(SyncedRow& row) {
    if (!hasNotes()) return false;
    const SyncedRegister* const removal = row.find(core::removalName);
    m_store.clearNote(notes::staged, row.row);
    if (const auto held = m_store.note(notes::held, row.row)) {
        const auto note = readSyncedRow(*held);
        const bool isNewer = removal != nullptr && note && removal->clock > note->registers.front().clock;
        if (!isNewer) {
            row.erase(core::removalName);
            return true;
        }
        m_store.clearNote(notes::held, row.row);
    }
    return false;
}

/// Sets a removal aside until the head; what else the row brings is taken.
Result<void> PullTaker::stage(SyncedRow& row) {
    if (isHeldAlready(row)) return {};
    const SyncedRegister* const removal = row.find(core::removalName);
    if (removal == nullptr || !isLoneRemoval(*removal) || !core::holds("hold") || m_rows.isUnderGrave(row)) return {};
    const auto present = m_store.find(row.row);
    if (!present) return tl::unexpected(present.error());
    if (!*present || !core::isPresent(**present)) return {};
    const SyncedRegister* const mine = (*present)->find(core::removalName);
    if (mine != nullptr && removal->clock <= mine->clock) return {};
    m_store.seeStamp(removal->clock.stamp);
    m_hasNotes = true;
    m_store.setNote(notes::staged, row.row, write(asNote(row.row, *removal)));
    row.erase(core::removalName);
    return {};
}

Result<bool> PullTaker::isMass(std::size_t removals) {
    if (removals > mostRemovals) return true;
    if (removals < leastRemovals) return false;
    std::size_t present = 0;
    const auto counted = m_store.forEach([&](const SyncedRow& row) {
        if (core::hasOwnIdentifier(row.row.kind) && core::isPresent(row)) ++present;
    });
    if (!counted) return tl::unexpected(counted.error());
    return removals * partOfAll > present;
}

Result<void> PullTaker::decideStaged() {
    const auto staged = m_store.notes(notes::staged);
    if (staged.empty()) return {};
    const auto mass = isMass(staged.size());
    if (!mass) return tl::unexpected(mass.error());
    for (const auto& [row, text] : staged) {
        if (*mass) {
            m_store.setNote(notes::held, row, text);
        } else if (const auto removal = readSyncedRow(text)) {
            if (auto taken = m_rows.take(*removal, RowTaker::Source::stream); !taken) return taken;
        }
    }
    m_store.clearNotes(notes::staged);
    return {};
}

Result<std::vector<RowName>> PullTaker::applyHeld() {
    std::vector<RowName> rows;
    for (const auto& [row, text] : m_store.notes(notes::held)) {
        const auto removal = readSyncedRow(text);
        if (!removal) continue;
        if (auto taken = m_rows.take(*removal, RowTaker::Source::stream); !taken) return tl::unexpected(taken.error());
        rows.push_back(row);
    }
    m_store.clearNotes(notes::held);
    return rows;
}

Result<void> PullTaker::atHead(const PullAnswer& answer, core::Replication::Counting counting) {
    if (m_facts.isPullingAll() && answer.next >= answer.head) {
        if (core::holds("recount")) counting = core::Replication::Counting::anew;
        if (m_facts.isRepairing())
            if (auto repaired = repair(); !repaired) return repaired;
        m_facts.setPullingAll(false);
        m_facts.setRepairing(false);
        m_shown.reset();
    }
    dropOldDisagreements(m_store, m_now);
    const auto counts = m_store.counts();
    const bool isBusy = counts.waiting + counts.refused > 0 || m_facts.body() || !m_store.notes(notes::held).empty();
    if ((isBusy && core::holds("no_wait")) || !answer.digest) return {};
    return compare(*answer.digest, counting);
}

/// Pushes every register whose clock is greater here, or whose row the server does not know, and graves it lost.
Result<void> PullTaker::repair() {
    std::vector<SyncedRow> lost;
    auto looked = m_store.forEach([&](const SyncedRow& row) {
        const auto shown = m_shown->find(row.row);
        const bool isKnown = shown != m_shown->end();
        if (isKnown && shown->second.isGrave) return;
        SyncedRow missing{row.row, {}, row.isGrave};
        for (const SyncedRegister& one : row.registers) {
            const SyncedRegister* const theirs = isKnown ? shown->second.find(one.name) : nullptr;
            if (theirs == nullptr || one.clock > theirs->clock) missing.registers.push_back(one);
        }
        if (missing.isGrave || !missing.registers.empty()) lost.push_back(std::move(missing));
    });
    if (!looked) return looked;
    const auto underWay = m_store.underWay();
    if (!underWay) return tl::unexpected(underWay.error());
    std::map<RowName, const WaitingRow*> sent;
    for (const WaitingRow& row : *underWay) sent.emplace(row.row, &row);
    for (const SyncedRow& row : lost) {
        const auto known = sent.find(row.row);
        if (auto done = repairRow(row, known == sent.end() ? nullptr : known->second); !done) return done;
    }
    return {};
}

/// `sent`: what is under way of the row.
Result<void> PullTaker::repairRow(const SyncedRow& row, const WaitingRow* sent) {
    const auto waits = m_store.waitingOf(row.row);
    if (!waits) return tl::unexpected(waits.error());
    WaitingRow waiting = waits->value_or(WaitingRow{row.row, {}, {}});
    if (row.isGrave) waiting.burial = core::Burial::repaired;
    for (const SyncedRegister& one : row.registers) {
        if ((sent != nullptr && hasRegister(*sent, one.name)) || hasRegister(waiting, one.name)) continue;
        waiting.registers.push_back({one.name, one.clock, {}, core::WaitingRegister::Why::repaired, one.value});
    }
    return m_store.setWaiting(waiting);
}

Result<void> PullTaker::compare(const core::RowDigest& servers, core::Replication::Counting counting) {
    const auto mine = m_store.digest(counting);
    if (!mine) return tl::unexpected(mine.error());
    if (*mine == servers) {
        m_facts.setDifferences(0);
        return {};
    }
    m_facts.setNoticed(m_facts.noticed() + 1);
    m_facts.setDifferences(m_facts.differences() + 1);
    if (!core::holds("digest")) return {};
    const bool isAgain = m_facts.differences() > 1 && core::holds("digest_repair");
    pullAll(isAgain ? Repair::yes : Repair::no);
    return {};
}

} // namespace cairn::sync
