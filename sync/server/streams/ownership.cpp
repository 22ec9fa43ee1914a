#include "sync/server/streams/ownership.h"

#include <algorithm>

#include "sync/protocol/disagreement.h"

namespace cairn::sync {

namespace {

/// The elements of a canonical JSON array of strings and numbers, each as it stands there.
std::vector<std::string_view> elementsOf(std::string_view array) {
    std::vector<std::string_view> elements;
    std::size_t begin = 1;
    bool isInString = false;
    for (std::size_t i = 1; i < array.size(); ++i) {
        if (array[i] == '\\')
            ++i;
        else if (array[i] == '"')
            isInString = !isInString;
        else if (!isInString && (array[i] == ',' || array[i] == ']')) {
            elements.push_back(array.substr(begin, i - begin));
            begin = i + 1;
        }
    }
    return elements;
}

/// The same as core::ownersOf, from the key alone, which has been found to be one.
std::vector<core::RowName> ownersInKey(const core::RecordDescription& record, const core::RowName& row) {
    std::vector<core::RowName> owners;
    if (record.identity == core::Identity::random) return owners;
    const std::vector<std::string_view> elements = elementsOf(row.key);
    std::size_t next = 0;
    for (const core::FieldDescription& field : record.fields) {
        if (!field.isKey) continue;
        if (next == elements.size()) return owners;
        const std::string_view id = elements[next++];
        const bool canBeGrave = field.isOwner && core::describe(field.refersTo).identity == core::Identity::random;
        if (canBeGrave) owners.push_back({std::string(core::nameOf(field.refersTo)), std::string(id)});
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
    if (isOwnedByKey(row.row.kind)) return ownersInKey(*descriptionOf(row.row.kind), row.row);
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
