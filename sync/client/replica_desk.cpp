#include "sync/client/replica_desk.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace cairn::sync {

namespace {

using core::Result;
using nlohmann::json;

/// Facts of a reply from a value, or its error.
template<class T, class Write>
Result<SyncReply> replying(const Result<T>& result, Write write) {
    if (!result) return tl::unexpected(result.error());
    return SyncReply{json(write(*result)).dump(), {}};
}

Result<SyncReply> replying(const Result<void>& result) {
    if (!result) return tl::unexpected(result.error());
    return SyncReply{R"({"changed":0})", {}};
}

json factsOf(const core::RowName& row) {
    return {{"kind", row.kind}, {"key", row.key}};
}

core::RowName rowIn(const json& facts) {
    return {facts.at("kind"), facts.at("key")};
}

json taken(const Replica::Taken& what) {
    return {{"current", what.isCurrent}, {"rows", what.rows}, {"refused", what.refused}, {"more", what.hasMore}};
}

json changed(const core::ChangeSet& changes) {
    return {{"changed", changes.rows.size()}};
}

Result<SyncReply> nextPush(Replica& replica, const json& facts, const std::string&) {
    const auto next = replica.nextPush(facts.at("rows").get<std::size_t>());
    if (!next) return tl::unexpected(next.error());
    if (!*next) return SyncReply{R"({"ticket":null})", {}};
    return SyncReply{json{{"ticket", (*next)->ticket}}.dump(), write((*next)->push)};
}

Result<SyncReply> nextPull(Replica& replica, const json&, const std::string&) {
    return replying(replica.nextPull(), [](const Replica::PullRequest& next) {
        return json{{"ticket", next.ticket}, {"since", next.since}};
    });
}

Result<SyncReply> takePush(Replica& replica, const json& facts, const std::string& body) {
    const auto answer = readPushAnswer(body);
    if (!answer) return tl::unexpected(answer.error());
    return replying(replica.take(facts.at("ticket").get<Replica::Ticket>(), *answer), taken);
}

Result<SyncReply> takePull(Replica& replica, const json& facts, const std::string& body) {
    const auto answer = readPullAnswer(body);
    if (!answer) return tl::unexpected(answer.error());
    return replying(replica.take(facts.at("ticket").get<Replica::Ticket>(), *answer), taken);
}

Result<SyncReply> takeMessage(Replica& replica, const json&, const std::string& body) {
    const auto message = readSocketMessage(body);
    if (!message) return tl::unexpected(message.error());
    return replying(replica.take(*message), taken);
}

Result<SyncReply> status(Replica& replica, const json&, const std::string&) {
    const auto account = replica.account();
    if (!account) return tl::unexpected(account.error());
    return replying(replica.status(), [&](const Replica::Status& now) {
        return json{{"waiting", now.waiting},
                    {"refused", now.refused},
                    {"held", now.held},
                    {"cursor", now.cursor},
                    {"epoch", now.epoch ? core::formatUuid(*now.epoch) : ""},
                    {"noticed", now.noticed},
                    {"account", *account ? json(**account) : json()}};
    });
}

Result<SyncReply> held(Replica& replica, const json&, const std::string&) {
    return replying(replica.held(), [](const std::vector<core::RowName>& rows) {
        json list = json::array();
        for (const core::RowName& row : rows) list.push_back(factsOf(row));
        return list;
    });
}

Result<SyncReply> decideHeld(Replica& replica, const json& facts, const std::string&) {
    const bool isKept = facts.at("keep").get<bool>();
    return replying(replica.decideHeld(isKept ? Replica::Held::keep : Replica::Held::remove), changed);
}

Result<SyncReply> refused(Replica& replica, const json&, const std::string&) {
    return replying(replica.refused(), [](const std::vector<core::WaitingRow>& rows) {
        json list = json::array();
        for (const core::WaitingRow& row : rows) {
            json names = json::array();
            for (const core::WaitingRegister& one : row.registers)
                if (one.why == core::WaitingRegister::Why::refused) names.push_back(one.name);
            list.push_back({{"row", factsOf(row.row)}, {"registers", std::move(names)}});
        }
        return list;
    });
}

Result<SyncReply> dropRefused(Replica& replica, const json& facts, const std::string&) {
    return replying(replica.dropRefused(rowIn(facts)));
}

Result<SyncReply> sendRefusedAgain(Replica& replica, const json&, const std::string&) {
    return replying(replica.sendRefusedAgain());
}

Result<SyncReply> disagreements(Replica& replica, const json&, const std::string&) {
    return replying(replica.disagreements(), [](const auto& known) {
        json list = json::array();
        for (const auto& [name, one] : known)
            list.push_back({{"name", factsOf(name)},
                            {"row", factsOf(one.row)},
                            {"register", one.registerName},
                            {"loser", one.loser.value},
                            {"winner", one.winner.value},
                            {"at", one.at}});
        return list;
    });
}

Result<SyncReply> takeLoser(Replica& replica, const json& facts, const std::string&) {
    return replying(replica.takeLoser(rowIn(facts)), changed);
}

Result<SyncReply> join(Replica& replica, const json& facts, const std::string&) {
    const auto& account = facts.at("account").get_ref<const std::string&>();
    const auto present = replica.account();
    if (!present) return tl::unexpected(present.error());
    return replying(*present && **present != account ? replica.changeAccount(account) : replica.setAccount(account));
}

using Answering = Result<SyncReply> (*)(Replica&, const json&, const std::string&);

constexpr std::array<std::pair<std::string_view, Answering>, 14> operations{{
    {"next_push", nextPush},
    {"next_pull", nextPull},
    {"take_push", takePush},
    {"take_pull", takePull},
    {"take_message", takeMessage},
    {"status", status},
    {"held", held},
    {"decide_held", decideHeld},
    {"refused", refused},
    {"drop_refused", dropRefused},
    {"send_refused_again", sendRefusedAgain},
    {"disagreements", disagreements},
    {"take_loser", takeLoser},
    {"join", join},
}};

} // namespace

Result<SyncReply> answer(Replica& replica, const SyncRequest& question) {
    const auto found = std::ranges::find(operations, question.operation, &decltype(operations)::value_type::first);
    try {
        if (found != operations.end()) return found->second(replica, json::parse(question.facts), question.body);
    } catch (const json::exception&) {
    }
    return core::failure(core::ErrorCode::damagedFile, "a question of sync that makes no sense");
}

} // namespace cairn::sync
