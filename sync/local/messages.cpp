#include "sync/local/messages.h"

#include <nlohmann/json.hpp>

#include "core/domain/document.h"

namespace cairn::sync {

namespace {

using core::Result;
using nlohmann::json;

tl::unexpected<core::Error> senseless() {
    return core::failure(core::ErrorCode::damagedFile, "a local message that makes no sense");
}

json toJson(const core::RecordRef& row) {
    json result{{"kind", core::nameOf(row.kind)}, {"id", core::formatUuid(row.id)}};
    if (row.day) result["day"] = row.day->days;
    return result;
}

core::RecordRef rowFrom(const json& value) {
    core::RecordRef row;
    row.kind = core::enumNamed<core::Kind>(value.at("kind").get_ref<const std::string&>()).value();
    row.id = core::parseUuid(value.at("id").get_ref<const std::string&>()).value();
    if (value.contains("day")) row.day = core::Date{value.at("day").get<std::int32_t>()};
    return row;
}

json toJson(const core::Change& change) {
    json result = toJson(change.row);
    const auto fields = core::describe(change.row.kind).fields;
    for (const core::FieldValue& value : change.fields)
        result["fields"][std::string(fields[value.field].name)] = core::toJson(fields[value.field], value.value);
    result["removal"] = static_cast<int>(change.removal);
    if (change.removedAt) result["removed_at"] = change.removedAt->milliseconds;
    return result;
}

Result<core::Change> changeFrom(const json& value) {
    core::Change change{rowFrom(value), {}, static_cast<core::Removal>(value.at("removal").get<int>() % 3)};
    if (value.contains("removed_at")) change.removedAt = core::Instant{value.at("removed_at").get<std::int64_t>()};
    const core::RecordDescription& record = core::describe(change.row.kind);
    for (std::size_t i = 0; value.contains("fields") && i < record.fields.size(); ++i) {
        const auto member = value.at("fields").find(std::string(record.fields[i].name));
        if (member == value.at("fields").end()) continue;
        auto field = core::fromJson(record.fields[i], *member);
        if (!field) return tl::unexpected(field.error());
        change.fields.push_back({i, std::move(*field)});
    }
    return change;
}

json toJson(const core::Edit& edit) {
    json changes = json::array();
    for (const core::Change& change : edit.changes) changes.push_back(toJson(change));
    json result{{"ask", "apply"},
                {"origin", static_cast<int>(edit.origin.kind)},
                {"action", core::nameOf(edit.origin.name.action)},
                {"subject", edit.origin.name.subject},
                {"changes", std::move(changes)}};
    if (edit.origin.today) result["today"] = edit.origin.today->days;
    return result;
}

/// A second process may ask for what a person does there, not for what undo or sync do.
core::OriginKind originFrom(const json& value) {
    const bool isImport = value.get<int>() == static_cast<int>(core::OriginKind::import);
    return isImport ? core::OriginKind::import : core::OriginKind::local;
}

Result<LocalRequest> editFrom(const json& value) {
    core::Edit edit;
    edit.origin.kind = originFrom(value.at("origin"));
    edit.origin.name.action = core::enumNamed<core::Action>(value.at("action").get_ref<const std::string&>()).value();
    edit.origin.name.subject = value.at("subject").get<std::string>();
    if (value.contains("today")) edit.origin.today = core::Date{value.at("today").get<std::int32_t>()};
    for (const json& change : value.at("changes")) {
        auto read = changeFrom(change);
        if (!read) return tl::unexpected(read.error());
        edit.changes.push_back(std::move(*read));
    }
    return LocalRequest{std::move(edit)};
}

Result<LocalRequest> requestFrom(const json& value) {
    const auto& ask = value.at("ask").get_ref<const std::string&>();
    if (ask == "undo") return LocalRequest{UndoRequest{}};
    if (ask == "redo") return LocalRequest{RedoRequest{}};
    if (ask == "back_up") return LocalRequest{BackUpRequest{}};
    if (ask == "apply") return editFrom(value);
    if (ask == "sync") return LocalRequest{SyncRequest{value.at("operation"), value.at("facts"), value.at("body")}};
    return senseless();
}

json toJson(const core::ChangeSet& set) {
    json rows = json::array();
    for (const core::RowChange& row : set.rows) {
        json one = toJson(row.row);
        one["fields"] = row.fields;
        one["removal"] = static_cast<int>(row.removal);
        one["new"] = row.isNew;
        rows.push_back(std::move(one));
    }
    return {{"number", set.number}, {"kept", set.kept}, {"rows", std::move(rows)}};
}

core::ChangeSet changeSetFrom(const json& value) {
    core::ChangeSet set{value.at("number").get<std::int64_t>(), {}, value.at("kept").get<std::size_t>()};
    for (const json& row : value.at("rows"))
        set.rows.push_back({rowFrom(row), row.at("fields").get<std::uint64_t>(),
                            static_cast<core::Removal>(row.at("removal").get<int>() % 3), row.at("new").get<bool>()});
    return set;
}

core::ErrorCode codeNamed(std::string_view name) {
    for (int i = 0; i < static_cast<int>(core::ErrorCode::internal); ++i)
        if (core::codeName(static_cast<core::ErrorCode>(i)) == name) return static_cast<core::ErrorCode>(i);
    return core::ErrorCode::internal;
}

std::string packed(const json& value) {
    std::string bytes;
    json::to_cbor(value, bytes);
    return bytes;
}

struct Encode {
    json operator()(const core::Edit& edit) const { return toJson(edit); }
    json operator()(UndoRequest) const { return json{{"ask", "undo"}}; }
    json operator()(RedoRequest) const { return json{{"ask", "redo"}}; }
    json operator()(BackUpRequest) const { return json{{"ask", "back_up"}}; }
    json operator()(const SyncRequest& request) const {
        return json{
            {"ask", "sync"}, {"operation", request.operation}, {"facts", request.facts}, {"body", request.body}};
    }
    json operator()(const core::ChangeSet& changes) const { return toJson(changes); }
    json operator()(const SyncReply& reply) const { return json{{"facts", reply.facts}, {"body", reply.body}}; }
};

template<class T>
Result<T> partOf(const LocalReply& reply) {
    if (!reply) return tl::unexpected(reply.error());
    if (const T* const part = std::get_if<T>(&*reply)) return *part;
    return senseless();
}

} // namespace

std::string encode(const LocalRequest& request) {
    return packed(std::visit(Encode{}, request));
}

std::string encode(const LocalCall& call) {
    json value = std::visit(Encode{}, call.request);
    if (call.beginUntil) value["until"] = *call.beginUntil;
    return packed(value);
}

std::string encode(const LocalReply& reply) {
    if (reply) return packed(std::visit(Encode{}, *reply));
    return packed(json{{"error", core::codeName(reply.error().code)}, {"detail", reply.error().detail}});
}

Result<LocalCall> decodeCall(std::string_view message) {
    try {
        const json value = json::from_cbor(message);
        auto request = requestFrom(value);
        if (!request) return tl::unexpected(request.error());
        LocalCall call{std::move(*request), {}};
        if (value.contains("until")) call.beginUntil = value.at("until").get<std::int64_t>();
        return call;
    } catch (const std::exception&) {
        return senseless();
    }
}

Result<LocalRequest> decodeRequest(std::string_view message) {
    return decodeCall(message).map([](LocalCall call) { return std::move(call.request); });
}

LocalReply decodeReply(std::string_view message) {
    try {
        const json value = json::from_cbor(message);
        if (value.contains("error"))
            return core::failure(codeNamed(value.at("error").get_ref<const std::string&>()), value.at("detail"));
        if (value.contains("facts")) return SyncReply{value.at("facts"), value.at("body")};
        return changeSetFrom(value);
    } catch (const std::exception&) {
        return senseless();
    }
}

Result<core::ChangeSet> changesOf(const LocalReply& reply) {
    return partOf<core::ChangeSet>(reply);
}

Result<SyncReply> syncReplyOf(const LocalReply& reply) {
    return partOf<SyncReply>(reply);
}

std::string framed(std::string_view message) {
    std::string result;
    for (int i = 0; i < 4; ++i) result += static_cast<char>(message.size() >> (8 * i) & 0xFF);
    return result.append(message);
}

Result<std::optional<std::string>> Deframer::next() {
    if (m_bytes.size() < 4) return std::nullopt;
    std::size_t length = 0;
    for (std::size_t i = 0; i < 4; ++i) length |= std::size_t{static_cast<unsigned char>(m_bytes[i])} << (8 * i);
    if (length > messageLimit) return core::failure(core::ErrorCode::tooLarge, "a local message over the limit");
    if (m_bytes.size() < 4 + length) return std::nullopt;
    std::string message = m_bytes.substr(4, length);
    m_bytes.erase(0, 4 + length);
    return message;
}

} // namespace cairn::sync
