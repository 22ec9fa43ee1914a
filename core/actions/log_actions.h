#pragma once

#include <optional>
#include <string>
#include <variant>

#include "core/actions/context.h"
#include "core/domain/change.h"

namespace cairn::core {

/// A mark that leaves the amount (done) or drops it (skipped, missed).
struct SetMark {
    Mark mark = Mark::done; ///< not none
};
/// An amount, which drops the mark.
struct SetAmount {
    double amount = 0;
};
/// Neither mark nor amount; the note stays.
struct ClearDay {};

/// What a person records for a day; nothing where only a note is written.
using DayEntry = std::variant<std::monostate, SetMark, SetAmount, ClearDay>;

/// Records a day of a habit, and its note where one is given. Errors: invalidValue for an amount of a yes/no habit or
/// one that is negative or not finite; notFound.
Result<Edit> recordDay(const ActionContext& context, const Uuid& habit, Date day, const DayEntry& entry,
                       std::optional<std::string> note = std::nullopt);

/// Marks every day of `span` that is not recorded, which a silence kept only on paper becomes a record by.
/// Errors: invalidValue when `span` reaches beyond the day before the context's.
Result<Edit> markEmptyDays(const ActionContext& context, const Uuid& habit, DateSpan span, Mark mark);

} // namespace cairn::core
