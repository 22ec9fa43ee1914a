#include <algorithm>

#include "sync/server/streams/ownership.h"
#include "sync/server/streams/stream_service.h"

namespace cairn::sync {

using core::Result;
using core::RowDigest;
using Ending = StreamStorage::Ending;

namespace {

constexpr std::int64_t lifetimeInTrash = std::int64_t{180} * 24 * 60 * 60 * 1000; ///< ms
constexpr std::size_t rowsTogether = 1'000;
constexpr int countsOfOneDay = 24;
constexpr std::int64_t timeOfOneCount = std::int64_t{23} * 60 * 60 * 1000; ///< ms; an hourly call may come a bit early

RowDigest countedAnew(StreamTransaction& transaction) {
    RowDigest digest;
    transaction.rowsAfter(0, [&](const KeptText& kept) {
        digest.add(rowOfText(kept.text));
        return true;
    });
    return digest;
}

/// Looks through one stream.
class Inspection {
public:
    Inspection(StreamTransaction& transaction, StreamReport& report) : m_transaction(transaction), m_report(report) {}

    void run() {
        m_state = m_transaction.state();
        m_transaction.rowsAfter(0, [this](const KeptText& kept) {
            look(kept);
            return true;
        });
        if (!(m_digest == m_transaction.digest())) tell("the digest is not that of the rows");
        if (m_owners != m_transaction.ownerCount()) tell("rows are found by owners that they do not have");
        if (m_last > m_state.head) tell("a number is above the head");
    }

private:
    void look(const KeptText& kept) {
        ++m_report.rows;
        if (kept.number <= m_last) tell("two rows have one number");
        m_last = kept.number;
        try {
            look(rowOfText(kept.text), kept);
        } catch (const StreamFailure& problem) {
            tell(problem.error.detail);
        }
    }

    void look(const core::SyncedRow& row, const KeptText& kept) {
        m_digest.add(row);
        if (row.row != kept.row) tell("a row has another name than it is found by");
        for (const core::SyncedRegister& one : row.registers)
            if (one.clock.stamp > m_state.stamp) tell("a clock is above the greatest of the stream");
        if (row.isGrave) return;
        for (const core::RowName& owner : gravesAbove(row)) {
            ++m_owners;
            if (!m_transaction.hasOwner(kept.place, owner)) tell("a row is not found by its owner");
            if (m_transaction.isGrave(owner)) tell("a row lives under a grave");
        }
    }

    void tell(const std::string& problem) {
        if (std::ranges::count(m_report.problems, problem) == 0) m_report.problems.push_back(problem);
    }

    StreamTransaction& m_transaction;
    StreamReport& m_report;
    StreamState m_state;
    RowDigest m_digest;
    std::size_t m_owners = 0;
    std::int64_t m_last = 0;
};

} // namespace

Result<std::size_t> StreamService::forDue(StreamTransaction::Due which, std::int64_t time,
                                          const std::function<void(OpenStream&, const KeptRow&)>& action) {
    const auto names = m_storage.streams(time);
    if (!names) return tl::unexpected(names.error());
    std::size_t count = 0;
    for (const std::string& name : *names) {
        std::size_t found = rowsTogether;
        while (found == rowsTogether) {
            const auto changed = change(name, [&](OpenStream& open) -> Result<Ending> {
                const auto rows = open.transaction().due(which, time, rowsTogether);
                for (const KeptRow& row : rows) action(open, row);
                found = rows.size();
                return rows.empty() ? Ending::rollBack : Ending::commit;
            });
            if (!changed) return tl::unexpected(changed.error());
            count += found;
        }
    }
    return count;
}

Result<std::size_t> StreamService::dropDisagreements(core::Instant now) {
    return forDue(StreamTransaction::Due::disagreements, now.milliseconds - disagreementLifetime,
                  [](OpenStream& stream, const KeptRow& row) { stream.drop(row); });
}

Result<std::size_t> StreamService::buryRemoved(core::Instant now) {
    return forDue(StreamTransaction::Due::removals, now.milliseconds - lifetimeInTrash,
                  [](OpenStream& stream, const KeptRow& row) { stream.bury(row.row.row); });
}

Result<StreamService::Recount> StreamService::recount(const std::string& stream) {
    Recount outcome = Recount::same;
    const auto read = m_storage.read(stream, [&](StreamTransaction& transaction) -> Result<void> {
        if (!(countedAnew(transaction) == transaction.digest())) outcome = Recount::corrected;
        return {};
    });
    if (!read) return tl::unexpected(read.error());
    if (outcome == Recount::same) return outcome;
    const auto write = [](StreamTransaction& transaction) -> Result<Ending> {
        const RowDigest anew = countedAnew(transaction);
        const RowDigest kept = transaction.digest();
        for (const auto& [kind, sum] : kept.sums()) transaction.setSum(kind, {});
        for (const auto& [kind, sum] : anew.sums()) transaction.setSum(kind, sum);
        return Ending::commit;
    };
    const auto written = m_storage.write(stream, write, [] {});
    if (!written) return tl::unexpected(written.error());
    return outcome;
}

Recounted StreamService::recountAll(const std::vector<std::string>& streams) {
    Recounted recounted;
    for (const std::string& stream : streams) {
        const auto outcome = recount(stream);
        if (!outcome) recounted.failed.emplace_back(stream, outcome.error());
        if (outcome == Recount::corrected) recounted.corrected.push_back(stream);
    }
    return recounted;
}

Recounted StreamService::recountPulled() {
    std::set<std::string> streams;
    {
        const std::scoped_lock lock(m_mutex);
        streams.swap(m_pulledWhole);
    }
    return recountAll({streams.begin(), streams.end()});
}

Result<Recounted> StreamService::recountDue(core::Instant now) {
    const auto due = m_storage.notCountedSince(now.milliseconds - timeOfOneCount, countsOfOneDay);
    if (!due) return tl::unexpected(due.error());
    if (due->empty()) return Recounted{};
    auto recounted = recountAll(*due);
    const auto noted = m_storage.noteCounted(*due, now.milliseconds);
    if (!noted) return tl::unexpected(noted.error());
    return recounted;
}

Result<std::vector<StreamReport>> StreamService::verify() {
    const auto names = m_storage.streams(std::nullopt);
    if (!names) return tl::unexpected(names.error());
    std::vector<StreamReport> reports;
    for (const std::string& name : *names) {
        StreamReport& report = reports.emplace_back(StreamReport{name, 0, {}});
        const auto read = m_storage.read(name, [&](StreamTransaction& transaction) -> Result<void> {
            Inspection(transaction, report).run();
            return {};
        });
        if (!read) return tl::unexpected(read.error());
    }
    return reports;
}

Result<void> StreamService::renewEpoch() {
    const std::scoped_lock lock(m_mutex);
    return m_storage.setEpoch(core::newUuid(m_clock.now(), m_random));
}

} // namespace cairn::sync
