#pragma once

#include <optional>
#include <string>

#include "core/domain/synced_row.h"
#include "core/store/reader.h"

namespace cairn::app {

/// What a row is, in words that people know.
struct RowWords {
    std::string kind;               ///< "habit", "habit_log", …
    std::string id;                 ///< of the record, or of the one that it belongs to; empty where it has none here
    std::string name;               ///< of the same; empty where it has none
    std::optional<core::Date> date; ///< of a day's log

    /// "Read on 2026-11-20", "Read (rule)".
    [[nodiscard]] std::string text() const;
};

RowWords wordsFor(const core::Reader& reader, const core::RowName& row);

/// What a register says now, in canonical JSON; nothing where that can't be told here (removals, newer kinds).
std::optional<std::string> presentValue(const core::Reader& reader, const core::RowName& row,
                                        const std::string& registerName);

/// "mark" for people: a register's name without underscores.
std::string wordsForRegister(const std::string& name);
/// The value of the register `name`, canonical JSON, for people: "done", "done, amount 2", "removed on 2026-11-21".
std::string wordsForValue(const std::string& name, const std::string& json);

} // namespace cairn::app
