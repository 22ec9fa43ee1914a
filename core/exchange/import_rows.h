#pragma once

#include <tuple>
#include <vector>

#include "core/exchange/imported_data.h"

namespace cairn::core {

/// The rows of an import by kind, with identifiers and references filled in: flat, as the store sees them. Parents
/// stand before what belongs to them, as in the descriptions.
using ImportRows =
    std::tuple<std::vector<Imported<Section>>, std::vector<ImportedHabit>, std::vector<Imported<HabitRule>>,
               std::vector<Imported<Pause>>, std::vector<Imported<Tag>>, std::vector<Imported<HabitTag>>,
               std::vector<Imported<HabitLog>>, std::vector<Imported<Reminder>>, std::vector<Imported<Dismissal>>,
               std::vector<ImportedGoal>, std::vector<Imported<GoalLink>>, std::vector<Imported<GoalEntry>>,
               std::vector<Imported<Milestone>>, std::vector<Imported<Setting>>>;

template<class R>
struct ImportListOf {
    using Type = std::vector<Imported<R>>;
};
template<>
struct ImportListOf<Habit> {
    using Type = std::vector<ImportedHabit>;
};
template<>
struct ImportListOf<Goal> {
    using Type = std::vector<ImportedGoal>;
};

/// The list of one record type.
template<class R>
auto& rowsOf(ImportRows& rows) {
    return std::get<typename ImportListOf<R>::Type>(rows);
}

} // namespace cairn::core
