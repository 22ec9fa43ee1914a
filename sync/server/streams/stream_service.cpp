#include "sync/server/streams/stream_service.h"

#include <algorithm>

#include "core/base/failpoint.h"
#include "core/base/tenet.h"
#include "sync/protocol/pull.h"
#include "sync/server/streams/push_application.h"
#include "sync/server/streams/push_check.h"

namespace cairn::sync {

using core::holds;
using core::Result;
using Ending = StreamStorage::Ending;

namespace {

constexpr std::size_t smallPage = 64U << 10;

bool isRefused(const std::vector<Refusal>& refused, const core::RowName& row, std::string_view registerName) {
    return std::ranges::any_of(refused, [&](const Refusal& one) {
        return one.row == row && (one.registerName.empty() || one.registerName == registerName);
    });
}

/// What is left of a push without what is refused.
void leaveOut(Push& push, const std::vector<Refusal>& refused) {
    for (PushedRow& pushed : push.rows)
        std::erase_if(pushed.row.registers,
                      [&](const core::SyncedRegister& one) { return isRefused(refused, pushed.row.row, one.name); });
    std::erase_if(push.rows, [&](const PushedRow& pushed) {
        return isRefused(refused, pushed.row.row, {}) ||
               (pushed.row.registers.empty() && pushed.burial == core::Burial::none);
    });
}

Ending refuse(PushAnswer& answer) {
    answer.outcome = PushAnswer::Outcome::refused;
    answer.rows.clear();
    return Ending::rollBack;
}

} // namespace

StreamService::StreamService(StreamStorage& storage, const core::Clock& clock, std::uint64_t seed)
    : m_storage(storage), m_clock(clock), m_random(seed) {}

Result<void> StreamService::change(const std::string& stream,
                                   const std::function<Result<Ending>(OpenStream&)>& action) {
    std::vector<SocketMessage> messages;
    const auto write = [&](StreamTransaction& transaction) -> Result<Ending> {
        OpenStream open(stream, transaction, m_clock.now());
        open.loosen(m_loosened);
        auto ending = action(open);
        if (!ending || *ending == Ending::rollBack) return ending;
        open.finish();
        messages = open.messages();
        core::failpoint("stream.applied");
        return ending;
    };
    return m_storage.write(stream, write, [&] {
        if (m_listener) std::ranges::for_each(messages, m_listener);
    });
}

Result<PushAnswer> StreamService::push(const std::string& stream, Push push) {
    PushAnswer answer;
    answer.refused = normalise(stream, push.rows);
    const auto changed = change(stream, [&](OpenStream& open) -> Result<Ending> {
        answer.epoch = open.epoch();
        answer.time = open.now().milliseconds;
        return answerPush(open, push, answer);
    });
    if (!changed) return tl::unexpected(changed.error());
    return answer;
}

Ending StreamService::answerPush(OpenStream& stream, Push& push, PushAnswer& answer) {
    answer.push = push.id;
    const auto last = stream.transaction().lastPush(push.replica);
    PushApplication application(stream, push);
    if (last == push.id && holds("same_id")) {
        answer.refused.clear();
        answer.rows = application.present();
        return Ending::rollBack;
    }
    if (last != push.after && holds("forked")) {
        answer.refused.clear();
        answer.outcome = PushAnswer::Outcome::forked;
        return Ending::rollBack;
    }
    for (Refusal& one : application.refusals()) answer.refused.push_back(std::move(one));
    if (!answer.refused.empty() && holds("refuse_whole")) return refuse(answer);
    if (!answer.refused.empty()) leaveOut(push, answer.refused);
    core::failpoint("stream.checked");
    answer.rows = application.apply();
    if (!application.tooLarge().empty()) {
        answer.refused = application.tooLarge();
        return refuse(answer);
    }
    stream.transaction().setLastPush(push.replica, push.id);
    const bool isLost = !holds("ack_commit") && push.id.bytes[15] < 26; // a process that died after it answered
    return isLost ? Ending::rollBack : Ending::commit;
}

Result<PulledPage> StreamService::pull(const std::string& stream, std::int64_t since, std::size_t limit) {
    PulledPage page;
    limit = std::clamp<std::size_t>(limit, 1, maxPullRows);
    const auto read = m_storage.read(stream, [&](StreamTransaction& transaction) -> Result<void> {
        std::string rows;
        std::int64_t last = since;
        page.head = page.next = transaction.state().head;
        transaction.rowsAfter(since, [&](const KeptText& kept) {
            if (page.rows == limit || (rows.size() + kept.text.size() > maxPageBytes && page.rows > 0)) {
                page.next = last;
                return false;
            }
            last = kept.number;
            ++page.rows;
            if (since == 0 && !holds("trash_all") && !isPresent(rowOfText(kept.text))) return true;
            if (!rows.empty()) rows += ',';
            if (rows.size() > smallPage)
                rows.reserve(maxPageBytes + smallPage); // once, instead of growing again and again
            rows += kept.text;
            return true;
        });
        PullAnswer answer{transaction.epoch(), m_clock.now().milliseconds, {}, page.next, page.head, {}, since};
        if (page.next == page.head || !holds("at_head")) answer.digest = transaction.digest();
        page.text = writePullAnswer(answer, std::move(rows));
        return {};
    });
    if (!read) return tl::unexpected(read.error());
    if (since <= 0) notePulledWhole(stream);
    return page;
}

void StreamService::notePulledWhole(const std::string& stream) {
    const std::scoped_lock lock(m_mutex);
    m_pulledWhole.insert(stream);
}

Result<std::optional<KeptRow>> StreamService::find(const std::string& stream, const core::RowName& row) {
    std::optional<KeptRow> found;
    const auto read = m_storage.read(stream, [&](StreamTransaction& transaction) -> Result<void> {
        found = transaction.find(row);
        return {};
    });
    if (!read) return tl::unexpected(read.error());
    if (found && found->row.isGrave) found.reset();
    return found;
}

} // namespace cairn::sync
