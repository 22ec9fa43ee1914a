#include "core/exchange/record_reading.h"

#include <array>

namespace cairn::core {

namespace {

/// Fields that a file may leave out although a record always has them: the plan fills them in.
struct Fillable {
    Kind kind;
    std::string_view field;
};
constexpr std::array fillable{Fillable{Kind::habit, "made_on"}, Fillable{Kind::habitRule, "valid_from"},
                              Fillable{Kind::goal, "start_date"}};

} // namespace

bool isNeeded(Kind kind, const FieldDescription& field) {
    const bool hasNoDefault = field.type == FieldType::date || field.type == FieldType::time;
    if (!hasNoDefault || field.isOptional) return false;
    return std::none_of(fillable.begin(), fillable.end(),
                        [&](const Fillable& f) { return f.kind == kind && f.field == field.name; });
}

std::string messageOf(const Error& error, std::string_view field) {
    std::string_view text = error.detail;
    if (text.starts_with(field)) text.remove_prefix(std::min(text.size(), field.size() + 1));
    return std::string(text);
}

Result<Value> readField(Kind kind, const FieldDescription& field, const nlohmann::json& json, std::size_t line,
                        std::vector<ImportProblem>& problems) {
    const auto isLineBreak = [](char c) { return c == '\n' || c == '\r'; };
    if (field.form != TextForm::line || !json.is_string()) return fromArchive(kind, field, json);
    auto text = json.get<std::string>();
    if (std::ranges::none_of(text, isLineBreak)) return fromArchive(kind, field, json);
    std::ranges::replace_if(text, isLineBreak, ' ');
    problems.push_back({line, std::string(archiveName(kind, field)), "was brought into one line"});
    return fromArchive(kind, field, nlohmann::json(text));
}

} // namespace cairn::core
