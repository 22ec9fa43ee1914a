#include "core/domain/field.h"

#include <cmath>
#include <fmt/format.h>

namespace cairn::core {

namespace {

tl::unexpected<Error> invalid(const FieldDescription& field, std::string_view problem) {
    return failure(ErrorCode::invalidValue, fmt::format("{} {}", field.name, problem));
}

/// Length, one line or many, and valid UTF-8 without NUL.
bool isCleanUtf8(std::string_view text) {
    std::size_t i = 0;
    while (i < text.size()) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const int tail = lead < 0x80                   ? 0
                         : lead >= 0xC2 && lead < 0xE0 ? 1
                         : (lead & 0xF0) == 0xE0       ? 2
                         : lead >= 0xF0 && lead < 0xF5 ? 3
                                                       : -1;
        if (lead == 0 || tail < 0 || i + static_cast<std::size_t>(tail) >= text.size()) return false;
        for (int k = 1; k <= tail; ++k)
            if ((static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]) & 0xC0) != 0x80) return false;
        const auto second = tail > 0 ? static_cast<unsigned char>(text[i + 1]) : 0;
        const bool isOverlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
        const bool isSurrogate = lead == 0xED && second > 0x9F;
        if (isOverlong || isSurrogate || (lead == 0xF4 && second > 0x8F)) return false;
        i += static_cast<std::size_t>(tail) + 1;
    }
    return true;
}

bool isColor(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdefABCDEF";
    return text.empty() ||
           (text.size() == 7 && text.front() == '#' && text.find_first_not_of(digits, 1) == std::string_view::npos);
}

Result<void> validateText(const FieldDescription& field, const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr) return invalid(field, "is a text");
    if (field.type == FieldType::schedule) {
        const auto schedule = parseSchedule(*text);
        if (!schedule) return tl::unexpected(schedule.error());
        return {};
    }
    if (text->size() > field.maximumLength)
        return invalid(field, fmt::format("is longer than {} bytes", field.maximumLength));
    const bool isBlank = text->find_first_not_of(" \t\r\n") == std::string::npos;
    if (field.minimumLength > 0 && isBlank) return invalid(field, "is empty");
    if (!isCleanUtf8(*text)) return invalid(field, "holds what is no text");
    if (field.form == TextForm::line && text->find_first_of("\r\n") != std::string::npos)
        return invalid(field, "is more than one line");
    if (field.form == TextForm::color && !isColor(*text)) return invalid(field, "is no #RRGGBB");
    return {};
}

Result<void> validateRange(const FieldDescription& field, double number) {
    if (!std::isfinite(number)) return invalid(field, "is not finite");
    const bool isTooLow = number < field.minimum || (field.excludesMinimum && number == field.minimum);
    if (isTooLow || number > field.maximum) return invalid(field, "is out of range");
    if (field.excludesZero && number == 0) return invalid(field, "is 0");
    return {};
}

Result<void> validateInteger(const FieldDescription& field, const Value& value) {
    const auto* number = std::get_if<std::int64_t>(&value);
    if (number == nullptr) return invalid(field, "is a whole number");
    if (field.type == FieldType::choice && (*number < 0 || *number >= static_cast<std::int64_t>(field.choices.size())))
        return invalid(field, "has an unknown value");
    if (field.type == FieldType::weekdays && (*number < 1 || *number > allWeekdays.bits))
        return invalid(field, "names no weekday");
    if (field.type == FieldType::instant) return {};
    return validateRange(field, static_cast<double>(*number));
}

} // namespace

Result<void> validate(const FieldDescription& field, const Value& value) {
    if (isNull(value)) {
        if (!field.isOptional) return invalid(field, "is missing");
        return {};
    }
    switch (field.type) {
    case FieldType::text:
    case FieldType::schedule: return validateText(field, value);
    case FieldType::real:
        if (const auto* number = std::get_if<double>(&value)) return validateRange(field, *number);
        return invalid(field, "is a number");
    case FieldType::reference:
        if (const auto* id = std::get_if<Uuid>(&value); id != nullptr && !id->isNil()) return {};
        return invalid(field, "names no record");
    default: return validateInteger(field, value);
    }
}

} // namespace cairn::core
