#include "sync/server/streams/ownership.h"

#include <algorithm>

#include "sync/protocol/disagreement.h"

namespace cairn::sync {

namespace {

/// The same as core::ownersOf, from the key alone.
std::vector<core::RowName> ownersInKey(const core::RowName& row) {
    std::vector<core::RowName> owners;
    const auto resolved = core::resolve(row);
    if (!resolved) return owners;
    const auto fields = core::describe(resolved->kind).fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto* const id = std::get_if<core::Uuid>(&resolved->values[i]);
        if (id == nullptr || !fields[i].isOwner) continue;
        const core::RecordDescription& owner = core::describe(fields[i].refersTo);
        if (owner.identity == core::Identity::random) owners.push_back(core::rowName(owner, *id, {}));
    }
    return owners;
}

} // namespace

const core::RecordDescription* descriptionOf(std::string_view kind) {
    const auto known = core::enumNamed<core::Kind>(kind);
    return known ? &core::describe(*known) : nullptr;
}

std::vector<core::RowName> gravesAbove(const core::SyncedRow& row) {
    if (row.row.kind == disagreementKind) {
        const auto disagreement = readDisagreement(row);
        return disagreement ? std::vector{disagreement->row} : std::vector<core::RowName>{};
    }
    if (isOwnedByKey(row.row.kind)) return ownersInKey(row.row);
    std::vector<core::RowName> owners = core::ownersOf(row);
    std::erase_if(owners, [](const core::RowName& owner) { return !core::hasOwnIdentifier(owner.kind); });
    return owners;
}

bool isOwnedByKey(std::string_view kind) {
    const core::RecordDescription* const record = descriptionOf(kind);
    return record != nullptr && std::ranges::none_of(record->fields, [](const core::FieldDescription& field) {
               return field.isOwner && !field.isKey;
           });
}

bool becomesGrave(const core::RowName& row) {
    return row.kind != disagreementKind && row.key.starts_with('"');
}

} // namespace cairn::sync
