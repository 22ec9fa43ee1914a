#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/domain/record_description.h"
#include "core/exchange/exchange.h"

namespace cairn::core {

/// A set of fields of a kind; bit i is field i of its description.
using FieldSet = std::uint64_t;
inline constexpr FieldSet allFields = ~FieldSet{0};

/// The set that holds the named fields of a record type, which must be fields of it.
template<class R, class... Names>
FieldSet fieldSet(Names... names) {
    return (FieldSet{0} | ... | (FieldSet{1} << fieldIndex(describe<R>(), names).value()));
}

/// One row as a file tells it. References to other rows are still empty in `record` and stand beside it as keys.
template<class R>
struct Imported {
    R record;
    std::string key = {};       ///< the source's own identity; empty where the source has none
    std::size_t line = 0;       ///< where it stood; 0 where that can't be told
    FieldSet given = allFields; ///< the fields that the source states; others never change a row that is here already
};

struct ImportedHabit : Imported<Habit> {
    std::optional<bool> archived;           ///< where the source says only whether, not since when
    std::string section;                    ///< key of its section; empty for none
    std::vector<Imported<HabitRule>> rules; ///< one whose `given` lacks valid_from holds from the habit's first day
    std::vector<Imported<Pause>> pauses;
    std::vector<Imported<HabitTag>> tags; ///< keys: those of tags, or their names
    std::vector<Imported<HabitLog>> logs; ///< in any order; of several for one day the first counts
    std::vector<Imported<Reminder>> reminders;
    std::vector<Imported<Dismissal>> dismissals;
};

struct ImportedGoal : Imported<Goal> {
    std::vector<Imported<GoalLink>> links; ///< keys: those of habits, or their names
    std::vector<Imported<GoalEntry>> entries;
    std::vector<Imported<Milestone>> milestones;
};

/// Whether a source's keys are identifiers of Cairn's own, to be kept, or stand only for themselves.
enum class Keys : std::uint8_t { foreign, own };

/// All that one file says, in no format's terms: what every reader yields and the plan goes on with. A plain value.
struct ImportedData {
    std::string_view format;
    Keys keys = Keys::foreign;
    std::vector<Imported<Section>> sections;
    std::vector<Imported<Tag>> tags;
    std::vector<ImportedHabit> habits;
    std::vector<Imported<Pause>> pauses; ///< of all habits
    std::vector<ImportedGoal> goals;
    std::vector<Imported<Setting>> settings;
    std::vector<ImportProblem> problems;

    void report(std::size_t line, std::string_view field, std::string message) {
        problems.push_back({line, std::string(field), std::move(message)});
    }
};

} // namespace cairn::core
