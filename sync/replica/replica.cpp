#include "sync/replica/replica.h"

#include <algorithm>

#include "core/base/failpoint.h"
#include "core/base/tenet.h"
#include "sync/replica/outgoing.h"
#include "sync/replica/push_taker.h"
#include "sync/replica/sync_facts.h"

namespace cairn::sync {

using core::Replication;
using core::Result;
using core::RowName;

Replica::Replica(core::Store& store, const core::Clock& clock, core::Random& random)
    : m_store(store), m_clock(clock), m_random(random) {}

template<class T>
Result<T> Replica::within(const std::function<Result<T>(Replication&)>& work) {
    Result<T> result;
    const auto done = m_store.replicate([&](Replication& store) -> Result<void> {
        result = work(store);
        if (!result) return tl::unexpected(result.error());
        return {};
    });
    if (!done) return tl::unexpected(done.error());
    return result;
}

Result<std::optional<Replica::PushRequest>> Replica::nextPush(std::size_t rows) {
    using Next = std::optional<Push>;
    auto push = within<Next>([&](Replication& store) -> Result<Next> {
        if (SyncFacts(store).isPullingAll()) return Next{};
        return Outgoing(store, m_random, m_clock.now()).push(rows);
    });
    if (!push) return tl::unexpected(push.error());
    if (!*push) return std::optional<PushRequest>{};
    core::failpoint("sync.push-asked");
    PushRequest request{++m_lastTicket, std::move(**push)};
    if (core::holds("one_request")) m_inFlight = request.ticket;
    return std::optional(std::move(request));
}

Result<Replica::PullRequest> Replica::nextPull() {
    const auto since =
        within<std::int64_t>([](Replication& store) -> Result<std::int64_t> { return SyncFacts(store).cursor(); });
    if (!since) return tl::unexpected(since.error());
    core::failpoint("sync.pull-asked");
    m_inFlight = ++m_lastTicket;
    m_since = *since;
    return PullRequest{m_lastTicket, *since};
}

void Replica::setDifference(Replication& store, std::int64_t serverTime) {
    store.setClockDifference(serverTime - m_clock.now().milliseconds);
}

/// Whether the answer shows that the server is not the one of before; then everything is pulled and repaired.
Result<bool> Replica::meets(Replication& store, const core::Uuid& epoch) {
    SyncFacts facts(store);
    const auto known = facts.epoch();
    const bool isOther = known && *known != epoch;
    if (known != epoch) facts.setEpoch(epoch);
    if (isOther) PullTaker(store, m_shown, m_clock.now()).pullAll(PullTaker::Repair::yes);
    return isOther;
}

Result<Replica::Taken> Replica::take(Ticket ticket, const PushAnswer& answer) {
    Taken taken;
    const bool isCurrent = m_inFlight == ticket || !core::holds("current") || !core::holds("one_request");
    if (!isCurrent) return taken;
    m_inFlight.reset();
    const auto done = m_store.replicate([&](Replication& store) -> Result<void> {
        const auto body = SyncFacts(store).body();
        if (!body) return {};
        const auto push = readPush(*body);
        if (!push) return tl::unexpected(push.error());
        if (push->id != answer.push && core::holds("current")) return {};
        taken.isCurrent = true;
        setDifference(store, answer.time);
        const auto isOther = meets(store, answer.epoch);
        if (!isOther) return tl::unexpected(isOther.error());
        if (*isOther) {
            taken.hasMore = true;
            return {};
        }
        taken.refused = answer.refused.size();
        if (answer.outcome == PushAnswer::Outcome::applied) taken.rows = push->rows.size();
        return takeApplied(store, answer, push->id);
    });
    if (!done) return tl::unexpected(done.error());
    return taken;
}

Result<void> Replica::takeApplied(Replication& store, const PushAnswer& answer, const core::Uuid& push) {
    if (answer.outcome == PushAnswer::Outcome::applied) return PushTaker(store).applied(push, answer);
    Outgoing outgoing(store, m_random, m_clock.now());
    if (answer.outcome == PushAnswer::Outcome::refused) return outgoing.takeBack(answer.refused);
    if (auto back = outgoing.takeBack({}); !back) return back;
    return PushTaker(store).forked(core::newUuid(m_clock.now(), m_random));
}

Result<Replica::Taken> Replica::take(Ticket ticket, const PullAnswer& answer) {
    Taken taken;
    const bool isCurrent = m_inFlight == ticket && answer.since == m_since;
    if (!isCurrent && core::holds("current")) return taken;
    m_inFlight.reset();
    const auto done = m_store.replicate([&](Replication& store) -> Result<void> {
        taken.isCurrent = true;
        setDifference(store, answer.time);
        const auto isOther = meets(store, answer.epoch);
        if (!isOther) return tl::unexpected(isOther.error());
        if (!*isOther)
            if (auto rows = PullTaker(store, m_shown, m_clock.now()).take(m_since, answer, m_counting); !rows)
                return rows;
        SyncFacts facts(store);
        taken.hasMore = facts.cursor() < answer.head || facts.isPullingAll();
        if (answer.digest) m_counting = Replication::Counting::kept;
        return {};
    });
    if (!done) return tl::unexpected(done.error());
    taken.rows = done->rows.size();
    return taken;
}

Result<Replica::Taken> Replica::take(const SocketMessage& message) {
    Taken taken;
    if (!message.row || message.row->isGrave || (m_inFlight && core::holds("one_request"))) return taken;
    const auto done = m_store.replicate([&](Replication& store) -> Result<void> {
        SyncFacts facts(store);
        if (facts.epoch() != message.epoch || facts.isPullingAll() || !core::isPresent(*message.row)) return {};
        if (store.note(notes::held, message.row->row)) return {};
        taken.isCurrent = true;
        std::int64_t witness = facts.witness();
        for (const core::SyncedRegister& one : message.row->registers) witness = std::max(witness, one.clock.stamp);
        facts.setWitness(witness);
        if (!core::holds("only_pull")) facts.setCursor(std::max(facts.cursor(), message.number));
        if (message.row->row.kind == disagreementKind) return keepDisagreement(store, *message.row);
        return RowTaker(store).take(*message.row, RowTaker::Source::answer);
    });
    if (!done) return tl::unexpected(done.error());
    taken.rows = done->rows.size();
    return taken;
}

Result<Replica::Status> Replica::status() {
    return within<Status>([](Replication& store) -> Result<Status> {
        SyncFacts facts(store);
        const auto counts = store.counts();
        const auto underWay = store.underWay();
        if (!underWay) return tl::unexpected(underWay.error());
        return Status{counts.waiting + underWay->size(),
                      counts.refused,
                      store.notes(notes::held).size(),
                      facts.cursor(),
                      facts.epoch(),
                      facts.noticed(),
                      facts.isPullingAll()};
    });
}

Result<std::vector<RowName>> Replica::held() {
    return within<std::vector<RowName>>([](Replication& store) -> Result<std::vector<RowName>> {
        std::vector<RowName> rows;
        for (const auto& [row, text] : store.notes(notes::held)) rows.push_back(row);
        return rows;
    });
}

Result<core::ChangeSet> Replica::decideHeld(Held decision) {
    std::vector<core::Change> restored;
    auto applied = m_store.replicate([&](Replication& store) -> Result<void> {
        const auto rows = PullTaker(store, m_shown, m_clock.now()).applyHeld();
        if (!rows) return tl::unexpected(rows.error());
        for (const RowName& row : *rows)
            if (const auto known = core::resolve(row); known && !store.isGrave(row))
                restored.push_back(core::restoration({known->kind, known->id, std::nullopt}));
        return {};
    });
    if (!applied || decision == Held::remove || restored.empty()) return applied;
    return m_store.apply(restored, {core::OriginKind::local, {core::Action::restore, {}}, std::nullopt});
}

Result<std::vector<core::WaitingRow>> Replica::refused() {
    return within<std::vector<core::WaitingRow>>([](Replication& store) { return store.refused(); });
}

Result<void> Replica::dropRefused(const RowName& row) {
    return within<void>([&](Replication& store) -> Result<void> {
        auto waiting = store.waitingOf(row);
        if (!waiting) return tl::unexpected(waiting.error());
        if (!*waiting) return {};
        const auto present = store.find(row);
        if (!present) return tl::unexpected(present.error());
        const auto isDropped = [](const core::WaitingRegister& one) {
            return one.why == core::WaitingRegister::Why::refused;
        };
        const std::vector<core::WaitingRegister> all = (*waiting)->registers;
        std::erase_if((*waiting)->registers, isDropped);
        if (auto set = store.setWaiting(**waiting); !set) return set;
        for (const core::WaitingRegister& one : all) {
            const core::SyncedRegister* const mine = *present ? (*present)->find(one.name) : nullptr;
            if (!isDropped(one) || mine == nullptr || mine->clock != one.clock) continue;
            if (auto gone = store.unwrite(row, one.name); !gone) return gone;
        }
        store.recountStamps();
        PullTaker(store, m_shown, m_clock.now()).pullAll(PullTaker::Repair::no);
        m_inFlight.reset();
        return {};
    });
}

Result<void> Replica::sendRefusedAgain() {
    return within<void>([&](Replication& store) -> Result<void> {
        auto refused = store.refused();
        if (!refused) return tl::unexpected(refused.error());
        for (core::WaitingRow& row : *refused) {
            for (core::WaitingRegister& one : row.registers)
                if (one.why == core::WaitingRegister::Why::refused) one.why = core::WaitingRegister::Why::edited;
            if (auto set = store.setWaiting(row); !set) return set;
        }
        return {};
    });
}

Result<std::vector<std::pair<RowName, Disagreement>>> Replica::disagreements() {
    using Known = std::vector<std::pair<RowName, Disagreement>>;
    return within<Known>([](Replication& store) -> Result<Known> { return disagreementsOf(store); });
}

Result<core::ChangeSet> Replica::takeLoser(const RowName& disagreement) {
    const auto known = disagreements();
    if (!known) return tl::unexpected(known.error());
    const auto found = std::ranges::find(*known, disagreement, &std::pair<RowName, Disagreement>::first);
    if (found == known->end()) return core::failure(core::ErrorCode::notFound, "there is no such disagreement");
    const auto change = takingLoser(found->second);
    if (!change) return tl::unexpected(change.error());
    return m_store.apply(std::vector{*change}, {core::OriginKind::local, {core::Action::edit, {}}, std::nullopt});
}

Result<void> Replica::pullAll() {
    m_inFlight.reset();
    return within<void>([&](Replication& store) -> Result<void> {
        PullTaker(store, m_shown, m_clock.now()).pullAll(PullTaker::Repair::no);
        return {};
    });
}

Result<void> Replica::setAccount(const std::optional<std::string>& account) {
    return within<void>([&](Replication& store) -> Result<void> {
        if (account)
            store.setFact("account", *account);
        else
            store.clearFact("account");
        return {};
    });
}

Result<void> Replica::changeAccount(const std::string& account) {
    m_inFlight.reset();
    return within<void>([&](Replication& store) -> Result<void> {
        store.setFact("account", account);
        PullTaker(store, m_shown, m_clock.now()).pullAll(PullTaker::Repair::yes);
        return {};
    });
}

Result<std::optional<std::string>> Replica::account() {
    using Account = std::optional<std::string>;
    return within<Account>([](Replication& store) -> Result<Account> { return store.fact("account"); });
}

} // namespace cairn::sync
