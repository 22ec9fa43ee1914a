#include "sync/protocol/socket_message.h"

#include <simdjson.h>

#include "core/domain/canonical_json.h"
#include "sync/protocol/row_json.h"

namespace cairn::sync {

std::string write(const SocketMessage& message) {
    std::string text = "{\"stream\":";
    core::appendString(text, message.stream);
    appendMember(text, "epoch");
    core::appendString(text, core::formatUuid(message.epoch));
    appendMember(text, "number");
    core::appendNumber(text, static_cast<long long>(message.number));
    if (message.row) {
        appendMember(text, "row");
        appendRow(text, *message.row);
    }
    return text + '}';
}

core::Result<SocketMessage> readSocketMessage(std::string_view text) {
    SocketMessage message;
    const auto read = reading(text, [&](const simdjson::dom::object& members) {
        message.stream = std::string_view(members["stream"]);
        message.epoch = readUuid(members["epoch"]);
        message.number = members["number"];
        simdjson::dom::object row;
        if (members["row"].get(row) == simdjson::SUCCESS) message.row = readRow(row);
    });
    if (!read) return tl::unexpected(read.error());
    return message;
}

} // namespace cairn::sync
