#include "sync/protocol/push.h"

#include <algorithm>
#include <array>
#include <simdjson.h>

#include "core/domain/canonical_json.h"
#include "sync/protocol/row_json.h"
#include "sync/protocol/version.h"

namespace cairn::sync {

namespace {

using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::array<std::string_view, 3> burialNames{"", "asked", "repaired"};
constexpr std::array<std::string_view, 3> outcomeNames{"applied", "forked", "refused"};

template<class Enum>
Enum named(std::span<const std::string_view> names, std::string_view name) {
    const auto found = std::ranges::find(names, name);
    if (found == names.end() || name.empty()) throw Unreadable{"an unknown word"};
    return static_cast<Enum>(found - names.begin());
}

void appendId(std::string& text, const std::optional<core::Uuid>& id) {
    text += id ? '"' + core::formatUuid(*id) + '"' : "null";
}

void appendPushed(std::string& text, const PushedRow& pushed) {
    appendRow(text, pushed.row, [&](std::string& more) {
        char before = '{';
        if (!pushed.over.empty()) appendMember(more, "over");
        for (const auto& [name, clock] : pushed.over) {
            more += before;
            core::appendString(more, name);
            more += ':';
            appendClock(more, clock);
            before = ',';
        }
        if (!pushed.over.empty()) more += '}';
        before = '[';
        if (!pushed.repaired.empty()) appendMember(more, "repaired");
        for (const std::string& name : pushed.repaired) {
            more += before;
            core::appendString(more, name);
            before = ',';
        }
        if (!pushed.repaired.empty()) more += ']';
        if (pushed.burial == core::Burial::none) return;
        appendMember(more, "bury");
        core::appendString(more, burialNames[static_cast<std::size_t>(pushed.burial)]);
    });
}

PushedRow readPushed(const object& members) {
    PushedRow pushed;
    pushed.row = readRow(members);
    if (pushed.row.isGrave) throw Unreadable{"a grave is asked for, not pushed"};
    const auto belongs = [&](std::string_view name) {
        if (pushed.row.find(name) == nullptr) throw Unreadable{"a clock or a mark belongs to no value"};
        return std::string(name);
    };
    object over;
    if (members["over"].get(over) == simdjson::SUCCESS)
        for (const auto& [name, clock] : over) pushed.over.emplace_back(belongs(name), readClock(clock));
    simdjson::dom::array repaired;
    if (members["repaired"].get(repaired) == simdjson::SUCCESS)
        for (const std::string_view name : repaired) pushed.repaired.push_back(belongs(name));
    std::string_view bury;
    if (members["bury"].get(bury) == simdjson::SUCCESS) pushed.burial = named<core::Burial>(burialNames, bury);
    if (pushed.row.registers.empty() && pushed.burial == core::Burial::none) throw Unreadable{"a row without values"};
    return pushed;
}

PushedResult readResult(const object& members) {
    PushedResult result;
    object gone;
    if (members["gone_with"].get(gone) == simdjson::SUCCESS) {
        result.row.row = readName(members);
        result.goneWith = readName(gone);
        return result;
    }
    result.row = readRow(members);
    std::int64_t number = 0;
    if (members["number"].get(number) == simdjson::SUCCESS) result.number = number;
    return result;
}

void appendResult(std::string& text, const PushedResult& result) {
    if (!result.goneWith) {
        appendRow(text, result.row, [&](std::string& more) {
            appendMember(more, "number");
            core::appendNumber(more, static_cast<long long>(result.number));
        });
        return;
    }
    text += '{';
    appendName(text, result.row.row);
    text += ",\"gone_with\":{";
    appendName(text, *result.goneWith);
    text += "}}";
}

void appendRefusal(std::string& text, const Refusal& refusal) {
    text += '{';
    appendName(text, refusal.row);
    appendMember(text, "register");
    core::appendString(text, refusal.registerName);
    appendMember(text, "code");
    core::appendString(text, refusal.code);
    appendMember(text, "detail");
    core::appendString(text, refusal.detail);
    text += '}';
}

template<class T, class Append>
void appendList(std::string& text, const std::vector<T>& list, Append append) {
    text += '[';
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (i > 0) text += ',';
        append(text, list[i]);
    }
    text += ']';
}

} // namespace

