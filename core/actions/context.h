#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/store/reader.h"

namespace cairn::core {

/// What an act of a person is made from. Acts read the store and give back an Edit; nothing is written until somebody
/// applies it. Borrowed; one thread.
struct ActionContext {
    const Reader& reader;
    Random& random; ///< for new identifiers
    Instant now;
    Date today; ///< the day that the act is about unless it names another
};

/// The habit, goal or section that a person means: by identifier, or by name without regard to case. An exact name goes
/// before one that differs in case. Errors: notFound; ambiguousName, whose detail lists the identifiers.
Result<Habit> habitNamed(const Reader& reader, std::string_view nameOrId);
Result<Goal> goalNamed(const Reader& reader, std::string_view nameOrId);
Result<Section> sectionNamed(const Reader& reader, std::string_view nameOrId);

/// The same within a goal.
Result<Milestone> milestoneNamed(const Reader& reader, const Uuid& goal, std::string_view titleOrId);

/// A habit's rules in the order of their first days.
Result<std::vector<HabitRule>> rulesOf(const Reader& reader, const Uuid& habit);

} // namespace cairn::core
