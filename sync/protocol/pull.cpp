#include "sync/protocol/pull.h"

#include <charconv>
#include <fmt/format.h>
#include <simdjson.h>

#include "core/domain/canonical_json.h"
#include "sync/protocol/row_json.h"

namespace cairn::sync {

namespace {

using simdjson::dom::object;

void appendDigest(std::string& text, const core::RowDigest& digest) {
    char before = '{';
    for (const auto& [kind, sum] : digest.sums()) {
        text += before;
        core::appendString(text, kind);
        text += fmt::format(":[{},\"{:016x}\"]", sum.count, sum.hash);
        before = ',';
    }
    text += digest.sums().empty() ? "{}" : "}";
}

core::RowDigest readDigest(const object& kinds) {
    core::RowDigest digest;
    for (const auto& [kind, value] : kinds) {
        const simdjson::dom::array parts = value;
        const std::string_view hex = parts.at(1);
        core::RowDigest::Sum sum{parts.at(0), 0};
        const auto end = std::from_chars(hex.data(), hex.data() + hex.size(), sum.hash, 16);
        if (hex.size() != 16 || end.ptr != hex.data() + hex.size()) throw Unreadable{"a digest is [count, hash]"};
        digest.set(std::string(kind), sum);
    }
    return digest;
}

} // namespace

std::string writePullAnswer(const PullAnswer& answer, std::string rows) {
    std::string head = fmt::format(R"({{"epoch":"{}","time":{},"since":{},"next":{},"head":{},"digest":)",
                                   core::formatUuid(answer.epoch), answer.time, answer.since, answer.next, answer.head);
    if (answer.digest)
        appendDigest(head, *answer.digest);
    else
        head += "null";
    appendMember(head, "rows");
    rows.insert(0, head.append(1, '['));
    return std::move(rows.append("]}"));
}

std::string write(const PullAnswer& answer) {
    std::string rows;
    for (const core::SyncedRow& row : answer.rows) {
        if (!rows.empty()) rows += ',';
        appendRow(rows, row);
    }
    return writePullAnswer(answer, std::move(rows));
}

core::Result<PullAnswer> readPullAnswer(std::string_view text) {
    PullAnswer answer;
    const auto read = reading(text, [&](const object& members) {
        answer.epoch = readUuid(members["epoch"]);
        answer.time = members["time"];
        answer.since = members["since"];
        answer.next = members["next"];
        answer.head = members["head"];
        const simdjson::dom::element digest = members["digest"];
        if (!digest.is_null()) answer.digest = readDigest(digest);
        for (const object row : simdjson::dom::array(members["rows"])) answer.rows.push_back(readRow(row));
    });
    if (!read) return tl::unexpected(read.error());
    return answer;
}

} // namespace cairn::sync
