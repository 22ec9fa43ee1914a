#include "sync/client/store_questions.h"

#include <nlohmann/json.hpp>

namespace cairn::sync {

using core::Result;
using nlohmann::json;

namespace {

core::RowName rowIn(const json& facts) {
    return {facts.at("kind"), facts.at("key")};
}

json factsOf(const core::RowName& row) {
    return {{"kind", row.kind}, {"key", row.key}};
}

/// Passes on what `read` makes of the reply; a reply that makes no sense is damagedFile.
template<class T, class Read>
SyncStore::Then reading(StoreQuestions::Then<T> then, Read read) {
    return [then = std::move(then), read](Result<SyncReply> reply) {
        if (!reply) return then(tl::unexpected(reply.error()));
        Result<T> result = core::failure(core::ErrorCode::damagedFile, "the store's owner answers what makes no sense");
        try {
            result = read(json::parse(reply->facts), *reply);
        } catch (const json::exception&) {
        }
        then(std::move(result));
    };
}

TakenAnswer takenIn(const json& facts, const SyncReply&) {
    return {facts.at("current"), facts.at("rows"), facts.at("refused"), facts.at("more")};
}

std::size_t countIn(const json& facts, const SyncReply&) {
    return facts.at("changed");
}

SyncStatus statusIn(const json& facts, const SyncReply&) {
    SyncStatus status{facts.at("waiting"),
                      facts.at("refused"),
                      facts.at("held"),
                      facts.at("cursor"),
                      facts.at("epoch"),
                      facts.at("noticed"),
                      {}};
    if (!facts.at("account").is_null()) status.account = facts.at("account").get<std::string>();
    return status;
}

std::vector<KnownDisagreement> disagreementsIn(const json& facts, const SyncReply&) {
    std::vector<KnownDisagreement> known;
    for (const json& one : facts)
        known.push_back({rowIn(one.at("name")), rowIn(one.at("row")), one.at("register"), one.at("loser"),
                         one.at("winner"), one.at("at")});
    return known;
}

std::vector<RefusedRow> refusedIn(const json& facts, const SyncReply&) {
    std::vector<RefusedRow> rows;
    for (const json& one : facts) rows.push_back({rowIn(one.at("row")), one.at("registers")});
    return rows;
}

std::vector<core::RowName> rowsIn(const json& facts, const SyncReply&) {
    std::vector<core::RowName> rows;
    for (const json& one : facts) rows.push_back(rowIn(one));
    return rows;
}

} // namespace

void StoreQuestions::nextPush(std::size_t rows, Then<std::optional<WaitingPush>> then) const {
    using Next = std::optional<WaitingPush>;
    const auto read = [](const json& facts, const SyncReply& reply) -> Next {
        if (facts.at("ticket").is_null()) return std::nullopt;
        return WaitingPush{facts.at("ticket"), reply.body};
    };
    m_store.ask({"next_push", json{{"rows", rows}}.dump(), {}}, reading<Next>(std::move(then), read));
}

void StoreQuestions::nextPull(Then<WaitingPull> then) const {
    const auto read = [](const json& facts, const SyncReply&) {
        return WaitingPull{facts.at("ticket"), facts.at("since")};
    };
    m_store.ask({"next_pull", "{}", {}}, reading<WaitingPull>(std::move(then), read));
}

void StoreQuestions::takePush(std::uint64_t ticket, std::string answer, Then<TakenAnswer> then) const {
    m_store.ask({"take_push", json{{"ticket", ticket}}.dump(), std::move(answer)},
                reading<TakenAnswer>(std::move(then), takenIn));
}

void StoreQuestions::takePull(std::uint64_t ticket, std::string answer, Then<TakenAnswer> then) const {
    m_store.ask({"take_pull", json{{"ticket", ticket}}.dump(), std::move(answer)},
                reading<TakenAnswer>(std::move(then), takenIn));
}

void StoreQuestions::takeMessage(std::string message, Then<TakenAnswer> then) const {
    m_store.ask({"take_message", "{}", std::move(message)}, reading<TakenAnswer>(std::move(then), takenIn));
}

void StoreQuestions::status(Then<SyncStatus> then) const {
    m_store.ask({"status", "{}", {}}, reading<SyncStatus>(std::move(then), statusIn));
}

void StoreQuestions::held(Then<std::vector<core::RowName>> then) const {
    m_store.ask({"held", "{}", {}}, reading<std::vector<core::RowName>>(std::move(then), rowsIn));
}

void StoreQuestions::decideHeld(HeldDecision decision, Then<std::size_t> then) const {
    m_store.ask({"decide_held", json{{"keep", decision == HeldDecision::keep}}.dump(), {}},
                reading<std::size_t>(std::move(then), countIn));
}

void StoreQuestions::refused(Then<std::vector<RefusedRow>> then) const {
    m_store.ask({"refused", "{}", {}}, reading<std::vector<RefusedRow>>(std::move(then), refusedIn));
}

void StoreQuestions::dropRefused(const core::RowName& row, Then<std::size_t> then) const {
    m_store.ask({"drop_refused", factsOf(row).dump(), {}}, reading<std::size_t>(std::move(then), countIn));
}

void StoreQuestions::sendRefusedAgain(Then<std::size_t> then) const {
    m_store.ask({"send_refused_again", "{}", {}}, reading<std::size_t>(std::move(then), countIn));
}

void StoreQuestions::disagreements(Then<std::vector<KnownDisagreement>> then) const {
    m_store.ask({"disagreements", "{}", {}}, reading<std::vector<KnownDisagreement>>(std::move(then), disagreementsIn));
}

void StoreQuestions::takeLoser(const core::RowName& disagreement, Then<std::size_t> then) const {
    m_store.ask({"take_loser", factsOf(disagreement).dump(), {}}, reading<std::size_t>(std::move(then), countIn));
}

void StoreQuestions::join(const std::string& account, Then<std::size_t> then) const {
    m_store.ask({"join", json{{"account", account}}.dump(), {}}, reading<std::size_t>(std::move(then), countIn));
}

} // namespace cairn::sync
