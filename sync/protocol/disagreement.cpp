#include "sync/protocol/disagreement.h"

#include <simdjson.h>

#include "core/domain/canonical_json.h"
#include "sync/protocol/row_json.h"

namespace cairn::sync {

namespace {

constexpr std::string_view factsName = "facts";
constexpr char separator = '\x1F';

void appendSide(std::string& text, std::string_view name, const Disagreement::Side& side) {
    appendMember(text, name);
    text += "{\"clock\":";
    appendClock(text, side.clock);
    appendMember(text, "value");
    text.append(side.value).append(1, '}');
}

Disagreement::Side readSide(const simdjson::dom::object& members) {
    Disagreement::Side side{readClock(members["clock"]), {}};
    appendCanonical(side.value, members["value"]);
    return side;
}

} // namespace

core::RowName nameOf(const Disagreement& disagreement) {
    std::string key = disagreement.row.kind + separator + disagreement.row.key + separator;
    key.append(disagreement.registerName).append(1, separator);
    appendClock(key, disagreement.loser.clock);
    return {std::string(disagreementKind), '"' + core::formatUuid(core::derivedUuid(disagreementKind, key)) + '"'};
}

core::SyncedRow toRow(const Disagreement& disagreement, const core::HybridClock& clock) {
    std::string facts = "{\"at\":";
    core::appendNumber(facts, static_cast<long long>(disagreement.at));
    appendSide(facts, "loser", disagreement.loser);
    appendMember(facts, "register");
    core::appendString(facts, disagreement.registerName);
    appendMember(facts, "row");
    facts.append("{\"key\":").append(disagreement.row.key);
    appendMember(facts, "kind");
    core::appendString(facts, disagreement.row.kind);
    facts += '}';
    appendSide(facts, "winner", disagreement.winner);
    return {nameOf(disagreement), {{std::string(factsName), clock, facts + '}'}}, false};
}

core::Result<Disagreement> readDisagreement(const core::SyncedRow& row) {
    const core::SyncedRegister* const facts = row.find(factsName);
    if (row.row.kind != disagreementKind || facts == nullptr)
        return core::failure(core::ErrorCode::invalidValue, "not a disagreement");
    Disagreement found;
    const auto read = reading(facts->value, [&](const simdjson::dom::object& members) {
        found.at = members["at"];
        found.loser = readSide(members["loser"]);
        found.registerName = std::string_view(members["register"]);
        found.row = readName(members["row"]);
        found.winner = readSide(members["winner"]);
    });
    if (!read) return tl::unexpected(read.error());
    return found;
}

} // namespace cairn::sync
