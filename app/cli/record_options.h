#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <string>

#include "core/domain/record_description.h"

namespace cairn::app {

/// Options for the fields of a kind of record that hold a text, a choice or a date, made from its description:
/// `minimal_dose` becomes --minimal-dose. An empty text clears an optional field.
class RecordOptions {
public:
    /// `except`: fields that the command sets in its own way.
    RecordOptions(CLI::App& command, const core::RecordDescription& record,
                  std::initializer_list<std::string_view> except);

    /// Puts what was given into the record. Errors: invalidValue.
    template<class R>
    core::Result<void> apply(R& record) const {
        std::vector<core::Value> values = core::valuesOf(record);
        if (auto read = applyTo(values); !read) return read;
        record = core::recordOf<R>(record.id, values, record.removed);
        return {};
    }
    /// Whether the field was given.
    [[nodiscard]] bool has(std::string_view field) const;

private:
    core::Result<void> applyTo(std::vector<core::Value>& values) const;

    const core::RecordDescription& m_record;
    std::map<std::string, std::string> m_given;
};

} // namespace cairn::app
