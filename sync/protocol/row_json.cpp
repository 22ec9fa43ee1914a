#include "sync/protocol/row_json.h"

#include <algorithm>
#include <fmt/format.h>
#include <simdjson.h>

#include "core/domain/canonical_json.h"
#include "sync/protocol/version.h"

namespace cairn::sync {

namespace {

using core::HybridClock;
using core::SyncedRegister;
using core::SyncedRow;
using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

constexpr std::size_t greatestDepth = 32;
constexpr std::int64_t greatestMilliseconds = (std::int64_t{1} << 47) - 1;

/// The clock that most registers have; that of the first where several have as many.
HybridClock commonClock(const SyncedRow& row) {
    HybridClock common;
    std::ptrdiff_t most = 0;
    for (const SyncedRegister& one : row.registers) {
        const auto count = std::ranges::count(row.registers, one.clock, &SyncedRegister::clock);
        if (count <= most) continue;
        most = count;
        common = one.clock;
    }
    return common;
}

void appendObject(std::string& text, const object& members) {
    std::vector<std::pair<std::string_view, element>> sorted;
    for (const auto& [name, value] : members) sorted.emplace_back(name, value);
    std::ranges::sort(sorted, {}, &std::pair<std::string_view, element>::first);
    char before = '{';
    for (const auto& [name, value] : sorted) {
        text += before;
        core::appendString(text, name);
        text += ':';
        appendCanonical(text, value);
        before = ',';
    }
    text += sorted.empty() ? "{}" : "}";
}

void appendArray(std::string& text, const simdjson::dom::array& values) {
    text += '[';
    const std::size_t start = text.size();
    for (const element value : values) {
        if (text.size() > start) text += ',';
        appendCanonical(text, value);
    }
    text += ']';
}

} // namespace

void appendMember(std::string& text, std::string_view name) {
    text.append(",\"").append(name).append("\":");
}

void appendClock(std::string& text, const HybridClock& clock) {
    text += '[';
    core::appendNumber(text, static_cast<long long>(clock.milliseconds()));
    text += ',';
    core::appendNumber(text, static_cast<long long>(clock.counter()));
    text.append(",\"").append(core::formatUuid(clock.replica)).append("\"]");
}

void appendName(std::string& text, const core::RowName& row) {
    text += "\"kind\":";
    core::appendString(text, row.kind);
    appendMember(text, "key");
    text += row.key;
}

void appendRow(std::string& text, const SyncedRow& row, const std::function<void(std::string&)>& more) {
    text += '{';
    appendName(text, row.row);
    if (row.isGrave) {
        text += ",\"grave\":true}";
        return;
    }
    const HybridClock common = commonClock(row);
    if (!row.registers.empty()) {
        appendMember(text, "clock");
        appendClock(text, common);
    }
    appendMember(text, "values");
    char before = '{';
    std::string others;
    for (const SyncedRegister& one : row.registers) {
        text += before;
        core::appendString(text, one.name);
        text.append(1, ':').append(one.value);
        before = ',';
        if (one.clock == common) continue;
        others += others.empty() ? '{' : ',';
        core::appendString(others, one.name);
        others += ':';
        appendClock(others, one.clock);
    }
    text += row.registers.empty() ? "{}" : "}";
    if (!others.empty()) {
        appendMember(text, "clocks");
        text.append(others).append(1, '}');
    }
    if (more) more(text);
    text += '}';
}

void appendCanonical(std::string& text, const element& value) {
    switch (value.type()) {
    case element_type::OBJECT: return appendObject(text, value);
    case element_type::ARRAY: return appendArray(text, value);
    case element_type::STRING: return core::appendString(text, value);
    case element_type::DOUBLE: return core::appendNumber(text, double(value));
    case element_type::INT64: return core::appendNumber(text, static_cast<long long>(std::int64_t(value)));
    case element_type::UINT64: return core::appendNumber(text, static_cast<double>(std::uint64_t(value)));
    case element_type::BOOL: text += bool(value) ? "true" : "false"; return;
    case element_type::NULL_VALUE: text += "null"; return;
    }
}

core::Uuid readUuid(std::string_view text) {
    const auto id = core::parseUuid(text);
    if (!id) throw Unreadable{"an identifier is none"};
    return *id;
}

HybridClock readClock(const element& value) {
    const simdjson::dom::array parts = value;
    if (parts.size() != 3) throw Unreadable{"a clock is [ms, counter, replica]"};
    const std::int64_t ms = parts.at(0);
    const std::int64_t counter = parts.at(1);
    if (ms < 1 || ms > greatestMilliseconds || counter < 0 || counter >= (1 << HybridClock::counterBits))
        throw Unreadable{"a clock is out of its range"};
    return {ms << HybridClock::counterBits | counter, readUuid(parts.at(2))};
}

core::RowName readName(const object& members) {
    core::RowName row{std::string(std::string_view(members["kind"])), {}};
    appendCanonical(row.key, members["key"]);
    const bool isPlain = !row.kind.empty() && row.kind.size() <= 64 &&
                         std::ranges::all_of(row.kind, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
    const element key = members["key"];
    if (!isPlain || !(key.is_string() || key.is_array()) || row.key.size() > 4096)
        throw Unreadable{"a row is named by kind and key"};
    return row;
}

SyncedRow readRow(const object& members) {
    SyncedRow row{readName(members), {}, false};
    element grave;
    if (members["grave"].get(grave) == simdjson::SUCCESS) {
        row.isGrave = bool(grave);
        if (row.isGrave) return row;
    }
    const object values = members["values"];
    HybridClock common;
    if (values.size() > 0) common = readClock(members["clock"]);
    for (const auto& [name, value] : values) {
        SyncedRegister& one = row.registers.emplace_back(SyncedRegister{std::string(name), common, {}});
        appendCanonical(one.value, value);
    }
    const auto byName = [](const SyncedRegister& one) -> const std::string& { return one.name; };
    if (!std::ranges::is_sorted(row.registers, {}, byName)) std::ranges::sort(row.registers, {}, byName);
    if (std::ranges::adjacent_find(row.registers, {}, byName) != row.registers.end())
        throw Unreadable{"a register stands there twice"};
    object clocks;
    if (members["clocks"].get(clocks) == simdjson::SUCCESS)
        for (const auto& [name, clock] : clocks) {
            SyncedRegister* const one = row.find(name);
            if (one == nullptr) throw Unreadable{"a clock belongs to no value"};
            one->clock = readClock(clock);
        }
    return row;
}

core::Result<void> reading(std::string_view text, const std::function<void(const object&)>& read) {
    if (text.size() > maxBodyBytes) return core::failure(core::ErrorCode::tooLarge, "the message is too long");
    try {
        simdjson::dom::parser parser;
        if (const auto error = parser.allocate(text.size(), greatestDepth); error != simdjson::SUCCESS)
            return core::failure(core::ErrorCode::tooLarge, "no memory for the message");
        read(parser.parse(text.data(), text.size()));
        return {};
    } catch (const simdjson::simdjson_error& error) {
        return core::failure(core::ErrorCode::invalidSyntax, simdjson::error_message(error.error()));
    } catch (const Unreadable& problem) {
        return core::failure(core::ErrorCode::invalidSyntax, problem.detail);
    }
}

} // namespace cairn::sync
