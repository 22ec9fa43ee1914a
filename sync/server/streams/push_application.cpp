#include "sync/server/streams/push_application.h"

#include <algorithm>

#include "core/base/failpoint.h"
#include "core/base/tenet.h"
#include "sync/server/streams/ownership.h"
#include "sync/server/streams/push_check.h"

namespace cairn::sync {

using core::holds;
using core::HybridClock;
using core::RowName;
using core::SyncedRegister;
using core::SyncedRow;

namespace {

/// What an answer says of a row: of the registers that were pushed those that stand there now.
PushedResult resultOf(const PushedRow& pushed, const SyncedRow& now, std::int64_t number) {
    PushedResult result{{pushed.row.row, {}, false}, std::nullopt, number};
    for (const SyncedRegister& one : pushed.row.registers)
        if (const SyncedRegister* const present = now.find(one.name)) result.row.registers.push_back(*present);
    return result;
}

PushedResult goneWith(const PushedRow& pushed, const RowName& grave) {
    return {{pushed.row.row, {}, false}, grave, 0};
}

} // namespace

std::vector<Refusal> PushApplication::refusals() const {
    std::vector<Refusal> refused;
    const std::int64_t limit = HybridClock{m_stream.stamp(), {}}.milliseconds() + mostAheadAtAll;
    for (const PushedRow& pushed : m_push.rows)
        for (const SyncedRegister& one : pushed.row.registers)
            if (one.clock.milliseconds() > limit)
                refused.push_back({pushed.row.row, one.name, std::string(refusal::invalidClock),
                                   "a clock is more than 50 years ahead"});
    return refused;
}

/// The stream's time takes in what the client has had from it and all that is not too far ahead; what is gets clocks
/// above that, in its own order.
void PushApplication::admitClocks() {
    const std::int64_t believable = m_stream.stamp() + (mostAheadAtAll << HybridClock::counterBits);
    if (holds("witness") && m_push.witness <= believable) m_stream.see(m_push.witness);
    const std::int64_t limit = HybridClock{m_stream.stamp(), {}}.milliseconds() + mostAhead;
    std::vector<HybridClock> late;
    for (const PushedRow& pushed : m_push.rows)
        for (const SyncedRegister& one : pushed.row.registers) {
            const bool isLate = one.clock.milliseconds() > limit;
            if (isLate) late.push_back(one.clock);
            if (!isLate && holds("skew_order")) m_stream.see(one.clock.stamp);
        }
    if (!holds("skew")) return;
    std::ranges::sort(late);
    if (!holds("skew_order")) std::ranges::reverse(late);
    for (const HybridClock& clock : late)
        if (!m_replaced.contains(clock)) {
            m_stream.see(m_stream.stamp() + 1);
            m_replaced[clock] = {m_stream.stamp(), m_push.replica};
        }
}

HybridClock PushApplication::admitted(const HybridClock& clock) const {
    const auto replaced = m_replaced.find(clock);
    return replaced == m_replaced.end() ? clock : replaced->second;
}

std::vector<PushedResult> PushApplication::apply() {
    std::vector<RowName> names;
    names.reserve(m_push.rows.size());
    for (const PushedRow& pushed : m_push.rows) names.push_back(pushed.row.row);
    m_stream.transaction().announce(names);
    admitClocks();
    std::vector<PushedResult> results;
    results.reserve(m_push.rows.size());
    for (const PushedRow& pushed : m_push.rows) {
        core::failpoint("stream.before-row");
        results.push_back(applyRow(pushed));
    }
    return results;
}

PushedResult PushApplication::applyRow(const PushedRow& pushed) {
    const RowName& name = pushed.row.row;
    const bool isUnasked = pushed.burial == core::Burial::repaired || !holds("grave_ask");
    if (pushed.burial != core::Burial::none && isUnasked) m_stream.bury(name);
    std::optional<KeptRow> kept = m_stream.find(name);
    Merged result = merged(pushed, kept);
    if (auto gone = buryUnderGrave(pushed, result.row, kept)) return *gone;
    for (Disagreement& one : result.disagreements) m_stream.note(std::move(one));
    core::failpoint("stream.before-put");
    if (bytesOf(result.row) > maxRowBytes)
        m_tooLarge.push_back({name, {}, std::string(refusal::tooLarge), "the row would become too large"});
    std::int64_t number = kept ? kept->number : 0;
    if (result.isChanged) number = m_stream.put(kept, result.row);
    const bool isThere = number != 0 && isPresent(result.row);
    if (pushed.burial == core::Burial::none || isThere) return resultOf(pushed, result.row, number);
    m_stream.bury(name);
    return goneWith(pushed, name);
}

/// The answer for a row that is a grave or belongs to one; in that case it becomes one where it has its own identifier.
std::optional<PushedResult> PushApplication::buryUnderGrave(const PushedRow& pushed, const SyncedRow& merged,
                                                            std::optional<KeptRow>& kept) {
    const auto grave = m_stream.graveOf(kept && kept->row.isGrave ? kept->row : merged);
    if (!grave) return std::nullopt;
    const RowName& name = pushed.row.row;
    const bool isOwn = *grave == name;
    if (!isOwn && becomesGrave(name) && holds("grave_all")) m_stream.bury(name);
    const bool isKept = holds(isOwn ? "grave_top" : "gone");
    if (isKept || pushed.row.registers.empty()) return goneWith(pushed, *grave);
    kept = m_stream.find(name);
    return std::nullopt;
}

PushApplication::Merged PushApplication::merged(const PushedRow& pushed, const std::optional<KeptRow>& kept) const {
    Merged result{kept && !kept->row.isGrave ? kept->row : SyncedRow{pushed.row.row, {}, false}, {}, false};
    for (const SyncedRegister& one : pushed.row.registers) {
        const SyncedRegister arriving{one.name, admitted(one.clock), one.value};
        const SyncedRegister* const present = result.row.find(one.name);
        if (present != nullptr) compare(pushed, arriving, *present, result);
        if (present != nullptr && arriving.clock <= present->clock) continue;
        result.row.put(arriving);
        result.isChanged = true;
    }
    return result;
}

/// Where the pusher had not seen what stands there, the loser of the two is kept as a disagreement.
void PushApplication::compare(const PushedRow& pushed, const SyncedRegister& arriving, const SyncedRegister& present,
                              Merged& into) const {
    if (arriving.clock == present.clock || (arriving.value == present.value && holds("dis_equal"))) return;
    if (pushed.overOf(arriving.name) == present.clock && holds("base")) return;
    if (pushed.isRepaired(arriving.name) && holds("dis_repair")) return;
    if ((arriving.clock.isOfImport() || present.clock.isOfImport()) && holds("dis_import")) return;
    const bool wins = arriving.clock > present.clock;
    const SyncedRegister& loser = wins ? present : arriving;
    const SyncedRegister& winner = wins ? arriving : present;
    into.disagreements.push_back(
        {pushed.row.row, arriving.name, {loser.clock, loser.value}, {winner.clock, winner.value}, 0});
}

std::vector<PushedResult> PushApplication::present() {
    std::vector<PushedResult> results;
    for (const PushedRow& pushed : m_push.rows) {
        const auto kept = m_stream.find(pushed.row.row);
        const SyncedRow now = kept ? kept->row : SyncedRow{pushed.row.row, {}, false};
        if (const auto grave = m_stream.graveOf(now))
            results.push_back(goneWith(pushed, *grave));
        else
            results.push_back(resultOf(pushed, now, kept ? kept->number : 0));
    }
    return results;
}

} // namespace cairn::sync
