#include "core/domain/synced_row.h"

#include "core/domain/row_digest.h"
#include "tests/support/catch.h"

using namespace cairn::core;

namespace {

const Uuid habitId = *parseUuid("0190a0a0-0000-7000-8000-00000000000a");

HabitLog logOf(Mark mark, std::optional<double> amount) {
    HabitLog log;
    log.habit = habitId;
    log.date = *parseDate("2026-11-21");
    log.mark = mark;
    log.amount = amount;
    log.note = "long \"run\"";
    return log;
}

std::string textOf(Kind kind, std::string_view name, const std::vector<Value>& values, const TrashState& trash = {}) {
    return registerText(describe(kind), registersOf(kind)[*registerNamed(kind, name)], values, trash);
}

} // namespace

TEST_CASE("a row is named by its identifier, or by its natural key where it has one", "[core][synced_row]") {
    const auto log = valuesOf(logOf(Mark::done, {}));
    const RowName name = rowName(describe(Kind::habitLog), {}, log);
    CHECK(name == RowName{"habit_log", R"(["0190a0a0-0000-7000-8000-00000000000a","2026-11-21"])"});
    const auto resolved = resolve(name);
    REQUIRE(resolved);
    CHECK(resolved->kind == Kind::habitLog);
    CHECK(resolved->id == habitId);
    CHECK(resolved->values[1] == log[1]);

    CHECK(rowName(describe(Kind::habit), habitId, valuesOf(Habit{})) ==
          RowName{"habit", R"("0190a0a0-0000-7000-8000-00000000000a")"});
    CHECK(resolve({"moon", "\"x\""}).error().code == ErrorCode::notFound);
    CHECK(resolve({"habit", "[1]"}).error().code == ErrorCode::invalidValue);
    CHECK(resolve({"habit_log", R"(["0190a0a0-0000-7000-8000-00000000000a"])"}).error().code ==
          ErrorCode::invalidValue);
}

TEST_CASE("a register of one field of its name is that field's value, others are objects", "[core][synced_row]") {
    const auto values = valuesOf(logOf(Mark::none, 2.5));
    CHECK(textOf(Kind::habitLog, "mark", values) == R"({"amount":2.5,"mark":"none"})");
    CHECK(textOf(Kind::habitLog, "note", values) == R"("long \"run\"")");
    CHECK(textOf(Kind::habit, "removed_at", valuesOf(Habit{}), {}) == "null");
    CHECK(textOf(Kind::habit, "removed_at", valuesOf(Habit{}), {0, TrashState::Extent::whole}) ==
          R"({"at":"1970-01-01T00:00:00.000Z","whole":true})");
}

