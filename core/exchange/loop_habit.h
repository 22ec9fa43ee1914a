#pragma once

#include <map>
#include <vector>

#include "core/analytics/timeline.h"
#include "core/exchange/store_content.h"

namespace cairn::core {

/// How Loop says how often: times in days, and whether that is what the schedule means.
struct LoopFrequency {
    int times = 1;
    int days = 1;
    bool isExact = true;
};
LoopFrequency loopFrequencyOf(const Schedule& schedule);

/// A day of Loop's export.
struct LoopEntry {
    std::int64_t value = 0;
    std::string note;
};

/// A habit as Loop would hold it.
struct LoopHabitOut {
    const Habit* habit = nullptr;
    const HabitRule* rule = nullptr; ///< the one in force on the day of the export, which is the only one Loop knows
    std::map<Date, LoopEntry> days;  ///< recorded ones, and those that Loop would count as done by themselves
    std::map<Date, double> scores;   ///< 0–1, from the first counting day to the last
    [[nodiscard]] double scoreOn(Date day) const;
};

/// What Loop can hold of a habit. `logs` are all of its recorded days; the timeline gives scores and satisfied days.
/// Appends what is lost to `problems`, with `line` as their place. Linear in the days.
LoopHabitOut loopHabitOf(const HabitWithTimeline& habit, const std::vector<HabitLog>& logs, AsOf asOf, std::size_t line,
                         std::vector<ImportProblem>& problems);

} // namespace cairn::core