std::optional<core::HybridClock> PushedRow::overOf(std::string_view name) const {
    for (const auto& [known, clock] : over)
        if (known == name) return clock;
    return std::nullopt;
}

bool PushedRow::isRepaired(std::string_view name) const {
    return std::ranges::find(repaired, name) != repaired.end();
}

std::string write(const Push& push) {
    std::string text = "{\"protocol\":";
    core::appendNumber(text, static_cast<long long>(protocolVersion));
    appendMember(text, "push");
    appendId(text, push.id);
    appendMember(text, "after");
    appendId(text, push.after);
    appendMember(text, "replica");
    appendId(text, push.replica);
    appendMember(text, "witness");
    text += '[';
    core::appendNumber(text, static_cast<long long>(push.witness >> core::HybridClock::counterBits));
    text += ',';
    core::appendNumber(text, static_cast<long long>(push.witness & ((1 << core::HybridClock::counterBits) - 1)));
    text += ']';
    appendMember(text, "rows");
    appendList(text, push.rows, appendPushed);
    return text + '}';
}

std::string write(const PushAnswer& answer) {
    std::string text = "{\"outcome\":";
    core::appendString(text, outcomeNames[static_cast<std::size_t>(answer.outcome)]);
    appendMember(text, "push");
    appendId(text, answer.push);
    appendMember(text, "epoch");
    appendId(text, answer.epoch);
    appendMember(text, "time");
    core::appendNumber(text, static_cast<long long>(answer.time));
    appendMember(text, "rows");
    appendList(text, answer.rows, appendResult);
    appendMember(text, "refused");
    appendList(text, answer.refused, appendRefusal);
    return text + '}';
}

core::Result<Push> readPush(std::string_view text) {
    Push push;
    const auto read = reading(text, [&](const object& members) {
        push.id = readUuid(members["push"]);
        const element after = members["after"];
        if (!after.is_null()) push.after = readUuid(after);
        push.replica = readUuid(members["replica"]);
        const simdjson::dom::array witness = members["witness"];
        const std::int64_t ms = witness.at(0);
        const std::int64_t counter = witness.at(1);
        if (ms < 0 || ms >> 47 != 0 || counter < 0 || counter >> core::HybridClock::counterBits != 0)
            throw Unreadable{"a witness is [ms, counter]"};
        push.witness = ms << core::HybridClock::counterBits | counter;
        const simdjson::dom::array rows = members["rows"];
        if (rows.size() > maxPushRows) throw Unreadable{"too many rows"};
        for (const object row : rows) push.rows.push_back(readPushed(row));
    });
    if (!read) return tl::unexpected(read.error());
    return push;
}

core::Result<PushAnswer> readPushAnswer(std::string_view text) {
    PushAnswer answer;
    const auto read = reading(text, [&](const object& members) {
        answer.outcome = named<PushAnswer::Outcome>(outcomeNames, members["outcome"]);
        answer.push = readUuid(members["push"]);
        answer.epoch = readUuid(members["epoch"]);
        answer.time = members["time"];
        for (const object row : simdjson::dom::array(members["rows"])) answer.rows.push_back(readResult(row));
        for (const object refused : simdjson::dom::array(members["refused"])) {
            answer.refused.push_back({readName(refused), std::string(std::string_view(refused["register"])),
                                      std::string(std::string_view(refused["code"])),
                                      std::string(std::string_view(refused["detail"]))});
        }
    });
    if (!read) return tl::unexpected(read.error());
    return answer;
}

} // namespace cairn::sync
