#pragma once

#include <optional>
#include <vector>

#include "core/base/date.h"
#include "core/domain/habit.h"
#include "core/domain/history.h"

namespace cairn::core {

/// All that a habit's numbers depend on, and nothing else: what every function of this folder takes. A plain value.
struct HabitTimeline {
    Date madeOn;
    std::optional<Date> startDate; ///< chosen by the person
    std::optional<Date> endDate;
    std::optional<Date> archivedOn;
    bool imported = false;
    Measure measure = Measure::yesNo;
    std::vector<HabitRule> rules; ///< at least one, by validFrom, no removed ones, no day twice
    std::vector<DateSpan> pauses; ///< of this habit and of all; an open one ends on latestDate; may overlap
    History history;
};

/// The day for which numbers are asked, and the profile's first day of the week.
struct AsOf {
    Date today;
    Weekday firstWeekday = Weekday::monday;
};

} // namespace cairn::core
