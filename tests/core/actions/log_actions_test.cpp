#include "core/actions/log_actions.h"

#include <cmath>

#include "core/actions/habit_actions.h"
#include "tests/core/actions/acting.h"

using namespace cairn::core;
using cairn::test::Acting;

namespace {

const Date monday = *dateOf(2026, 11, 16);

Uuid addMeasured(Acting& acting) {
    HabitDraft draft;
    draft.habit.name = "Run";
    draft.habit.measure = Measure::measured;
    draft.target = 5;
    Uuid id;
    acting.apply(addHabit(acting.context(), draft, &id));
    return id;
}

} // namespace

TEST_CASE("skip and miss drop the amount, an amount drops the mark, done leaves both", "[core][actions]") {
    Acting acting(monday);
    const Uuid id = addMeasured(acting);
    const auto record = [&](const DayEntry& entry) {
        acting.apply(recordDay(acting.context(), id, monday, entry));
        return acting.reader().log(id, monday).value();
    };
    CHECK(record(SetAmount{3}).amount == 3.0);
    CHECK(record(SetMark{Mark::done}).amount == 3.0);
    CHECK(record(SetMark{Mark::skipped}).amount == std::nullopt);
    CHECK(record(SetAmount{4}).mark == Mark::none);
    CHECK(record(SetMark{Mark::missed}).amount == std::nullopt);
    CHECK(record(SetMark{Mark::missed}).mark == Mark::missed);
}

TEST_CASE("a cleared day keeps its note", "[core][actions]") {
    Acting acting(monday);
    const Uuid id = addMeasured(acting);
    acting.apply(recordDay(acting.context(), id, monday, SetAmount{3}, "in the rain"));
    acting.apply(recordDay(acting.context(), id, monday, ClearDay{}));
    const HabitLog log = acting.reader().log(id, monday).value();
    CHECK(log.mark == Mark::none);
    CHECK_FALSE(log.amount);
    CHECK(log.note == "in the rain");
    acting.apply(recordDay(acting.context(), id, monday, std::monostate{}, ""));
    CHECK(acting.reader().logs(id, {monday, monday}).value().empty());
}

TEST_CASE("a mark that is there already changes nothing", "[core][actions]") {
    Acting acting(monday);
    const Uuid id = addMeasured(acting);
    acting.apply(recordDay(acting.context(), id, monday, SetMark{Mark::done}));
    CHECK(acting.apply(recordDay(acting.context(), id, monday, SetMark{Mark::done})).rows.empty());
}

TEST_CASE("a yes/no habit has no amounts, and no amount is below 0", "[core][actions]") {
    Acting acting(monday);
    HabitDraft draft;
    draft.habit.name = "Read";
    Uuid id;
    acting.apply(addHabit(acting.context(), draft, &id));
    CHECK(recordDay(acting.context(), id, monday, SetAmount{3}).error().code == ErrorCode::invalidValue);
    const Uuid measured = addMeasured(acting);
    CHECK(recordDay(acting.context(), measured, monday, SetAmount{-1}).error().code == ErrorCode::invalidValue);
    CHECK(recordDay(acting.context(), measured, monday, SetAmount{NAN}).error().code == ErrorCode::invalidValue);
}

TEST_CASE("empty days are marked in one change that can be undone", "[core][actions]") {
    Acting acting(monday + 10);
    const Uuid id = addMeasured(acting);
    acting.apply(recordDay(acting.context(), id, monday + 3, SetAmount{1}));
    const auto changes = acting.apply(markEmptyDays(acting.context(), id, {monday, monday + 9}, Mark::done));
    CHECK(changes.rows.size() == 9);
    CHECK(acting.reader().log(id, monday + 3).value().amount == 1.0);
    REQUIRE(acting.store().undo());
    CHECK(acting.reader().logs(id, {monday, monday + 10}).value().size() == 1);
    CHECK(markEmptyDays(acting.context(), id, {monday, monday + 10}, Mark::done).error().code ==
          ErrorCode::invalidValue);
}
