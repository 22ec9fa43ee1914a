#include "core/domain/synced_row.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/domain/canonical_json.h"
#include "core/domain/document.h"

namespace cairn::core {

namespace {

using nlohmann::json;

constexpr std::string_view nullText = "null";
constexpr std::string_view atName = "at";
constexpr std::string_view wholeName = "whole";

void append(std::string& text, const FieldDescription& field, const Value& value) {
    if (const auto* real = std::get_if<double>(&value)) return appendNumber(text, *real);
    if (const auto* plain = std::get_if<std::string>(&value)) return appendString(text, *plain);
    if (const auto* id = std::get_if<Uuid>(&value)) return appendString(text, formatUuid(*id));
    if (isNull(value)) {
        text += nullText;
        return;
    }
    if (field.type == FieldType::date)
        return appendString(text, formatDate(Date{static_cast<std::int32_t>(std::get<std::int64_t>(value))}));
    const json written = toJson(field, value);
    if (written.is_string()) return appendString(text, written.get_ref<const std::string&>());
    text += written.dump();
}

bool standsAlone(const RecordDescription& record, const Register& which) {
    for (std::size_t i = 0; i < record.fields.size(); ++i)
        if (which.fields == std::uint64_t{1} << i) return record.fields[i].name == which.name;
    return false;
}

/// The places of a register's fields in the order of their names.
std::vector<std::size_t> fieldsByName(const RecordDescription& record, const Register& which) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < record.fields.size(); ++i)
        if ((which.fields >> i & 1) != 0) places.push_back(i);
    std::ranges::sort(places, {}, [&](std::size_t i) { return record.fields[i].name; });
    return places;
}

std::string trashText(const TrashState& trash) {
    if (!trash.removedAt) return std::string(nullText);
    return fmt::format(R"({{"at":"{}","whole":{}}})", formatInstant(Instant{*trash.removedAt}),
                       trash.extent == TrashState::Extent::whole);
}

tl::unexpected<Error> unreadable(std::string_view name) {
    return failure(ErrorCode::invalidValue, fmt::format("{} has a value that can't be read", name));
}

Result<void> readTrash(const json& value, TrashState& trash) {
    if (value.is_null()) {
        trash = {};
        return {};
    }
    const bool isWritten = value.is_object() && value.size() == 2 && value.contains(atName) &&
                           value.contains(wholeName) && value[atName].is_string() && value[wholeName].is_boolean();
    if (!isWritten) return unreadable(removalName);
    const auto instant = parseInstant(value[atName].get_ref<const std::string&>());
    if (!instant) return tl::unexpected(instant.error());
    trash = {instant->milliseconds,
             value[wholeName].get<bool>() ? TrashState::Extent::whole : TrashState::Extent::alone};
    return {};
}

const RecordDescription* descriptionOf(std::string_view kind) {
    const auto known = enumNamed<Kind>(kind);
    return known ? &describe(*known) : nullptr;
}

/// The name of the row of `kind` with this identifier, where that is an identifier of its own.
RowName nameWithId(Kind kind, const Uuid& id) {
    return {std::string(nameOf(kind)), '"' + formatUuid(id) + '"'};
}

/// What the fields chosen by `isWanted` refer to. A row of a kind with a natural key is referred to by its derived
/// identifier and has no such name (only tags are): those are never graves.
template<class Predicate>
std::vector<RowName> referred(const SyncedRow& row, Predicate isWanted) {
    std::vector<RowName> names;
    const RecordDescription* const record = descriptionOf(row.row.kind);
    if (record == nullptr) return names;
    std::uint64_t wanted = 0; // bit i: field i
    for (std::size_t i = 0; i < record->fields.size(); ++i)
        if (record->fields[i].type == FieldType::reference && isWanted(record->fields[i]))
            wanted |= std::uint64_t{1} << i;
    const auto resolved = wanted == 0 ? Result<ResolvedRow>{} : resolve(row.row);
    if (wanted == 0 || !resolved) return names;
    std::vector<Value> values = resolved->values;
    TrashState trash;
    for (const Register& one : registersOf(record->kind))
        if (const SyncedRegister* const written = (one.fields & wanted) == 0 ? nullptr : row.find(one.name))
            std::ignore = readRegister(*record, one, written->value, values, trash);
    for (std::size_t i = 0; i < values.size(); ++i)
        if (const auto* id = std::get_if<Uuid>(&values[i]); id != nullptr && isWanted(record->fields[i]))
            names.push_back(nameWithId(record->fields[i].refersTo, *id));
    return names;
}

} // namespace

const SyncedRegister* SyncedRow::find(std::string_view name) const {
    const auto found = std::ranges::find(registers, name, &SyncedRegister::name);
    return found == registers.end() ? nullptr : &*found;
}

SyncedRegister* SyncedRow::find(std::string_view name) {
    const auto found = std::ranges::find(registers, name, &SyncedRegister::name);
    return found == registers.end() ? nullptr : &*found;
}

void SyncedRow::put(SyncedRegister value) {
    const auto place = std::ranges::lower_bound(registers, value.name, {}, &SyncedRegister::name);
    if (place != registers.end() && place->name == value.name)
        *place = std::move(value);
    else
        registers.insert(place, std::move(value));
}

