#pragma once

#include <string>

#include "core/base/random.h"
#include "core/domain/record_description.h"

namespace cairn::support {

// Valid records with defaults, to be changed in what a test is about. Identifiers of records that have no natural key
// are new for each call, in an order that every run repeats.

/// The day on which all is made: Monday, 2 November 2026.
inline constexpr core::Date firstDay{20759};

/// A new identifier.
core::Uuid anId();

core::Section aSection(std::string name = "Morning");
core::Habit aHabit(std::string name = "Read");
/// The rule from `from` on, daily if nothing else is said.
core::HabitRule aRule(const core::Habit& habit, core::Date from = firstDay, core::Schedule schedule = core::Daily{});
core::HabitLog aLog(const core::Habit& habit, core::Date day = firstDay, core::Mark mark = core::Mark::done);
core::HabitLog anAmount(const core::Habit& habit, core::Date day, double amount);
core::Pause aPause(const core::Habit& habit, core::Date from, core::Date to);
core::Tag aTag(std::string name = "Health");
core::HabitTag aHabitTag(const core::Habit& habit, const core::Tag& tag);
core::Reminder aReminder(const core::Habit& habit, int minute = 8 * 60);
core::Goal aGoal(std::string name = "Run 500 km", double target = 500);
core::GoalLink aLink(const core::Goal& goal, const core::Habit& habit, double weight = 1);
core::GoalEntry anEntry(const core::Goal& goal, double amount, core::Date day = firstDay);
core::Milestone aMilestone(const core::Goal& goal, std::string title = "Half of it");
core::Setting aSetting(std::string key, std::string value);

} // namespace cairn::support