TEST_CASE("every register of every kind reads back what was written", "[core][synced_row]") {
    const auto checkKind = [](Kind kind, const std::vector<Value>& values) {
        for (const Register& one : registersOf(kind)) {
            const TrashState trash{one.isRemoval() ? std::optional<std::int64_t>(77'000) : std::nullopt,
                                   one.isRemoval() ? TrashState::Extent::whole : TrashState::Extent::alone};
            const std::string text = registerText(describe(kind), one, values, trash);
            std::vector<Value> read(values.size());
            TrashState readBack;
            REQUIRE(readRegister(describe(kind), one, text, read, readBack));
            CHECK(readBack == trash);
            CHECK(registerText(describe(kind), one, read, readBack) == text);
        }
    };
    Habit habit;
    habit.name = "Läufe \U0001F3C3";
    habit.startDate = Date{20'000};
    habit.section = habitId;
    checkKind(Kind::habit, valuesOf(habit));
    checkKind(Kind::habitLog, valuesOf(logOf(Mark::skipped, {})));
    HabitRule rule;
    rule.habit = habitId;
    rule.schedule = parseSchedule("3/week").value_or(Schedule{Daily{}});
    rule.target = 0.1;
    checkKind(Kind::habitRule, valuesOf(rule));
    Reminder reminder;
    reminder.habit = habitId;
    reminder.time = {8 * 60 + 30};
    checkKind(Kind::reminder, valuesOf(reminder));
    Goal goal;
    goal.name = "1000 km";
    goal.target = 1000;
    goal.completedAt = Instant{5};
    checkKind(Kind::goal, valuesOf(goal));
}

TEST_CASE("a value of a newer program is told and changes nothing", "[core][synced_row]") {
    auto values = valuesOf(logOf(Mark::done, {}));
    const auto before = values;
    TrashState trash;
    const Register& mark = registersOf(Kind::habitLog)[*registerNamed(Kind::habitLog, "mark")];
    const auto text = GENERATE(as<std::string>{}, R"({"amount":null,"mark":"half"})", R"({"mark":"done"})", "7", "{",
                               R"({"amount":-1,"mark":"done"})", R"({"amount":1,"mark":"done","more":1})");
    CHECK(readRegister(describe(Kind::habitLog), mark, text, values, trash).error().code == ErrorCode::invalidValue);
    CHECK(values == before);
}

TEST_CASE("a row names what it belongs to and what it refers to", "[core][synced_row]") {
    const SyncedRow log{{"habit_log", R"(["0190a0a0-0000-7000-8000-00000000000a","2026-11-21"])"}, {}, false};
    const RowName habit{"habit", R"("0190a0a0-0000-7000-8000-00000000000a")"};
    CHECK(ownersOf(log) == std::vector{habit});
    SyncedRow pause{{"pause", R"("0190a0a0-0000-7000-8000-00000000000b")"}, {}, false};
    CHECK(ownersOf(pause).empty());
    pause.put({"habit", {}, R"("0190a0a0-0000-7000-8000-00000000000a")"});
    CHECK(ownersOf(pause) == std::vector{habit});
    const SyncedRow other{habit, {{"section", {}, R"("0190a0a0-0000-7000-8000-00000000000c")"}}, false};
    CHECK(ownersOf(other).empty());
    CHECK(referencesOf(other) == std::vector{RowName{"section", R"("0190a0a0-0000-7000-8000-00000000000c")"}});
    CHECK(ownersOf({{"moon", "\"x\""}, {}, false}).empty());
}

TEST_CASE("a digest does not depend on the order and notices each change", "[core][row_digest]") {
    const SyncedRow one{{"habit", "\"a\""}, {{"color", {5, {}}, "1"}, {"name", {6, {}}, "2"}}, false};
    const SyncedRow two{{"habit", "\"b\""}, {{"name", {6, {}}, "2"}}, false};
    const SyncedRow grave{{"habit", "\"c\""}, {}, true};
    RowDigest digest;
    for (const SyncedRow& row : {one, two, grave}) digest.add(row);
    RowDigest other;
    for (const SyncedRow& row : {grave, two, one}) other.add(row);
    CHECK(digest == other);
    CHECK(digest.sums().at("habit").count == 2);
    CHECK(digest.sums().at("habit grave").count == 1);
    for (int change = 0; change < 3; ++change) {
        SyncedRow changed = one;
        if (change == 0) changed.registers[0].value = "3";
        if (change == 1) changed.registers[0].clock.stamp = 7;
        if (change == 2) changed.registers[0].clock.replica.bytes[3] = 1;
        other.remove(one);
        other.add(changed);
        CHECK_FALSE(digest == other);
        other.remove(changed);
        other.add(one);
        CHECK(digest == other);
    }
    for (const SyncedRow& row : {one, two, grave}) other.remove(row);
    CHECK(other == RowDigest{});
    other.add({{"disagreement", "\"a\""}, {{"facts", {5, {}}, "1"}}, false});
    CHECK(other == RowDigest{});
}

TEST_CASE("the hash is the one that PROTOCOL.md shows", "[core][row_digest]") {
    const SyncedRegister note{"note", {(std::int64_t{1'700'000'000'000} << 16) | 3, habitId}, "\"x\""};
    const RowName row{"habit_log", R"(["0190a0a0-0000-7000-8000-00000000000a","2026-11-21"])"};
    CHECK(hashOf(row, note) == 0x4d9f4026d403f419U);
    CHECK(hashOfGrave(row) == 0xea184d8a2e914288U);
}
