#include <algorithm>

#include "core/exchange/loop_facts.h"
#include "tests/core/exchange/sources.h"
#include "tests/support/loop_file.h"

using namespace cairn::core;
using namespace cairn::support;

namespace {

ImportedData readingLoop(const LoopFile& file) {
    return required(reading(fileSource(loopBytes(file))));
}

LoopFile twoHabits(int version) {
    LoopFile file;
    file.userVersion = version;
    LoopHabitRow second;
    second.id = 7;
    second.name = "Run";
    second.question = "Did you run?";
    second.position = 1;
    second.frequencyTimes = 3;
    second.frequencyDays = 7;
    second.reminder = LoopReminder{17, 5, 0b0000101}; // Saturday and Monday
    second.uuid = "ffffffffffffffffffffffffffffffff";
    second.isTeal = false;
    file.habits = {second, LoopHabitRow{}};
    file.repetitions = {{1, loopTimestamp(20000), 2, ""}, {7, loopTimestamp(20001), 2, "far"}};
    return file;
}

} // namespace

TEST_CASE("a Loop database of every version gives the same habits and days", "[core][exchange][loop]") {
    const int version = GENERATE(range(8, 26));
    CAPTURE(version);
    const ImportedData data = readingLoop(twoHabits(version));

    CHECK(data.format == "loop-db");
    CHECK(data.problems.empty());
    REQUIRE(data.habits.size() == 2);
    const ImportedHabit& first = data.habits[0];
    CHECK(first.record.name == "Meditate");
    CHECK(first.record.question == "Did you meditate?");
    CHECK(first.record.description.empty());
    CHECK(first.record.color == "#00897B");
    CHECK(first.record.source == "loop");
    CHECK(first.record.measure == Measure::yesNo);
    CHECK(first.archived == false);
    CHECK(first.reminders.empty());
    REQUIRE(first.rules.size() == 1);
    CHECK(first.rules[0].record.schedule == Schedule{TimesInDays{1, 1}});
    REQUIRE(first.logs.size() == 1);
    CHECK(first.logs[0].record.date == Date{20000});
    CHECK(first.logs[0].record.mark == Mark::done);

    const ImportedHabit& second = data.habits[1];
    CHECK(second.record.color == "#D32F2F");
    CHECK(second.rules[0].record.schedule == Schedule{TimesInDays{3, 7}});
    CHECK(second.logs[0].record.note == (version >= 25 ? "far" : ""));
    REQUIRE(second.reminders.size() == 1);
    CHECK(second.reminders[0].record.time.minutes == 17 * 60 + 5);
    CHECK(second.reminders[0].record.days == (version >= 11 ? Weekdays{0b0100001} : allWeekdays));
    CHECK(first.key == (version >= 24 ? "0123456789abcdef0123456789abcdef" : ""));
}

TEST_CASE("what a value of Loop's means", "[core][exchange][loop]") {
    struct Case {
        bool isNumeric;
        int value;
        Mark mark;
        std::optional<double> amount;
        bool isKnown;
    };
    const auto c = GENERATE(Case{false, 2, Mark::done, {}, true}, Case{false, 0, Mark::missed, {}, true},
                            Case{false, 3, Mark::skipped, {}, true}, Case{false, 1, Mark::none, {}, true},
                            Case{false, -1, Mark::none, {}, true}, Case{false, 500, Mark::none, {}, false},
                            Case{true, 12500, Mark::none, 12.5, true}, Case{true, 0, Mark::none, 0.0, true},
                            Case{true, 3, Mark::skipped, {}, true}, Case{true, -1, Mark::none, {}, true},
                            Case{true, 2, Mark::none, 0.002, true}, Case{true, -7, Mark::none, {}, false});
    CAPTURE(c.isNumeric, c.value);
    LoopFile file;
    file.habits.resize(1);
    file.habits[0].isNumeric = c.isNumeric;
    file.repetitions = {{1, loopTimestamp(20000), c.value, "a note"}};
    const ImportedData data = readingLoop(file);
    REQUIRE(data.habits[0].logs.size() == 1);
    const HabitLog& log = data.habits[0].logs[0].record;
    CHECK(log.mark == c.mark);
    CHECK(log.amount == c.amount);
    CHECK(log.note == "a note");
    CHECK(data.problems.empty() == c.isKnown);
}

