#include "core/actions/demo.h"

#include "core/actions/setting_actions.h"
#include "tests/core/actions/acting.h"

using namespace cairn::core;
using cairn::test::Acting;

namespace {

const Date monday = *dateOf(2026, 11, 16);

} // namespace

TEST_CASE("the same seed makes the same data", "[core][actions]") {
    Acting one(monday), other(monday);
    const Edit first = makeDemo(one.context(), {12, 1, 7}).value();
    CHECK(first.changes == makeDemo(other.context(), {12, 1, 7}).value().changes);
    CHECK(first.changes != makeDemo(other.context(), {12, 1, 8}).value().changes);
}

TEST_CASE("the demonstration goes into a store as one change", "[core][actions]") {
    Acting acting(monday);
    acting.apply(makeDemo(acting.context(), {12, 1, 7}));
    CHECK(acting.reader().all<Habit>().value().size() == 12);
    CHECK(acting.reader().all<Goal>().value().size() == 2);
    CHECK(acting.reader().timelines().value().at(0).timeline.history.count() > 200);
    REQUIRE(acting.store().undo());
    CHECK(acting.reader().all<Habit>().value().empty());
}

TEST_CASE("amounts of data that make no sense are refused", "[core][actions]") {
    Acting acting(monday);
    CHECK(makeDemo(acting.context(), {-1, 1, 7}).error().code == ErrorCode::invalidValue);
    CHECK(makeDemo(acting.context(), {1, 101, 7}).error().code == ErrorCode::invalidValue);
}

TEST_CASE("a setting is set, changed and refused", "[core][actions]") {
    Acting acting(monday);
    acting.apply(setSetting(acting.context(), "first-weekday", "sun"));
    acting.apply(setSetting(acting.context(), "first-weekday", "sat"));
    CHECK(acting.reader().profile().value().firstWeekday == Weekday::saturday);
    CHECK(setSetting(acting.context(), "first-weekday", "someday").error().code == ErrorCode::invalidValue);
    CHECK(setSetting(acting.context(), "colour", "red").error().code == ErrorCode::notFound);
}
