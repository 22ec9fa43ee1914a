#include "sync/replica/outgoing.h"

#include <algorithm>

#include "core/base/tenet.h"
#include "sync/protocol/version.h"
#include "sync/replica/sync_facts.h"

namespace cairn::sync {

namespace {

using core::Result;
using core::WaitingRegister;
using core::WaitingRow;

constexpr std::size_t bodyBytes = std::size_t{4} << 20;

std::size_t bytesOf(const PushedRow& pushed) {
    std::size_t bytes = pushed.row.row.key.size() + 64;
    for (const core::SyncedRegister& one : pushed.row.registers) bytes += one.value.size() + one.name.size() + 64;
    return bytes;
}

PushedRow pushed(const WaitingRow& waiting) {
    PushedRow pushed{{waiting.row, {}, false}, {}, {}, waiting.burial};
    for (const WaitingRegister& one : waiting.registers) {
        pushed.row.put({one.name, one.clock, one.value});
        if (one.over) pushed.over.emplace_back(one.name, *one.over);
        if (one.why == WaitingRegister::Why::repaired) pushed.repaired.push_back(one.name);
    }
    return pushed;
}

bool isRefused(const std::vector<Refusal>& refused, const core::RowName& row, std::string_view name) {
    return std::ranges::any_of(refused, [&](const Refusal& one) {
        return one.row == row && (one.registerName == name || one.registerName.empty());
    });
}

} // namespace

Outgoing::Outgoing(core::Replication& store, core::Random& random, core::Instant now)
    : m_store(store), m_random(random), m_now(now) {}

Result<std::optional<Push>> Outgoing::push(std::size_t limit) {
    SyncFacts facts(m_store);
    const auto body = facts.body();
    if (body && core::holds("frozen")) {
        auto push = readPush(*body);
        if (!push) return tl::unexpected(push.error());
        return std::optional(std::move(*push));
    }
    if (body)
        if (auto back = takeBack({}); !back) return tl::unexpected(back.error());
    return compose(limit);
}

Result<std::optional<Push>> Outgoing::compose(std::size_t limit) {
    SyncFacts facts(m_store);
    auto waiting = m_store.waiting(std::min(limit, maxPushRows));
    if (!waiting) return tl::unexpected(waiting.error());
    if (waiting->empty()) return std::optional<Push>{};
    if (!core::holds("row_once") && waiting->front().registers.size() > 1) waiting->front().registers.resize(1);
    Push push{core::newUuid(m_now, m_random), facts.lastPush(), m_store.replica(), facts.witness(), {}};
    std::size_t bytes = 0;
    for (const WaitingRow& row : *waiting) {
        PushedRow one = pushed(row);
        bytes += bytesOf(one);
        if (bytes > bodyBytes && !push.rows.empty()) break;
        push.rows.push_back(std::move(one));
    }
    waiting->resize(push.rows.size());
    if (auto set = m_store.setUnderWay(*waiting); !set) return tl::unexpected(set.error());
    facts.setBody(write(push));
    return std::optional(std::move(push));
}

Result<void> Outgoing::takeBack(const std::vector<Refusal>& refused) {
    const auto underWay = m_store.underWay();
    if (!underWay) return tl::unexpected(underWay.error());
    RowTaker taker(m_store);
    for (const WaitingRow& row : *underWay) {
        if (taker.isUnderGrave(pushed(row).row) && row.burial == core::Burial::none) continue;
        auto waiting = m_store.waitingOf(row.row);
        if (!waiting) return tl::unexpected(waiting.error());
        WaitingRow all = waiting->value_or(WaitingRow{row.row, {}, {}});
        if (all.burial == core::Burial::none) all.burial = row.burial;
        for (WaitingRegister one : row.registers) {
            if (std::ranges::find(all.registers, one.name, &WaitingRegister::name) != all.registers.end()) continue;
            const bool isOut = isRefused(refused, row.row, one.name);
            if (isOut && !core::holds("refused_stays")) continue;
            if (isOut) one.why = WaitingRegister::Why::refused;
            all.registers.push_back(std::move(one));
        }
        if (auto set = m_store.setWaiting(all); !set) return set;
    }
    SyncFacts(m_store).setBody({});
    return m_store.setUnderWay({});
}

} // namespace cairn::sync
