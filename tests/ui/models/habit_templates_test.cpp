#include "tests/support/catch.h"

#include "core/domain/record_description.h"
#include "ui/models/habit_templates.h"

using namespace cairn;

TEST_CASE("there are some twenty templates, each whole and possible", "[ui][templates]") {
    const auto templates = ui::habitTemplates();
    REQUIRE(templates.size() >= 20);
    for (const ui::HabitTemplate& entry : templates) {
        const core::Habit& habit = entry.draft.habit;
        CAPTURE(habit.name);
        core::Habit complete = habit;
        complete.madeOn = *core::parseDate("2026-11-20");
        REQUIRE(core::validate(core::describe<core::Habit>(), core::valuesOf(complete)));
        REQUIRE_FALSE(habit.cue.empty());
        REQUIRE_FALSE(habit.craving.empty());
        REQUIRE_FALSE(habit.response.empty());
        REQUIRE_FALSE(habit.reward.empty());
        REQUIRE_FALSE(habit.minimalDose.empty());
        REQUIRE(entry.draft.target.has_value() == (habit.measure == core::Measure::measured));
    }
}
