#include "core/domain/change.h"

#include "tests/support/catch.h"

using namespace cairn::core;

namespace {

std::vector<std::string_view> fieldNames(const Change& change) {
    std::vector<std::string_view> names;
    for (const FieldValue& value : change.fields) names.push_back(describe(change.row.kind).fields[value.field].name);
    return names;
}

} // namespace

TEST_CASE("a creation writes every field", "[core][change]") {
    Habit habit;
    habit.id = derivedUuid("habit", "x");
    CHECK(creation(habit).fields.size() == describe<Habit>().fields.size());
    CHECK(creation(habit).removal == Removal::unchanged);
}

TEST_CASE("a creation by natural key revives what was removed and takes the derived identifier", "[core][change]") {
    const HabitRule rule{{}, derivedUuid("habit", "x"), Date{5}, Daily{}, {}, Bound::atLeast, Silence::none, {}};
    HabitRule identified = rule;
    assignNaturalId(identified);
    CHECK(creation(rule).removal == Removal::restore);
    CHECK(creation(rule).row.id == identified.id);
}

TEST_CASE("a log is named by its habit and day", "[core][change]") {
    HabitLog log;
    log.habit = derivedUuid("habit", "x");
    log.date = Date{5};
    CHECK(creation(log).row == RecordRef{Kind::habitLog, log.habit, Date{5}});
    CHECK(creation(log).removal == Removal::unchanged);
}

TEST_CASE("a difference holds the registers that differ, whole", "[core][change]") {
    HabitLog before;
    before.habit = derivedUuid("habit", "x");
    HabitLog after = before;
    after.amount = 5;
    CHECK(fieldNames(difference(before, after)) == std::vector<std::string_view>{"mark", "amount"});
    after = before;
    after.note = "late";
    CHECK(fieldNames(difference(before, after)) == std::vector<std::string_view>{"note"});
    CHECK(difference(before, before).fields.empty());
}
