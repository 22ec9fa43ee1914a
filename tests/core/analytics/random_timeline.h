#pragma once

#include "core/analytics/timeline.h"
#include "core/base/random.h"

namespace cairn::test {

/// What a random habit may have.
struct RandomFeatures {
    bool months = true; ///< schedules by the calendar month, and rolling ones of 30 and 31 days
    bool ruleChanges = true;
    bool ends = true; ///< end dates and archiving
};

/// A habit of up to some 300 days before `today` with any schedule, measure, rules, pauses and records.
core::HabitTimeline randomTimeline(core::Random& random, core::Date today, RandomFeatures features = {});

} // namespace cairn::test
