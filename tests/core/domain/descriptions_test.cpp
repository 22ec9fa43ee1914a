#include "core/domain/record_description.h"

#include <set>

#include "tests/support/catch.h"

using namespace cairn::core;

TEST_CASE("names of kinds, tables and fields are unique", "[core][domain]") {
    std::set<std::string_view> names, tables;
    for (const RecordDescription& record : allDescriptions()) {
        names.insert(record.name);
        tables.insert(record.table);
        std::set<std::string_view> fields;
        for (const FieldDescription& field : record.fields) fields.insert(field.name);
        CHECK(fields.size() == record.fields.size());
        CHECK(record.fields.size() <= 64);
    }
    CHECK(names.size() == kindCount);
    CHECK(tables.size() == kindCount);
}

TEST_CASE("a kind has key fields exactly when its identifier is derived", "[core][domain]") {
    for (const RecordDescription& record : allDescriptions()) {
        bool hasKey = false;
        for (const FieldDescription& field : record.fields) hasKey = hasKey || field.isKey;
        INFO(record.name);
        CHECK(hasKey == (record.identity == Identity::derived));
    }
}

TEST_CASE("what belongs to something stands after it", "[core][domain]") {
    for (const RecordDescription& record : allDescriptions())
        for (const FieldDescription& field : record.fields)
            if (field.type == FieldType::reference) CHECK(field.refersTo < record.kind);
}

TEST_CASE("a mark and an amount are one register, and so are a schedule, its target and its bound", "[core][domain]") {
    const auto registerOf = [](Kind kind, std::string_view name) {
        return describe(kind).fields[fieldIndex(describe(kind), name).value()].registerName;
    };
    CHECK(registerOf(Kind::habitLog, "mark") == registerOf(Kind::habitLog, "amount"));
    CHECK(registerOf(Kind::habitLog, "note") != registerOf(Kind::habitLog, "mark"));
    CHECK(registerOf(Kind::habitRule, "schedule") == registerOf(Kind::habitRule, "target"));
    CHECK(registerOf(Kind::habitRule, "schedule") == registerOf(Kind::habitRule, "bound"));
    CHECK(registerOf(Kind::habitRule, "silence") != registerOf(Kind::habitRule, "schedule"));
}

TEST_CASE("a record survives the way through its values", "[core][domain]") {
    Habit habit;
    habit.name = "Read";
    habit.endDate = Date{20000};
    habit.direction = Direction::quit;
    habit.position = 1.5;
    habit.section = derivedUuid("section", "x");
    CHECK(recordOf<Habit>(habit.id, valuesOf(habit)) == habit);

    HabitRule rule{{}, derivedUuid("habit", "x"), Date{20000}, TimesAWeek{3}, 5.0, Bound::atLeast, Silence::none, {}};
    assignNaturalId(rule);
    CHECK(recordOf<HabitRule>(rule.id, valuesOf(rule)) == rule);
}

TEST_CASE("natural keys meet in one identifier", "[core][domain]") {
    HabitRule one{{}, derivedUuid("habit", "x"), Date{20000}, Daily{}, {}, Bound::atLeast, Silence::none, {}};
    HabitRule other = one;
    other.schedule = TimesAWeek{2};
    assignNaturalId(one);
    assignNaturalId(other);
    CHECK(one.id == other.id);
    other.validFrom = Date{20001};
    assignNaturalId(other);
    CHECK(one.id != other.id);
}

TEST_CASE("rules between fields are checked", "[core][domain]") {
    const Uuid habit = derivedUuid("habit", "x");
    const auto refused = [](const auto& record) {
        const auto values = valuesOf(record);
        return validate(describe<std::decay_t<decltype(record)>>(), values).error().code == ErrorCode::invalidValue;
    };
    CHECK(refused(HabitRule{{}, habit, Date{0}, Daily{}, {}, Bound::atMost, Silence::none, {}}));
    CHECK(refused(HabitRule{{}, habit, Date{0}, Daily{}, 3.0, Bound::atLeast, Silence::kept, {}}));
    CHECK(refused(Pause{{}, habit, Date{10}, Date{9}, {}}));
    CHECK(refused(GoalLink{{}, habit, habit, 0.0, {}}));
    Goal goal;
    goal.name = "Run";
    goal.target = 0;
    CHECK(refused(goal));
    goal.target = 5;
    goal.targetDate = Date{-1};
    CHECK(refused(goal));
    goal.targetDate = Date{0};
    CHECK(validate(describe<Goal>(), valuesOf(goal)));
}
