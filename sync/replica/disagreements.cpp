#include "sync/replica/disagreements.h"

#include "sync/protocol/row_text.h"
#include "sync/replica/sync_facts.h"

namespace cairn::sync {

using core::Result;

Result<void> keepDisagreement(core::Replication& store, const core::SyncedRow& row) {
    store.setNote(notes::disagreements, row.row, write(row));
    for (const core::SyncedRegister& one : row.registers) store.seeStamp(one.clock.stamp);
    return {};
}

std::vector<std::pair<core::RowName, Disagreement>> disagreementsOf(core::Replication& store) {
    std::vector<std::pair<core::RowName, Disagreement>> known;
    for (const auto& [name, text] : store.notes(notes::disagreements)) {
        const auto row = readSyncedRow(text);
        auto read = row ? readDisagreement(*row) : Result<Disagreement>(tl::unexpected(row.error()));
        if (read) known.emplace_back(name, std::move(*read));
    }
    return known;
}

void dropOldDisagreements(core::Replication& store, core::Instant now) {
    for (const auto& [name, known] : disagreementsOf(store))
        if (known.at < now.milliseconds - disagreementLifetime) store.clearNote(notes::disagreements, name);
}

Result<core::Change> takingLoser(const Disagreement& disagreement) {
    auto resolved = core::resolve(disagreement.row);
    if (!resolved) return tl::unexpected(resolved.error());
    const core::Kind kind = resolved->kind;
    const auto place = core::registerNamed(kind, disagreement.registerName);
    if (!place) return core::failure(core::ErrorCode::notFound, "a register of a newer program");
    const core::Register& which = core::registersOf(kind)[*place];
    core::TrashState trash;
    const auto read =
        core::readRegister(core::describe(kind), which, disagreement.loser.value, resolved->values, trash);
    if (!read) return tl::unexpected(read.error());
    core::Change change{{kind, resolved->id, std::nullopt}, {}, core::Removal::unchanged};
    if (kind == core::Kind::habitLog)
        change.row.day = core::Date{static_cast<std::int32_t>(std::get<std::int64_t>(resolved->values[1]))};
    if (which.isRemoval()) change.removal = trash.removedAt ? core::Removal::remove : core::Removal::restore;
    for (std::size_t i = 0; i < resolved->values.size(); ++i)
        if ((which.fields >> i & 1) != 0) change.fields.push_back({i, resolved->values[i]});
    return change;
}

} // namespace cairn::sync
