#include "app/cli/row_words.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/domain/record_description.h"

namespace cairn::app {

namespace {

using core::Kind;

std::string nameIn(const core::RecordDescription& record, std::span<const core::Value> values) {
    for (const std::string_view field : {"name", "title"})
        if (const auto index = core::fieldIndex(record, field))
            if (const auto* const text = std::get_if<std::string>(&values[*index])) return *text;
    return {};
}

template<class R>
std::optional<std::vector<core::Value>> valuesOf(const core::Reader& reader, const core::Uuid& id) {
    const auto record = reader.find<R>(id);
    if (!record || !*record) return std::nullopt;
    return core::valuesOf(**record);
}

std::optional<std::vector<core::Value>> valuesOf(const core::Reader& reader, Kind kind, const core::Uuid& id) {
    switch (kind) {
    case Kind::section: return valuesOf<core::Section>(reader, id);
    case Kind::habit:
    case Kind::habitLog: return valuesOf<core::Habit>(reader, id);
    case Kind::habitRule: return valuesOf<core::HabitRule>(reader, id);
    case Kind::pause: return valuesOf<core::Pause>(reader, id);
    case Kind::tag: return valuesOf<core::Tag>(reader, id);
    case Kind::habitTag: return valuesOf<core::HabitTag>(reader, id);
    case Kind::reminder: return valuesOf<core::Reminder>(reader, id);
    case Kind::dismissal: return valuesOf<core::Dismissal>(reader, id);
    case Kind::goal: return valuesOf<core::Goal>(reader, id);
    case Kind::goalLink: return valuesOf<core::GoalLink>(reader, id);
    case Kind::goalEntry: return valuesOf<core::GoalEntry>(reader, id);
    case Kind::milestone: return valuesOf<core::Milestone>(reader, id);
    case Kind::setting: return std::nullopt;
    }
    return std::nullopt;
}

/// The name of the habit or goal that a record without a name belongs to.
std::string ownerName(const core::Reader& reader, const core::RecordDescription& record,
                      std::span<const core::Value> values) {
    for (const auto& [field, kind] : {std::pair{"habit", Kind::habit}, std::pair{"goal", Kind::goal}}) {
        const auto index = core::fieldIndex(record, field);
        const auto* const id = index ? std::get_if<core::Uuid>(&values[*index]) : nullptr;
        const auto owner = id != nullptr ? valuesOf(reader, kind, *id) : std::nullopt;
        if (owner) return nameIn(core::describe(kind), *owner);
    }
    return {};
}

std::string spaced(std::string text) {
    std::ranges::replace(text, '_', ' ');
    return text;
}

std::string wordsForPart(const nlohmann::json& value) {
    if (value.is_null()) return "nothing";
    if (value.is_string()) return value.get<std::string>();
    return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// The day of a removal, whose instant is in UTC.
std::string dayIn(const nlohmann::json& removal) {
    return removal.value("at", std::string()).substr(0, std::string_view("2026-11-21").size());
}

} // namespace

std::string RowWords::text() const {
    const std::string shown = name.empty() ? id : name;
    if (date) return fmt::format("{} on {}", shown, core::formatDate(*date));
    const bool isPlain = kind == "habit" || kind == "goal";
    return isPlain && !shown.empty() ? shown : fmt::format("{}{}({})", shown, shown.empty() ? "" : " ", spaced(kind));
}

RowWords wordsFor(const core::Reader& reader, const core::RowName& row) {
    RowWords words{row.kind, {}, {}, {}};
    const auto known = core::resolve(row);
    if (!known) return words;
    words.id = core::formatUuid(known->id);
    const bool isLog = known->kind == Kind::habitLog;
    if (isLog) words.date = core::Date{static_cast<std::int32_t>(std::get<std::int64_t>(known->values[1]))};
    const auto values = valuesOf(reader, known->kind, known->id);
    if (!values) return words;
    const core::RecordDescription& record = core::describe(isLog ? Kind::habit : known->kind);
    words.name = nameIn(record, *values);
    if (words.name.empty()) words.name = ownerName(reader, record, *values);
    return words;
}

std::optional<std::string> presentValue(const core::Reader& reader, const core::RowName& row,
                                        const std::string& registerName) {
    const auto known = core::resolve(row);
    if (!known) return std::nullopt;
    const auto place = core::registerNamed(known->kind, registerName);
    if (!place || core::registersOf(known->kind)[*place].isRemoval()) return std::nullopt;
    std::optional<std::vector<core::Value>> values;
    if (known->kind == Kind::habitLog) {
        const core::Date day{static_cast<std::int32_t>(std::get<std::int64_t>(known->values[1]))};
        if (const auto log = reader.log(known->id, day)) values = core::valuesOf(*log);
    } else {
        values = valuesOf(reader, known->kind, known->id);
    }
    if (!values) return std::nullopt;
    return core::registerText(core::describe(known->kind), core::registersOf(known->kind)[*place], *values, {});
}

std::string wordsForRegister(const std::string& name) {
    return name == core::removalName ? "removal" : spaced(name);
}

std::string wordsForValue(const std::string& name, const std::string& json) {
    const auto value = nlohmann::json::parse(json, nullptr, false);
    if (name == core::removalName) return value.is_object() ? "removed on " + dayIn(value) : "not removed";
    if (!value.is_object()) return wordsForPart(value);
    std::string text = value.contains(name) && !value[name].is_null() ? wordsForPart(value[name]) : std::string();
    for (const auto& [part, content] : value.items())
        if (part != name && !content.is_null())
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", spaced(part), spaced(wordsForPart(content)));
    return text.empty() ? "nothing" : text;
}

} // namespace cairn::app
