#pragma once

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "core/base/clock.h"
#include "core/base/date.h"
#include "core/base/error.h"
#include "core/domain/enum_names.h"
#include "core/domain/habit.h"
#include "core/domain/kind.h"
#include "core/domain/schedule.h"
#include "core/domain/value.h"
#include "core/domain/weekdays.h"

namespace cairn::core {

/// How a field is written in a document, and what a column holds.
enum class FieldType : std::uint8_t {
    text,
    integer,
    real,
    date,      ///< document "YYYY-MM-DD", column days since 1970-01-01
    instant,   ///< document ISO 8601 in UTC, column milliseconds
    choice,    ///< document the value's name, column its number
    weekdays,  ///< document a list of "mon" …, column a bit mask
    time,      ///< document "HH:MM", column minutes after midnight
    schedule,  ///< the grammar of schedules in both
    reference, ///< document the other record's identifier, column its integer key
};

/// The greatest length of a one-line text and of a long one, in bytes of UTF-8; the same in client, server and import.
inline constexpr std::size_t lineLimit = 400;
inline constexpr std::size_t textLimit = 1U << 20;

/// Days that a log, a rule or a span may name.
inline constexpr Date earliestUse{-25567}; ///< 1900-01-01
inline constexpr Date latestUse{84005};    ///< 2199-12-31

/// What a text has to be beyond valid UTF-8 within its limits. line: without line breaks. color: empty or "#RRGGBB".
enum class TextForm : std::uint8_t { any, line, color };

/// One field of a kind of record: its name in documents and columns, its type and limits, the register that it
/// belongs to, and access to the member that holds it. Made by field<&Record::member>("name") and refined by the
/// chained functions, all at compile time.
struct FieldDescription {
    std::string_view name;
    FieldType type = FieldType::text;
    std::string_view registerName; ///< fields with the same one are written and merged together
    bool isKey = false;            ///< part of the natural key: immutable, no register
    bool isOptional = false;       ///< may be null
    double minimum = -std::numeric_limits<double>::max();
    double maximum = std::numeric_limits<double>::max();
    bool excludesMinimum = false;
    bool excludesZero = false;
    std::size_t minimumLength = 0;
    std::size_t maximumLength = lineLimit;
    TextForm form = TextForm::any;
    std::span<const std::string_view> choices{};
    Kind refersTo{};
    bool isOwner = false; ///< refers to the record that this one belongs to
    Value (*read)(const void* record) = nullptr;
    void (*write)(void* record, const Value& value) = nullptr;

private:
    template<class T>
    [[nodiscard]] constexpr FieldDescription with(T FieldDescription::*member, T value) const {
        FieldDescription changed = *this;
        changed.*member = value;
        return changed;
    }

public:
    [[nodiscard]] constexpr FieldDescription key() const { return with(&FieldDescription::isKey, true); }
    [[nodiscard]] constexpr FieldDescription in(std::string_view name_) const {
        return with(&FieldDescription::registerName, name_);
    }
    [[nodiscard]] constexpr FieldDescription length(std::size_t least, std::size_t most) const {
        return with(&FieldDescription::minimumLength, least).with(&FieldDescription::maximumLength, most);
    }
    [[nodiscard]] constexpr FieldDescription as(TextForm form_) const { return with(&FieldDescription::form, form_); }
    [[nodiscard]] constexpr FieldDescription range(double least, double most) const {
        return with(&FieldDescription::minimum, least).with(&FieldDescription::maximum, most);
    }
    [[nodiscard]] constexpr FieldDescription above(double bound) const {
        return with(&FieldDescription::minimum, bound).with(&FieldDescription::excludesMinimum, true);
    }
    [[nodiscard]] constexpr FieldDescription notZero() const { return with(&FieldDescription::excludesZero, true); }
    [[nodiscard]] constexpr FieldDescription to(Kind kind) const { return with(&FieldDescription::refersTo, kind); }
    [[nodiscard]] constexpr FieldDescription ownedBy(Kind kind) const {
        return to(kind).with(&FieldDescription::isOwner, true);
    }
};

/// Whether `value` may stand in `field`. Errors: invalidValue, the detail naming the field and the limit.
Result<void> validate(const FieldDescription& field, const Value& value);

namespace detail {

/// How a member's C++ type is stored: its FieldType, and the way to a Value and back (of a validated value).
template<class T>
struct Codec;

template<FieldType Type, class T>
struct NumberCodec {
    static constexpr FieldType type = Type;
    static Value toValue(T value) { return static_cast<std::int64_t>(value); }
    static T fromValue(const Value& value) { return static_cast<T>(std::get<std::int64_t>(value)); }
};

template<>
struct Codec<int> : NumberCodec<FieldType::integer, int> {};

template<class T>
    requires std::is_enum_v<T>
struct Codec<T> : NumberCodec<FieldType::choice, T> {};

template<>
struct Codec<std::string> {
    static constexpr FieldType type = FieldType::text;
    static Value toValue(const std::string& value) { return value; }
    static std::string fromValue(const Value& value) { return std::get<std::string>(value); }
};

template<>
struct Codec<double> {
    static constexpr FieldType type = FieldType::real;
    static Value toValue(double value) { return value; }
    static double fromValue(const Value& value) { return std::get<double>(value); }
};

template<>
struct Codec<Date> {
    static constexpr FieldType type = FieldType::date;
    static Value toValue(Date value) { return std::int64_t{value.days}; }
    static Date fromValue(const Value& value) { return {static_cast<std::int32_t>(std::get<std::int64_t>(value))}; }
};

template<>
struct Codec<Instant> {
    static constexpr FieldType type = FieldType::instant;
    static Value toValue(Instant value) { return value.milliseconds; }
    static Instant fromValue(const Value& value) { return {std::get<std::int64_t>(value)}; }
};

template<>
struct Codec<TimeOfDay> {
    static constexpr FieldType type = FieldType::time;
    static Value toValue(TimeOfDay value) { return std::int64_t{value.minutes}; }
    static TimeOfDay fromValue(const Value& value) { return {static_cast<int>(std::get<std::int64_t>(value))}; }
};

template<>
struct Codec<Weekdays> {
    static constexpr FieldType type = FieldType::weekdays;
    static Value toValue(Weekdays value) { return std::int64_t{value.bits}; }
    static Weekdays fromValue(const Value& value) { return {static_cast<std::uint8_t>(std::get<std::int64_t>(value))}; }
};

template<>
struct Codec<Schedule> {
    static constexpr FieldType type = FieldType::schedule;
    static Value toValue(const Schedule& value) { return formatSchedule(value); }
    static Schedule fromValue(const Value& value) {
        return parseSchedule(std::get<std::string>(value)).value_or(Daily{});
    }
};

template<>
struct Codec<Uuid> {
    static constexpr FieldType type = FieldType::reference;
    static Value toValue(const Uuid& value) { return value; }
    static Uuid fromValue(const Value& value) { return std::get<Uuid>(value); }
};

template<class T>
struct Codec<std::optional<T>> {
    static constexpr FieldType type = Codec<T>::type;
    static Value toValue(const std::optional<T>& value) { return value ? Codec<T>::toValue(*value) : Value{}; }
    static std::optional<T> fromValue(const Value& value) {
        if (isNull(value)) return std::nullopt;
        return Codec<T>::fromValue(value);
    }
};

template<class T>
inline constexpr bool isOptionalType = false;
template<class T>
inline constexpr bool isOptionalType<std::optional<T>> = true;

template<class Pointer>
struct MemberTypes;
template<class R, class T>
struct MemberTypes<T R::*> {
    using Record = R;
    using Type = T;
};

} // namespace detail

/// The description of the member `Member`: type and access follow from its C++ type; the register has the field's name.
template<auto Member>
constexpr FieldDescription field(std::string_view name) {
    using Types = detail::MemberTypes<decltype(Member)>;
    using Record = typename Types::Record;
    using Type = typename Types::Type;
    using Codec = detail::Codec<Type>;
    FieldDescription description;
    description.name = name;
    description.registerName = name;
    description.type = Codec::type;
    description.isOptional = detail::isOptionalType<Type>;
    if constexpr (std::is_enum_v<Type>) description.choices = enumNames<Type>;
    if constexpr (Codec::type == FieldType::date) {
        description.minimum = earliestUse.days;
        description.maximum = latestUse.days;
    }
    description.read = [](const void* record) { return Codec::toValue(static_cast<const Record*>(record)->*Member); };
    description.write = [](void* record, const Value& value) {
        static_cast<Record*>(record)->*Member = Codec::fromValue(value);
    };
    return description;
}

} // namespace cairn::core
