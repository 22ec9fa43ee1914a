#include "core/store/stamps.h"

#include <algorithm>
#include <fmt/format.h>

namespace cairn::core {

namespace {

/// Takes clocks one by one and keeps the greatest stamp.
class Greatest {
public:
    explicit Greatest(std::optional<std::int64_t> replica) : m_replica(replica) {}
    void see(RegisterClock clock) {
        if (!m_replica || clock.replica == *m_replica) m_stamp = std::max(m_stamp, clock.stamp);
    }
    [[nodiscard]] std::int64_t stamp() const { return m_stamp; }

private:
    std::optional<std::int64_t> m_replica;
    std::int64_t m_stamp = 0;
};

void seeTable(Database& database, const RecordDescription& record, Greatest& greatest) {
    Query rows = database.query(fmt::format("SELECT replica, max(stamp) FROM {} GROUP BY replica", record.table));
    while (rows.step()) greatest.see({rows.integer(1), rows.integer(0)});
    Query mixed =
        database.query(fmt::format("SELECT stamp, replica, clocks FROM {} WHERE clocks IS NOT NULL", record.table));
    while (mixed.step()) {
        const RowClocks clocks(record.kind, {mixed.integer(0), mixed.integer(1)}, mixed.bytes(2));
        for (const RegisterClock clock : clocks.all()) greatest.see(clock);
        for (const auto& [name, clock] : clocks.unknown()) greatest.see(clock);
    }
}

void seeEntries(Database& database, const std::string& sql, Greatest& greatest) {
    Query query = database.query(sql);
    while (query.step()) {
        const auto entry = OutboxEntry::unpack(query.bytes(0), {}, 0);
        if (!entry) continue;
        for (const OutboxEntry::Waiting& one : entry->registers) greatest.see(one.clock);
    }
}

} // namespace

std::int64_t greatestStamp(OwnerParts& parts, std::optional<std::int64_t> replica) {
    Greatest greatest(replica);
    for (const RecordDescription& record : allDescriptions()) seeTable(parts.database, record, greatest);
    std::ignore = parts.unplaced.forEach([&](const SyncedRow& row) {
        for (const SyncedRegister& one : row.registers) greatest.see(parts.replicas.toStored(one.clock));
    });
    seeEntries(parts.database, "SELECT registers FROM outbox WHERE kind IS NOT NULL", greatest);
    seeEntries(parts.database, "SELECT registers FROM under_way", greatest);
    Query batches = parts.database.query("SELECT stamp, replica FROM outbox WHERE kind IS NULL");
    while (batches.step()) greatest.see({batches.integer(0), batches.integer(1)});
    return greatest.stamp();
}

} // namespace cairn::core
