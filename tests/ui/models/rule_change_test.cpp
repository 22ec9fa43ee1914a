#include "ui/models/rule_change.h"

#include "tests/support/catch.h"

using namespace cairn;
using namespace cairn::ui;

namespace {

const core::Date friday = *core::parseDate("2026-11-20");
const core::Date monday = *core::parseDate("2026-11-23");
const core::Date december = *core::parseDate("2026-12-01");

core::RuleKind kindOf(const char* schedule, core::Measure measure = core::Measure::yesNo) {
    core::HabitDraft draft;
    draft.habit.measure = measure;
    draft.schedule = *core::parseSchedule(schedule);
    if (measure == core::Measure::measured) draft.target = 20;
    return ruleKindOf(draft);
}

std::optional<CutPeriod> cut(const char* before, const char* after, core::Date from) {
    return cutPeriod(kindOf(before), kindOf(after), from, core::Weekday::monday);
}

} // namespace

TEST_CASE("a change of kind in the middle of a week or month names the next one", "[ui][rule-change]") {
    REQUIRE(cut("daily", "3/week", friday) == CutPeriod{false, monday});
    REQUIRE(cut("3/week", "daily", friday) == CutPeriod{false, monday});
    REQUIRE(cut("mon,wed", "2/month", friday) == CutPeriod{true, december});
    REQUIRE(cut("2/month", "3 in 10 days", friday) == CutPeriod{true, december});
    REQUIRE(cut("3/week", "2/month", friday) == CutPeriod{false, monday});
}

TEST_CASE("weeks begin on the profile's first weekday", "[ui][rule-change]") {
    const auto cutSunday = cutPeriod(kindOf("daily"), kindOf("3/week"), friday, core::Weekday::sunday);
    REQUIRE(cutSunday == CutPeriod{false, monday - 1});
}

TEST_CASE("nothing is cut within a kind, without calendar periods, or where a period begins", "[ui][rule-change]") {
    REQUIRE_FALSE(cut("3/week", "5/week", friday));
    REQUIRE_FALSE(cut("daily", "every 3 days", friday));
    REQUIRE_FALSE(cut("daily", "3 in 10 days", friday));
    REQUIRE_FALSE(cut("daily", "3/week", monday));
    REQUIRE_FALSE(cut("daily", "2/month", december));
}

TEST_CASE("a sum over a week is another kind than times a week", "[ui][rule-change]") {
    const auto amounts = core::Measure::measured;
    REQUIRE(cutPeriod(kindOf("1/week", amounts), kindOf("3/week", amounts), friday, core::Weekday::monday) ==
            CutPeriod{false, monday});
}