bool SyncedRow::erase(std::string_view name) {
    return std::erase_if(registers, [&](const SyncedRegister& one) { return one.name == name; }) > 0;
}

RowName rowName(const RecordDescription& record, const Uuid& id, std::span<const Value> values) {
    if (record.identity == Identity::random) return nameWithId(record.kind, id);
    std::string key = "[";
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!record.fields[i].isKey) continue;
        if (key.size() > 1) key += ',';
        append(key, record.fields[i], values[i]);
    }
    return {std::string(record.name), key + ']'};
}

std::optional<ResolvedRow> resolveLog(std::string_view key) {
    constexpr std::size_t idLength = 36;
    constexpr std::size_t dateLength = 10;
    constexpr std::size_t dateAt = idLength + 5;
    if (key.size() != dateAt + dateLength + 2 || !key.starts_with("[\"") || !key.ends_with("\"]") ||
        key.substr(idLength + 2, 3) != "\",\"")
        return std::nullopt;
    const auto habit = parseUuid(key.substr(2, idLength));
    const auto day = parseDate(key.substr(dateAt, dateLength));
    const bool isShared = habit && day && !habit->isNil() && *day >= earliestUse && *day <= latestUse &&
                          std::ranges::none_of(key, [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!isShared) return std::nullopt;
    ResolvedRow row{Kind::habitLog, *habit, std::vector<Value>(describe(Kind::habitLog).fields.size())};
    row.values[0] = *habit;
    row.values[1] = std::int64_t{day->days};
    return row;
}

Result<ResolvedRow> resolve(const RowName& row) {
    const RecordDescription* const record = descriptionOf(row.kind);
    if (record == nullptr) return failure(ErrorCode::notFound, "a kind of a newer program");
    if (record->kind == Kind::habitLog)
        if (auto log = resolveLog(row.key)) return std::move(*log);
    const json key = json::parse(row.key, nullptr, false);
    ResolvedRow resolved{record->kind, {}, std::vector<Value>(record->fields.size())};
    if (record->identity == Identity::random) {
        const auto id = key.is_string() ? parseUuid(key.get_ref<const std::string&>()) : unreadable(row.kind);
        if (!id) return tl::unexpected(id.error());
        resolved.id = *id;
        return resolved;
    }
    std::size_t next = 0;
    for (std::size_t i = 0; i < record->fields.size(); ++i) {
        if (!record->fields[i].isKey) continue;
        if (!key.is_array() || next >= key.size()) return unreadable(row.kind);
        auto value = fromJson(record->fields[i], key[next++]);
        if (!value) return tl::unexpected(value.error());
        resolved.values[i] = std::move(*value);
    }
    if (next != key.size()) return unreadable(row.kind);
    resolved.id =
        record->kind == Kind::habitLog ? std::get<Uuid>(resolved.values[0]) : naturalId(*record, resolved.values);
    return resolved;
}

std::string registerText(const RecordDescription& record, const Register& which, std::span<const Value> values,
                         const TrashState& trash) {
    if (which.isRemoval()) return trashText(trash);
    std::string text;
    const bool isAlone = standsAlone(record, which);
    for (const std::size_t place : fieldsByName(record, which)) {
        if (!isAlone) {
            text += text.empty() ? '{' : ',';
            appendString(text, record.fields[place].name);
            text += ':';
        }
        append(text, record.fields[place], values[place]);
    }
    return isAlone ? text : text + '}';
}

Result<void> readRegister(const RecordDescription& record, const Register& which, std::string_view text,
                          std::span<Value> values, TrashState& trash) {
    const json written = json::parse(text, nullptr, false);
    if (written.is_discarded()) return unreadable(which.name);
    if (which.isRemoval()) return readTrash(written, trash);
    const bool isAlone = standsAlone(record, which);
    const std::vector<std::size_t> places = fieldsByName(record, which);
    if (!isAlone && (!written.is_object() || written.size() != places.size())) return unreadable(which.name);
    std::vector<Value> fresh;
    for (const std::size_t place : places) {
        const std::string name(record.fields[place].name);
        if (!isAlone && !written.contains(name)) return unreadable(which.name);
        auto value = fromJson(record.fields[place], isAlone ? written : written[name]);
        if (!value) return tl::unexpected(value.error());
        fresh.push_back(std::move(*value));
    }
    for (std::size_t i = 0; i < places.size(); ++i) values[places[i]] = std::move(fresh[i]);
    return {};
}

std::vector<RowName> ownersOf(const SyncedRow& row) {
    return referred(row, [](const FieldDescription& field) { return field.isOwner; });
}

std::vector<RowName> referencesOf(const SyncedRow& row) {
    return referred(row, [](const FieldDescription&) { return true; });
}

bool isPresent(const SyncedRow& row) {
    if (row.isGrave) return false;
    const SyncedRegister* const removal = row.find(removalName);
    return removal == nullptr || removal->value == nullText;
}

bool isComplete(const SyncedRow& row) {
    const RecordDescription* const record = descriptionOf(row.row.kind);
    if (record == nullptr) return true;
    return std::ranges::all_of(registersOf(record->kind),
                               [&](const Register& one) { return row.find(one.name) != nullptr; });
}

bool hasOwnIdentifier(std::string_view kind) {
    const RecordDescription* const record = descriptionOf(kind);
    return record != nullptr && record->identity == Identity::random;
}

} // namespace cairn::core