TEST_CASE("a numeric habit of Loop's is measured, with target, bound and unit", "[core][exchange][loop]") {
    LoopFile file;
    file.habits.resize(1);
    file.habits[0].isNumeric = true;
    file.habits[0].isAtMost = true;
    file.habits[0].target = 2.5;
    file.habits[0].unit = "cups";
    file.habits[0].frequencyDays = 30;
    const ImportedData data = readingLoop(file);
    CHECK(data.habits[0].record.measure == Measure::measured);
    CHECK(data.habits[0].record.unit == "cups");
    CHECK(data.habits[0].rules[0].record.target == 2.5);
    CHECK(data.habits[0].rules[0].record.bound == Bound::atMost);
    CHECK(data.habits[0].rules[0].record.schedule == Schedule{TimesInDays{1, 30}});
}

TEST_CASE("the bits of a reminder's days begin with Saturday", "[core][exchange][loop]") {
    CHECK(loopWeekdays(1) == Weekdays{1U << 5});
    CHECK(loopWeekdays(2) == Weekdays{1U << 6});
    CHECK(loopWeekdays(4) == Weekdays{1U << 0});
    CHECK(loopWeekdays(64) == Weekdays{1U << 4});
    CHECK(loopWeekdays(127) == allWeekdays);
}

TEST_CASE("a frequency of Loop's is a rolling schedule, and every day where it asks as often",
          "[core][exchange][loop]") {
    CHECK(loopSchedule(1, 1) == Schedule{TimesInDays{1, 1}});
    CHECK(loopSchedule(7, 7) == Schedule{TimesInDays{1, 1}});
    CHECK(loopSchedule(9, 7) == Schedule{TimesInDays{1, 1}});
    CHECK(loopSchedule(3, 30) == Schedule{TimesInDays{3, 30}});
    CHECK_FALSE(loopSchedule(0, 7));
    CHECK_FALSE(loopSchedule(1, 0));
    CHECK_FALSE(loopSchedule(1, 40000));
}

TEST_CASE("colors of every palette come to the present one", "[core][exchange][loop]") {
    CHECK(loopColor(-415707, 12) == "#F9A825");
    CHECK(loopColor(-1, 13) == "#D32F2F");
    CHECK(loopColor(2, 14) == "#F9A825");
    CHECK(loopColor(12, 20) == "#AAAAAA");
    CHECK(loopColor(13, 20) == "#D32F2F");
    CHECK(loopColor(2, 21) == "#F57C00");
    CHECK(loopColor(19, 25) == "#AAAAAA");
    CHECK(loopColor(20, 25) == "#D32F2F");
    CHECK(loopColor(-3, 25) == "#D32F2F");
}

TEST_CASE("rows that belong to no habit are dropped and reported", "[core][exchange][loop]") {
    LoopFile file = twoHabits(21);
    file.repetitions.push_back({99, loopTimestamp(20002), 2, ""});
    const ImportedData data = readingLoop(file);
    REQUIRE(data.problems.size() == 1);
    CHECK(data.problems[0].line == 3);
    CHECK(data.problems[0].field == "habit");
}

TEST_CASE("times that are not at midnight are floored, those out of all reason dropped", "[core][exchange][loop]") {
    LoopFile file = twoHabits(25);
    file.repetitions = {{1, loopTimestamp(20000) + 5000, 2, ""},
                        {1, loopTimestamp(-3), 2, ""},
                        {1, loopTimestamp(-5) + 1, 2, ""},
                        {1, std::numeric_limits<std::int64_t>::max(), 2, ""},
                        {1, std::numeric_limits<std::int64_t>::min() + 1, 2, ""}};
    const ImportedData data = readingLoop(file);
    const auto& logs = data.habits[0].logs;
    REQUIRE(logs.size() == 3);
    CHECK(logs[0].record.date == Date{20000});
    CHECK(logs[1].record.date == Date{-3});
    CHECK(logs[2].record.date == Date{-5});
    CHECK(data.problems.size() == 4);
}

TEST_CASE("Loop's order and its archive are taken over", "[core][exchange][loop]") {
    LoopFile file = twoHabits(25);
    file.habits[0].position = 0;
    file.habits[1].position = 5;
    file.habits[1].archived = true;
    const ImportedData data = readingLoop(file);
    CHECK(data.habits[0].record.name == "Run");
    CHECK(data.habits[0].record.position < data.habits[1].record.position);
    CHECK(data.habits[1].archived == true);
}

