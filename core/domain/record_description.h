#pragma once

#include <span>
#include <vector>

#include "core/domain/field.h"
#include "core/domain/goal.h"
#include "core/domain/habit.h"
#include "core/domain/setting.h"

namespace cairn::core {

/// What a kind of record's identifier is made of.
enum class Identity : std::uint8_t {
    random,  ///< version 7, made once
    derived, ///< from the natural key, so that two writers meet on one row
};

/// Which stream carries a kind, and so who sees it.
enum class Stream : std::uint8_t { user };
/// Who may write a kind.
enum class Writer : std::uint8_t { owner };

/// One kind of record, told once: storage, document form, validation, registers and change sets follow from it.
/// Functions that take a `void*` record expect the C++ type of that kind; use the typed functions below.
struct RecordDescription {
    Kind kind{};
    std::string_view name;  ///< in documents: "habit_rule"
    std::string_view table; ///< in the store: "habit_rules"
    std::span<const FieldDescription> fields{};
    Identity identity = Identity::random;
    Stream stream = Stream::user;
    Writer writer = Writer::owner;
    Result<void> (*check)(std::span<const Value> values) = nullptr; ///< rules between fields; may be null
};

/// The description of a kind; descriptions live as long as the program and can be read from any thread.
const RecordDescription& describe(Kind kind);
/// All descriptions, parents before what belongs to them.
std::span<const RecordDescription> allDescriptions();

/// The position of the field called `name`; nothing when the kind has none.
std::optional<std::size_t> fieldIndex(const RecordDescription& record, std::string_view name);

/// The values of all fields, in the order of the description. Checks each field and then the rules between them.
/// Errors: invalidValue.
Result<void> validate(const RecordDescription& record, std::span<const Value> values);

/// The identifier of a record with a natural key, from the values of its key fields (in their order).
Uuid naturalId(const RecordDescription& record, std::span<const Value> values);

template<class R>
inline constexpr Kind kindOfRecord{};
template<>
inline constexpr Kind kindOfRecord<Section> = Kind::section;
template<>
inline constexpr Kind kindOfRecord<Habit> = Kind::habit;
template<>
inline constexpr Kind kindOfRecord<HabitRule> = Kind::habitRule;
template<>
inline constexpr Kind kindOfRecord<Pause> = Kind::pause;
template<>
inline constexpr Kind kindOfRecord<Tag> = Kind::tag;
template<>
inline constexpr Kind kindOfRecord<HabitTag> = Kind::habitTag;
template<>
inline constexpr Kind kindOfRecord<HabitLog> = Kind::habitLog;
template<>
inline constexpr Kind kindOfRecord<Reminder> = Kind::reminder;
template<>
inline constexpr Kind kindOfRecord<Dismissal> = Kind::dismissal;
template<>
inline constexpr Kind kindOfRecord<Goal> = Kind::goal;
template<>
inline constexpr Kind kindOfRecord<GoalLink> = Kind::goalLink;
template<>
inline constexpr Kind kindOfRecord<GoalEntry> = Kind::goalEntry;
template<>
inline constexpr Kind kindOfRecord<Milestone> = Kind::milestone;
template<>
inline constexpr Kind kindOfRecord<Setting> = Kind::setting;

template<class R>
const RecordDescription& describe() {
    return describe(kindOfRecord<R>);
}

/// The record's field values, in the order of its description.
template<class R>
std::vector<Value> valuesOf(const R& record) {
    std::vector<Value> values;
    for (const FieldDescription& field : describe<R>().fields) values.push_back(field.read(&record));
    return values;
}

/// The record with these values, which must have been validated.
template<class R>
R recordOf(const Uuid& id, std::span<const Value> values, std::optional<Instant> removed = std::nullopt) {
    R record;
    record.id = id;
    record.removed = removed;
    const auto fields = describe<R>().fields;
    for (std::size_t i = 0; i < fields.size(); ++i) fields[i].write(&record, values[i]);
    return record;
}

/// Gives a record with a natural key the identifier that follows from it.
template<class R>
void assignNaturalId(R& record) {
    record.id = naturalId(describe<R>(), valuesOf(record));
}

} // namespace cairn::core
