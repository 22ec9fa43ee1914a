#include "core/exchange/archive_document.h"

#include <array>
#include <nlohmann/json.hpp>

#include "core/domain/document.h"

namespace cairn::core {

namespace {

using nlohmann::json;

struct ShortName {
    Kind kind;
    std::string_view field;
    std::string_view name;
};

constexpr std::array shortNames{
    ShortName{Kind::habitRule, "valid_from", "from"}, ShortName{Kind::habitRule, "bound", "at_most"},
    ShortName{Kind::habitLog, "day", "date"},         ShortName{Kind::habitLog, "mark", "state"},
    ShortName{Kind::pause, "from_day", "from"},       ShortName{Kind::pause, "to_day", "to"},
    ShortName{Kind::goalEntry, "day", "date"},
};

constexpr std::array<std::string_view, 6> habitLists{"rules", "pauses", "tags", "reminders", "dismissals", "logs"};
constexpr std::array<std::string_view, 3> goalLists{"links", "entries", "milestones"};

bool isBound(Kind kind, const FieldDescription& field) {
    return kind == Kind::habitRule && field.name == "bound";
}

bool isMark(Kind kind, const FieldDescription& field) {
    return kind == Kind::habitLog && field.name == "mark";
}

} // namespace

std::string_view archiveName(Kind kind, const FieldDescription& field) {
    for (const ShortName& row : shortNames)
        if (row.kind == kind && row.field == field.name) return row.name;
    return field.name;
}

std::span<const std::string_view> archiveLists(Kind kind) {
    if (kind == Kind::habit) return habitLists;
    if (kind == Kind::goal) return goalLists;
    return {};
}

json toArchive(Kind kind, const FieldDescription& field, const Value& value) {
    if (isBound(kind, field)) return std::get<std::int64_t>(value) == static_cast<std::int64_t>(Bound::atMost);
    if (isMark(kind, field) && std::get<std::int64_t>(value) == static_cast<std::int64_t>(Mark::none)) return nullptr;
    return toJson(field, value);
}

Result<Value> fromArchive(Kind kind, const FieldDescription& field, const json& value) {
    if (isBound(kind, field) && value.is_boolean())
        return Value{static_cast<std::int64_t>(value.get<bool>() ? Bound::atMost : Bound::atLeast)};
    if (isMark(kind, field) && value.is_null()) return Value{static_cast<std::int64_t>(Mark::none)};
    return fromJson(field, value);
}

} // namespace cairn::core
