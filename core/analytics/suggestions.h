#pragma once

#include <optional>
#include <span>
#include <variant>

#include "core/analytics/facts.h"
#include "core/analytics/streaks.h"
#include "core/analytics/timeline.h"
#include "core/domain/habit.h"

namespace cairn::core {

// Why a suggestion is made, in numbers; one struct for each SuggestionKind, in its order.

struct BrokenRun {
    Run run;       ///< of 7 or more
    Date brokenOn; ///< at most 3 days ago
};
struct FailingOften {
    double failureRate = 0; ///< over 0.5
    int dueDays = 0;        ///< 7 or more
    int doneIn28Days = 0;
};
struct LowConsistency {
    double consistency = 0; ///< under 30
};
struct WeakWeekday {
    Weekday weekday = Weekday::monday;
    double rate = 0;   ///< 0–1, of that weekday in the last 12 weeks
    double others = 0; ///< 0–1, of the other days
    int dueDays = 0;   ///< of that weekday; 8 or more
};
struct StrongHabit {
    int doneDays = 0;       ///< 66 or more
    double consistency = 0; ///< 80 or more
};
using SuggestionReason = std::variant<BrokenRun, FailingOften, LowConsistency, WeakWeekday, StrongHabit>;

// What taking a suggestion changes.

/// The habit is done in its minimal dose for a while.
struct UseMinimalDose {
    friend bool operator==(UseMinimalDose, UseMinimalDose) = default;
};
/// A rule with this schedule begins; everything else of the rule stays.
struct ChangeSchedule {
    Schedule schedule;
    friend bool operator==(const ChangeSchedule&, const ChangeSchedule&) = default;
};
/// A rule with this target begins.
struct ChangeTarget {
    double target = 0;
    friend bool operator==(ChangeTarget, ChangeTarget) = default;
};
struct ChangeDifficulty {
    Difficulty difficulty = Difficulty::easy;
    friend bool operator==(ChangeDifficulty, ChangeDifficulty) = default;
};
using SuggestionAction = std::variant<UseMinimalDose, ChangeSchedule, ChangeTarget, ChangeDifficulty>;

struct Suggestion {
    SuggestionKind kind = SuggestionKind::restartSmall;
    SuggestionReason reason;
    SuggestionAction action;
};

/// The first suggestion that applies to an active habit of 14 or more counting days and was not dismissed in the last
/// 14 days; `dismissals` are the habit's own. Pure. Source: spec.md 2 "Suggestions".
/// Example: daily, 10 of the last 30 days done, 9 of the last 28: fewerTimes, 2/week.
std::optional<Suggestion> suggestionFor(const HabitTimeline& timeline, Difficulty difficulty,
                                        std::span<const Dismissal> dismissals, AsOf asOf);
std::optional<Suggestion> suggestionFor(const HabitFacts& facts, Difficulty difficulty,
                                        std::span<const Dismissal> dismissals);

} // namespace cairn::core
