#include "tests/core/analytics/random_timeline.h"

#include <algorithm>

namespace cairn::test {

using namespace core;

namespace {

int between(Random& random, int low, int high) {
    return low + static_cast<int>(random.below(static_cast<std::uint64_t>(high - low + 1)));
}

bool chance(Random& random, double probability) {
    return random.unit() < probability;
}

Schedule randomSchedule(Random& random, RandomFeatures features) {
    switch (random.below(features.months ? 6 : 5)) {
    case 0: return Daily{};
    case 1: return OnWeekdays{{static_cast<std::uint8_t>(between(random, 1, 127))}};
    case 2: return EveryNDays{between(random, 1, 10)};
    case 3: return TimesAWeek{between(random, 1, 7)};
    case 4: {
        const int days = between(random, 1, features.months ? 31 : 29);
        return days == 1 ? TimesInDays{1, 1} : TimesInDays{between(random, 1, std::min(days - 1, 4)), days};
    }
    default: return TimesAMonth{between(random, 1, 31)};
    }
}

HabitRule randomRule(Random& random, Date from, Measure measure, Bound bound, RandomFeatures features) {
    HabitRule rule;
    rule.validFrom = from;
    rule.schedule = randomSchedule(random, features);
    if (measure == Measure::measured) rule.target = between(random, 1, 12) / 2.0;
    rule.bound = bound;
    rule.silence = measure == Measure::yesNo && chance(random, 0.2) ? Silence::kept : Silence::none;
    return rule;
}

void addRules(Random& random, Date first, int length, HabitTimeline& timeline, RandomFeatures features) {
    const Bound bound = timeline.measure == Measure::measured && chance(random, 0.4) ? Bound::atMost : Bound::atLeast;
    Date from = first;
    do {
        timeline.rules.push_back(randomRule(random, from, timeline.measure, bound, features));
        from = from + between(random, 5, length);
    } while (features.ruleChanges && chance(random, 0.4));
}

void addRecords(Random& random, Date first, int length, HabitTimeline& timeline) {
    const double diligence = random.unit();
    for (int i = -3; i < length + 4; ++i) {
        const double roll = random.unit();
        if (roll < 0.05)
            timeline.history.set(first + i, Mark::skipped);
        else if (roll < 0.1)
            timeline.history.set(first + i, Mark::missed);
        else if (random.unit() < diligence && timeline.measure == Measure::measured)
            timeline.history.set(first + i, Mark::none, between(random, 0, 12) / 2.0);
        else if (random.unit() < diligence)
            timeline.history.set(first + i, Mark::done);
    }
}

} // namespace

HabitTimeline randomTimeline(Random& random, Date today, RandomFeatures features) {
    HabitTimeline timeline;
    const int length = between(random, 10, 300);
    const Date first = today - length;
    timeline.madeOn = first;
    timeline.imported = chance(random, 0.2);
    if (chance(random, 0.4)) timeline.startDate = first + between(random, -5, 10);
    if (features.ends && chance(random, 0.1)) timeline.endDate = today - between(random, -5, length / 2);
    if (features.ends && chance(random, 0.1)) timeline.archivedOn = today - between(random, 0, length / 2);
    timeline.measure = chance(random, 0.4) ? Measure::measured : Measure::yesNo;
    addRules(random, first, length, timeline, features);
    while (chance(random, 0.4)) {
        const Date from = first + between(random, 0, length + 5);
        timeline.pauses.push_back({from, from + between(random, 0, 20)});
    }
    addRecords(random, first, length, timeline);
    return timeline;
}

} // namespace cairn::test
