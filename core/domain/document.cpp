#include "core/domain/document.h"

#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace cairn::core {

namespace {

using nlohmann::json;

tl::unexpected<Error> invalid(const FieldDescription& field, std::string_view problem) {
    return failure(ErrorCode::invalidValue, fmt::format("{} {}", field.name, problem));
}

std::int64_t integerOf(const Value& value) {
    return std::get<std::int64_t>(value);
}

json weekdaysToJson(Weekdays days) {
    json names = json::array();
    for (int i = 0; i < 7; ++i)
        if (days.contains(static_cast<Weekday>(i))) names.push_back(nameOf(static_cast<Weekday>(i)));
    return names;
}

Result<Value> weekdaysFromJson(const FieldDescription& field, const json& value) {
    if (!value.is_array()) return invalid(field, "is a list of weekdays");
    Weekdays days;
    for (const json& name : value) {
        const auto day = name.is_string() ? enumNamed<Weekday>(name.get_ref<const std::string&>()) : std::nullopt;
        if (!day) return invalid(field, "is a list of weekdays");
        days.insert(*day);
    }
    return Value{std::int64_t{days.bits}};
}

Result<Value> choiceFromText(const FieldDescription& field, const std::string& text) {
    for (std::size_t i = 0; i < field.choices.size(); ++i)
        if (field.choices[i] == text) return Value{static_cast<std::int64_t>(i)};
    return invalid(field, "has an unknown value");
}

Result<Value> timeFromText(const FieldDescription& field, const std::string& text) {
    const auto instant = parseInstant("1970-01-01T" + text + ":00Z");
    if (text.size() != 5 || !instant) return invalid(field, "is a time HH:MM");
    return Value{instant->milliseconds / 60'000};
}

template<class T>
Result<Value> integerFrom(const FieldDescription& field, const Result<T>& parsed, std::int64_t value) {
    if (!parsed) return invalid(field, parsed.error().detail);
    return Value{value};
}

Result<Value> fromText(const FieldDescription& field, const std::string& text) {
    switch (field.type) {
    case FieldType::text: return Value{text};
    case FieldType::date: {
        const auto date = parseDate(text);
        return integerFrom(field, date, date.value_or(Date{}).days);
    }
    case FieldType::instant: {
        const auto instant = parseInstant(text);
        return integerFrom(field, instant, instant.value_or(Instant{}).milliseconds);
    }
    case FieldType::choice: return choiceFromText(field, text);
    case FieldType::time: return timeFromText(field, text);
    case FieldType::schedule: {
        const auto schedule = parseSchedule(text);
        if (!schedule) return invalid(field, schedule.error().detail);
        return Value{formatSchedule(*schedule)};
    }
    case FieldType::reference: {
        const auto id = parseUuid(text);
        if (!id) return invalid(field, id.error().detail);
        return Value{*id};
    }
    default: return invalid(field, "is a number");
    }
}

Result<Value> fromNumber(const FieldDescription& field, const json& value) {
    if (field.type == FieldType::real) return Value{value.get<double>()};
    if (field.type != FieldType::integer || !value.is_number_integer()) return invalid(field, "is no number");
    return Value{value.get<std::int64_t>()};
}

Result<Value> read(const FieldDescription& field, const json& value) {
    if (value.is_null()) return Value{};
    if (value.is_string()) return fromText(field, value.get_ref<const std::string&>());
    if (field.type == FieldType::weekdays) return weekdaysFromJson(field, value);
    if (value.is_number()) return fromNumber(field, value);
    return invalid(field, "has the wrong type");
}

} // namespace

json toJson(const FieldDescription& field, const Value& value) {
    if (isNull(value)) return nullptr;
    switch (field.type) {
    case FieldType::text:
    case FieldType::schedule: return std::get<std::string>(value);
    case FieldType::integer: return integerOf(value);
    case FieldType::real: return std::get<double>(value);
    case FieldType::date: return formatDate(Date{static_cast<std::int32_t>(integerOf(value))});
    case FieldType::instant: return formatInstant(Instant{integerOf(value)});
    case FieldType::choice: return field.choices[static_cast<std::size_t>(integerOf(value))];
    case FieldType::weekdays: return weekdaysToJson(Weekdays{static_cast<std::uint8_t>(integerOf(value))});
    case FieldType::time: return fmt::format("{:02}:{:02}", integerOf(value) / 60, integerOf(value) % 60);
    case FieldType::reference: return formatUuid(std::get<Uuid>(value));
    }
    return nullptr;
}

Result<Value> fromJson(const FieldDescription& field, const json& value) {
    Result<Value> result = read(field, value);
    if (!result) return result;
    if (const auto valid = validate(field, *result); !valid) return tl::unexpected(valid.error());
    return result;
}

nlohmann::ordered_json toDocument(const RecordDescription& record, std::span<const Value> values) {
    nlohmann::ordered_json document = nlohmann::ordered_json::object();
    for (std::size_t i = 0; i < values.size(); ++i)
        document[std::string(record.fields[i].name)] = toJson(record.fields[i], values[i]);
    return document;
}

Result<std::vector<Value>> fromDocument(const RecordDescription& record, const json& document,
                                        std::span<const Value> defaults) {
    if (!document.is_object()) return failure(ErrorCode::invalidValue, fmt::format("{} is an object", record.name));
    std::vector<Value> values;
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
        const FieldDescription& field = record.fields[i];
        const auto member = document.find(std::string(field.name));
        if (member == document.end()) {
            values.push_back(field.isOptional ? Value{} : defaults[i]);
            continue;
        }
        Result<Value> value = fromJson(field, *member);
        if (!value) return tl::unexpected(value.error());
        values.push_back(std::move(*value));
    }
    if (const auto valid = validate(record, values); !valid) return tl::unexpected(valid.error());
    return values;
}

} // namespace cairn::core
