#include "core/domain/document.h"

#include <nlohmann/json.hpp>

#include "tests/support/catch.h"

using namespace cairn::core;
using nlohmann::json;

TEST_CASE("a document shows dates, choices, weekdays and times in words", "[core][document]") {
    const Reminder reminder{{}, derivedUuid("habit", "x"), TimeOfDay{510}, Weekdays{0b0010001}, {}};
    const auto document = toDocument(describe<Reminder>(), valuesOf(reminder));
    CHECK(document["time"] == "08:30");
    CHECK(document["days"] == json::array({"mon", "fri"}));

    Habit habit;
    habit.name = "Read";
    habit.madeOn = *dateOf(2026, 11, 20);
    const auto habitDocument = toDocument(describe<Habit>(), valuesOf(habit));
    CHECK(habitDocument["made_on"] == "2026-11-20");
    CHECK(habitDocument["direction"] == "build");
    CHECK(habitDocument["end_date"].is_null());
    CHECK(habitDocument.begin().key() == "name");
}

TEST_CASE("a document is read back to the same values", "[core][document]") {
    Goal goal;
    goal.name = "Half marathon";
    goal.target = 550;
    goal.startDate = *dateOf(2026, 9, 1);
    goal.completedAt = Instant{1'700'000'000'123};
    const auto values = valuesOf(goal);
    const auto document = json::parse(toDocument(describe<Goal>(), values).dump());
    CHECK(fromDocument(describe<Goal>(), document, valuesOf(Goal{})).value() == values);
}

TEST_CASE("missing members have their default, wrong ones are refused", "[core][document]") {
    const auto defaults = valuesOf(Habit{});
    const auto values = fromDocument(describe<Habit>(), json{{"name", "Read"}, {"newer_member", 5}}, defaults);
    REQUIRE(values);
    CHECK(recordOf<Habit>({}, *values).name == "Read");
    CHECK(recordOf<Habit>({}, *values).difficulty == Difficulty::medium);

    const auto wrong =
        GENERATE(json{{"name", 5}}, json{{"name", ""}}, json{{"name", "x"}, {"direction", "sideways"}},
                 json{{"name", "x"}, {"made_on", "2026-02-30"}}, json{{"name", "x"}, {"section", "nobody"}},
                 json{{"name", "x"}, {"position", "1"}}, json::array(), json{{"name", "x"}, {"made_on", nullptr}});
    CHECK(fromDocument(describe<Habit>(), wrong, defaults).error().code == ErrorCode::invalidValue);
}
