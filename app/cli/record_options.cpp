#include "app/cli/record_options.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/domain/document.h"

namespace cairn::app {

namespace {

std::string optionName(std::string_view field) {
    std::string name = "--" + std::string(field);
    std::replace(name.begin(), name.end(), '_', '-');
    if (field.ends_with("_date")) name += ",--" + std::string(field.substr(0, field.size() - 5));
    return name;
}

bool isOffered(const core::FieldDescription& field) {
    return field.type == core::FieldType::text || field.type == core::FieldType::choice ||
           field.type == core::FieldType::date;
}

std::string helpFor(const core::FieldDescription& field) {
    if (field.type == core::FieldType::date) return "YYYY-MM-DD";
    std::string help;
    for (const std::string_view choice : field.choices) help += (help.empty() ? "" : ", ") + std::string(choice);
    return help;
}

} // namespace

RecordOptions::RecordOptions(CLI::App& command, const core::RecordDescription& record,
                             std::initializer_list<std::string_view> except)
    : m_record(record) {
    for (const core::FieldDescription& field : record.fields) {
        if (!isOffered(field) || std::find(except.begin(), except.end(), field.name) != except.end()) continue;
        const auto keep = [this, name = std::string(field.name)](const CLI::results_t& values) {
            m_given[name] = values.front();
            return true;
        };
        command.add_option(optionName(field.name), keep, helpFor(field))->expected(1);
    }
}

bool RecordOptions::has(std::string_view field) const {
    return m_given.contains(std::string(field));
}

core::Result<void> RecordOptions::applyTo(std::vector<core::Value>& values) const {
    for (const auto& [name, text] : m_given) {
        const std::size_t index = core::fieldIndex(m_record, name).value();
        const core::FieldDescription& field = m_record.fields[index];
        const bool isCleared = text.empty() && field.isOptional;
        auto value = core::fromJson(field, isCleared ? nlohmann::json() : nlohmann::json(text));
        if (!value) return tl::unexpected(value.error());
        values[index] = std::move(*value);
    }
    return {};
}

} // namespace cairn::app