TEST_CASE("databases that are not Loop's, or newer, are refused by name", "[core][exchange][loop]") {
    LoopFile file = twoHabits(26);
    CHECK(errorOf(fileSource(loopBytes(file))) == ErrorCode::newerFile);
    file.userVersion = 25;
    file.statements = {"DROP TABLE Repetitions"};
    CHECK(errorOf(fileSource(loopBytes(file))) == ErrorCode::unknownFormat);
    file.statements = {"DROP TABLE Repetitions", "CREATE TABLE tracks(x)", "CREATE TABLE ticks(x)"};
    const auto tickmate = reading(fileSource(loopBytes(file)));
    CHECK(tickmate.error().detail == "a database of Tickmate");
    CHECK(errorOf(fileSource("")) == ErrorCode::unknownFormat);
    CHECK(errorOf(fileSource("SQLite format 3")) == ErrorCode::unknownFormat);
    CHECK(errorOf(fileSource(std::string("SQLite format 3\0 and no more", 28))) == ErrorCode::damagedFile);
}

TEST_CASE("a database cut anywhere is refused as damaged", "[core][exchange][loop][hostile]") {
    LoopFile file = twoHabits(25);
    for (int i = 0; i < 300; ++i) file.repetitions.push_back({1, loopTimestamp(10000 + i), 2, "a note"});
    const std::string whole = loopBytes(file);
    REQUIRE(reading(fileSource(whole)));
    std::size_t cuts = 0;
    for (std::size_t length = 0; length < whole.size(); length += 512) {
        CAPTURE(length);
        const auto data = reading(fileSource(whole.substr(0, length)));
        REQUIRE_FALSE(data);
        CHECK(data.error().code == (length == 0 ? ErrorCode::unknownFormat : ErrorCode::damagedFile));
        ++cuts;
    }
    CHECK(cuts > 20);
}

TEST_CASE("flipped bits never crash, and never make a day that can't be", "[core][exchange][loop][hostile]") {
    LoopFile file = twoHabits(25);
    for (int i = 0; i < 300; ++i) file.repetitions.push_back({1, loopTimestamp(10000 + i), 2, "a note"});
    const std::string whole = loopBytes(file);
    Random random(7);
    int refused = 0;
    for (int round = 0; round < 400; ++round) {
        std::string bytes = whole;
        for (int flips = 0; flips < 1 + round % 4; ++flips)
            bytes[random.below(bytes.size())] ^= static_cast<char>(1U << random.below(8));
        const auto data = reading(fileSource(bytes));
        if (!data) {
            ++refused;
            continue;
        }
        for (const ImportedHabit& habit : data->habits)
            for (const auto& log : habit.logs) {
                REQUIRE(log.record.date >= earliestUse - 1);
                REQUIRE(log.record.date <= latestUse);
            }
    }
    CHECK(refused > 0);
    CHECK(refused < 400);
}

TEST_CASE("a hostile schema does nothing", "[core][exchange][loop][hostile]") {
    LoopFile file = twoHabits(25);
    SECTION("a view in the place of a table") {
        file.statements = {"DROP TABLE Repetitions",
                           "CREATE VIEW Repetitions AS WITH RECURSIVE r(habit, timestamp) AS "
                           "(SELECT 1, 0 UNION ALL SELECT 1, timestamp + 1 FROM r) SELECT * FROM r"};
        CHECK(errorOf(fileSource(loopBytes(file))) == ErrorCode::unknownFormat);
    }
    SECTION("triggers") {
        file.statements = {"CREATE TRIGGER t AFTER INSERT ON Habits BEGIN DELETE FROM Habits; END"};
        CHECK(readingLoop(file).habits.size() == 2);
    }
    SECTION("a column that is computed") {
        file.statements = {"ALTER TABLE Habits ADD COLUMN extra AS (hex(zeroblob(900000000)))"};
        const auto data = reading(fileSource(loopBytes(file)));
        CHECK((data || data.error().code == ErrorCode::damagedFile || data.error().code == ErrorCode::unknownFormat));
    }
    SECTION("a value beyond all limits") {
        file.statements = {"UPDATE Habits SET name = replace(hex(zeroblob(4000000)), '00', 'xx')"};
        CHECK(errorOf(fileSource(loopBytes(file))) == ErrorCode::damagedFile);
    }
    SECTION("values of other types than the columns'") {
        file.statements = {"UPDATE Habits SET archived = 'yes', color = 'red', freq_num = x'00', reminder_hour = 'x'",
                           "UPDATE Repetitions SET value = 'much', timestamp = 'now'"};
        const ImportedData data = readingLoop(file);
        CHECK(data.habits.size() == 2);
        CHECK_FALSE(data.problems.empty());
    }
}
