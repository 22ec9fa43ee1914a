#include "core/store/times_of_rows.h"

#include <algorithm>

#include "core/store/batch_rows.h"

namespace cairn::core {

namespace {

/// When the batch was made that brought a row last; 0 where none names it.
std::int64_t importedAt(Database& database, Kind kind, std::int64_t key) {
    Query query = database.query("SELECT made_at, rows FROM batches ORDER BY rowid DESC");
    while (query.step()) {
        const auto batch = BatchRows::fromBytes(query.bytes(1));
        if (batch && batch->contains(kind, key)) return query.integer(0);
    }
    return 0;
}

} // namespace

Result<RowTimes> timesOf(Database& database, RowsOfKind& rows, const RecordRef& ref) {
    rows.forget();
    const auto row = rows.find(ref);
    if (!row) return failure(ErrorCode::notFound, "there is no such row");
    const auto millisecondsOf = [&](RegisterClock clock) {
        return clock.stamp < firstPersonalStamp ? importedAt(database, ref.kind, row->key) : clock.milliseconds();
    };
    std::int64_t first = millisecondsOf(row->clocks.row());
    std::int64_t last = first;
    for (const RegisterClock clock : row->clocks.all()) {
        if (clock == row->clocks.row()) continue;
        first = std::min(first, millisecondsOf(clock));
        last = std::max(last, millisecondsOf(clock));
    }
    return RowTimes{{first}, {last}};
}

} // namespace cairn::core
