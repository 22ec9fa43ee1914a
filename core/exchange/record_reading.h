#pragma once

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/exchange/archive_document.h"
#include "core/exchange/imported_data.h"

namespace cairn::core {

/// Whether a row without this field says nothing: it has no default that could be meant, and the plan fills none in.
bool isNeeded(Kind kind, const FieldDescription& field);

/// What is wrong with a field, without its name, which a problem carries beside it.
std::string messageOf(const Error& error, std::string_view field);

/// One field of an archive. A name of several lines is brought into one, which is reported.
Result<Value> readField(Kind kind, const FieldDescription& field, const nlohmann::json& json, std::size_t line,
                        std::vector<ImportProblem>& problems);

/// Reads a record of an archive field by field. `member` gives the JSON of a field, or null where the row has none. A
/// field that is wrong is reported and costs the row; on a habit, whose rest is worth more, only the field, unless it
/// is the name. References are left out: the caller keeps them as keys.
template<class R, class Member>
std::optional<Imported<R>> readRecord(std::size_t line, Member member, std::vector<ImportProblem>& problems) {
    static const std::vector<Value> defaults = valuesOf(R{});
    constexpr Kind kind = kindOfRecord<R>;
    std::vector<Value> values = defaults;
    FieldSet given = allFields;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const FieldDescription& field = describe<R>().fields[i];
        const nlohmann::json* const json = member(field);
        if (json == nullptr) given &= ~(FieldSet{1} << i);
        if (field.type == FieldType::reference || (json == nullptr && !isNeeded(kind, field))) continue;
        Result<Value> value = json != nullptr ? readField(kind, field, *json, line, problems)
                                              : failure(ErrorCode::invalidValue, "is missing");
        if (value) {
            values[i] = std::move(*value);
            continue;
        }
        problems.push_back({line, std::string(archiveName(kind, field)), messageOf(value.error(), field.name)});
        given &= ~(FieldSet{1} << i);
        if (kind != Kind::habit || field.name == "name") return std::nullopt;
    }
    return Imported<R>{recordOf<R>(Uuid{}, values), {}, line, given};
}

} // namespace cairn::core
