#include "sync/server/streams/ownership.h"
#include "sync/server/streams/push_check.h"
#include "sync/server/streams/stream_service.h"

namespace cairn::sync {

using core::ErrorCode;
using core::failure;
using core::Result;
using Ending = StreamStorage::Ending;

namespace {

constexpr std::string_view nullText = "null";

/// The rows with their values in one spelling.
Result<std::vector<PushedRow>> checkedRows(std::string_view stream, std::span<const RowWrite> writes) {
    std::vector<PushedRow> rows;
    for (const RowWrite& write : writes) {
        PushedRow& row = rows.emplace_back();
        row.row.row = write.row;
        for (const auto& [name, value] : write.values) row.row.put({name, {}, value});
    }
    const auto refused = normalise(stream, rows);
    if (refused.empty()) return rows;
    const bool isSize = refused.front().code == refusal::tooLarge;
    return failure(isSize ? ErrorCode::tooLarge : ErrorCode::invalidValue, refused.front().detail);
}

/// Whether a write may be done to what is there. Errors: notFound, conflict.
Result<void> admit(const RowWrite& write, const std::optional<KeptRow>& kept, const core::SyncedRow& values) {
    const bool isEdit = write.act == RowWrite::Act::edit;
    if (isEdit && !kept) return failure(ErrorCode::notFound, "no such row");
    const bool restores = values.find(core::removalName) != nullptr;
    if (isEdit && !isPresent(kept->row) && !restores) return failure(ErrorCode::notFound, "the row is in the trash");
    if (write.ifNumber && (!kept || kept->number != *write.ifNumber))
        return failure(ErrorCode::conflict, "the row has changed meanwhile");
    if (!isEdit && kept && becomesGrave(write.row)) return failure(ErrorCode::conflict, "the row is there already");
    return {};
}

/// What is created by a natural key comes back from the trash.
void revive(core::SyncedRow& values) {
    const core::RecordDescription* const record = descriptionOf(values.row.kind);
    const bool hasRemoval = record != nullptr && core::removalOf(record->kind);
    if (hasRemoval && values.find(core::removalName) == nullptr)
        values.put({std::string(core::removalName), {}, std::string(nullText)});
}

Result<void> writeRow(OpenStream& stream, const RowWrite& write, core::SyncedRow values,
                      const core::HybridClock& clock) {
    const auto kept = stream.find(write.row);
    core::SyncedRow row = kept ? kept->row : core::SyncedRow{write.row, {}, false};
    if (write.act == RowWrite::Act::create) revive(values);
    for (core::SyncedRegister& one : values.registers) {
        one.clock = clock;
        const core::SyncedRegister* const present = row.find(one.name);
        if (present == nullptr || one.clock > present->clock) row.put(one);
    }
    if (stream.graveOf(kept && kept->row.isGrave ? kept->row : row))
        return failure(ErrorCode::notFound, "the row is gone for good");
    if (auto admitted = admit(write, kept, values); !admitted) return admitted;
    if (write.act == RowWrite::Act::create && !isComplete(row))
        return failure(ErrorCode::invalidValue, "a new row needs every register");
    if (bytesOf(row) > maxRowBytes) return failure(ErrorCode::tooLarge, "the row would become too large");
    stream.put(kept, std::move(row));
    return {};
}

} // namespace

Result<std::int64_t> StreamService::write(const std::string& stream, std::span<const RowWrite> rows) {
    auto checked = checkedRows(stream, rows);
    if (!checked) return tl::unexpected(checked.error());
    std::int64_t last = 0;
    const auto changed = change(stream, [&](OpenStream& open) -> Result<Ending> {
        const core::HybridClock clock = open.nextClock();
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (auto written = writeRow(open, rows[i], std::move((*checked)[i].row), clock); !written)
                return tl::unexpected(written.error());
        last = open.head();
        return Ending::commit;
    });
    if (!changed) return tl::unexpected(changed.error());
    return last;
}

} // namespace cairn::sync
