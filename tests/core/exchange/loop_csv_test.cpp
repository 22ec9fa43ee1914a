#include "core/exchange/loop_folder.h"
#include "tests/core/exchange/sources.h"

using namespace cairn::core;
using namespace cairn::support;

namespace {

const std::string newHeader = "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,"
                              "Unit,Target Type,Target Value,Archived?\n";

/// The only habit of an export with these files.
ImportedHabit onlyHabit(std::vector<SourceEntry> entries, std::size_t problems = 0) {
    ImportedData data = required(reading(archiveSource(std::move(entries))));
    CHECK(data.problems.size() == problems);
    REQUIRE(data.habits.size() == 1);
    return std::move(data.habits[0]);
}

} // namespace

TEST_CASE("an export of Loop 2.3.1 has words and notes", "[core][exchange][loop]") {
    const ImportedHabit habit = onlyHabit(
        {{"Habits.csv", newHeader + "001,\"Read, a lot\",YES_NO,Did you?,\"two\nlines\",2,3,#00897B,,,,true\n"},
         {"001 Read a lot/Checkmarks.csv",
          "Date,Value,Notes\n2015-01-25,YES_MANUAL,\n2015-01-24,NO,\"Sick, \"\"really\"\"\n"
          "bad\"\n2015-01-23,YES_AUTO,kept\n2015-01-22,SKIP,\n2015-01-21,UNKNOWN,\n"}});
    CHECK(habit.record.name == "Read, a lot");
    CHECK(habit.record.question == "Did you?");
    CHECK(habit.record.description == "two\nlines");
    CHECK(habit.record.color == "#00897B");
    CHECK(habit.archived == true);
    CHECK(habit.rules[0].record.schedule == Schedule{TimesInDays{2, 3}});
    REQUIRE(habit.logs.size() == 5);
    CHECK(habit.logs[0].record.date == day("2015-01-25"));
    CHECK(habit.logs[0].record.mark == Mark::done);
    CHECK(habit.logs[1].record.mark == Mark::missed);
    CHECK(habit.logs[1].record.note == "Sick, \"really\"\nbad");
    CHECK(habit.logs[2].record.mark == Mark::none);
    CHECK(habit.logs[2].record.note == "kept");
    CHECK(habit.logs[2].line == 5);
    CHECK(habit.logs[3].record.mark == Mark::skipped);
    CHECK(habit.logs[4].record.mark == Mark::none);
}

TEST_CASE("on a numeric habit Loop's words are thousandths that have a name", "[core][exchange][loop]") {
    const ImportedHabit habit =
        onlyHabit({{"Habits.csv", newHeader + "001,Run,NUMERICAL,,,1,7,#00897B,km,AT_MOST,2.5,false\n"},
                   {"001 Run/Checkmarks.csv", "Date,Value,Notes\n2015-01-25,12500,\n2015-01-24,NO,\n2015-01-23,SKIP,\n"
                                              "2015-01-22,UNKNOWN,\n2015-01-21,YES_MANUAL,\n"}});
    CHECK(habit.record.measure == Measure::measured);
    CHECK(habit.record.unit == "km");
    CHECK(habit.rules[0].record.target == 2.5);
    CHECK(habit.rules[0].record.bound == Bound::atMost);
    CHECK(habit.logs[0].record.amount == 12.5);
    CHECK(habit.logs[1].record.amount == 0.0);
    CHECK(habit.logs[2].record.mark == Mark::skipped);
    CHECK_FALSE(habit.logs[3].record.amount);
    CHECK(habit.logs[4].record.amount == 0.002);
}

TEST_CASE("older exports have raw codes, no header and fewer columns", "[core][exchange][loop]") {
    const ImportedHabit habit = onlyHabit(
        {{"Habits.csv", "Position,Name,Question,Description,FrequencyNumerator,FrequencyDenominator,Color\n"
                        "001,Read,Did you?,Text,1,1,#00897B\n"},
         {"001 Read/Checkmarks.csv", "2015-01-25,2\n2015-01-24,1\n2015-01-23,0\n2015-01-22,-1\n2015-01-21,3\n"}});
    CHECK_FALSE(habit.archived.has_value());
    REQUIRE(habit.logs.size() == 5);
    CHECK(habit.logs[0].record.mark == Mark::done);
    CHECK(habit.logs[1].record.mark == Mark::none);
    CHECK(habit.logs[2].record.mark == Mark::missed);
    CHECK(habit.logs[3].record.mark == Mark::none);
    CHECK(habit.logs[4].record.mark == Mark::skipped);
}

TEST_CASE("exports before 2.0 write 0 for each day without a mark, and the question as description",
          "[core][exchange][loop]") {
    const ImportedHabit habit = onlyHabit({{"Habits.csv", "Position,Name,Description,NumRepetitions,Interval,Color\n"
                                                          "001,Read,Did you?,3,7,#00897B\n"},
                                           {"001 Read/Checkmarks.csv", "2015-01-25,2\n2015-01-24,0\n"}});
    CHECK(habit.record.question == "Did you?");
    CHECK(habit.record.description.empty());
    CHECK(habit.rules[0].record.schedule == Schedule{TimesInDays{3, 7}});
    CHECK(habit.logs[0].record.mark == Mark::done);
    CHECK(habit.logs[1].record.mark == Mark::none);
}

TEST_CASE("the wide table is read only where a habit has none of its own", "[core][exchange][loop]") {
    ImportedData data = required(reading(archiveSource(
        {{"Habits.csv", newHeader + "001,Read,YES_NO,,,1,1,#00897B,,,,false\n002,Run, and walk,YES_NO\n"
                                    "003,\"Run, and walk\",YES_NO,,,1,1,#00897B,,,,false\n"},
         {"001 Read/Checkmarks.csv", "Date,Value,Notes\n2015-01-25,YES_MANUAL,mine\n"},
         {"Checkmarks.csv", "Date,Read,Run, and walk,\n2015-01-25,NO,YES_MANUAL,\n2015-01-24,NO,UNKNOWN,\n"}})));
    REQUIRE(data.habits.size() == 3);
    CHECK(data.habits[0].logs.size() == 1);
    CHECK(data.habits[0].logs[0].record.note == "mine");
    CHECK(data.habits[1].logs.empty());
    REQUIRE(data.habits[2].logs.size() == 2);
    CHECK(data.habits[2].logs[0].record.mark == Mark::done);
    CHECK(data.habits[2].logs[1].record.mark == Mark::none);
}

TEST_CASE("byte-order marks, CRLF and a folder within the archive are tolerated", "[core][exchange][loop]") {
    const ImportedHabit habit =
        onlyHabit({{"Loop/Habits.csv", "\xEF\xBB\xBF" + newHeader + "001,Read,YES_NO,,,1,1,#00897B,,,,false\r\n"},
                   {"Loop/001 Read/Checkmarks.csv", "\xEF\xBB\xBF"
                                                    "Date,Value,Notes\r\n2015-01-25,YES_MANUAL,\"a\r\nb\"\r\n"}});
    REQUIRE(habit.logs.size() == 1);
    CHECK(habit.logs[0].record.note == "a\r\nb");
    CHECK(habit.archived == false);
}

TEST_CASE("without Habits.csv the folders name the habits", "[core][exchange][loop]") {
    const ImportedHabit habit = onlyHabit({{"003 Read/Checkmarks.csv", "2015-01-25,2\n2015-01-24,45000\n"}});
    CHECK(habit.record.name == "Read");
    CHECK(habit.record.measure == Measure::measured);
    CHECK(habit.logs[1].record.amount == 45.0);
}

TEST_CASE("rows that can't be read are reported with their line", "[core][exchange][loop]") {
    ImportedData data = required(reading(
        archiveSource({{"Habits.csv", newHeader + "001,Read,YES_NO,,,0,0,#00897B,,,,false\n"},
                       {"001 Read/Checkmarks.csv", "Date,Value,Notes\n2015-02-30,YES_MANUAL,\n2015-01-24,MAYBE,\n\n\n"
                                                   "2015-01-23,NO,open\n"}})));
    CHECK(problemAt(data.problems, "FrequencyDenominator").line == 2);
    CHECK(problemAt(data.problems, "Date").line == 2);
    CHECK(problemAt(data.problems, "Value").line == 3);
    REQUIRE(data.habits[0].logs.size() == 2);
    CHECK(data.habits[0].logs[1].line == 6);
}

TEST_CASE("an export that is cut within a quote is refused whole", "[core][exchange][loop][hostile]") {
    const std::string habits = newHeader + "001,Read,YES_NO,,,1,1,#00897B,,,,false\n";
    const std::string days = "Date,Value,Notes\n2015-01-23,NO,a note\n";
    const std::string open = "2015-01-22,NO,\"open\n";
    const auto files = GENERATE_COPY(
        std::vector<SourceEntry>{{"Habits.csv", habits + "002,\"Run, a\nlo"}, {"001 Read/Checkmarks.csv", days}},
        std::vector<SourceEntry>{{"Habits.csv", habits}, {"001 Read/Checkmarks.csv", days + open}},
        std::vector<SourceEntry>{{"Habits.csv", habits}, {"Checkmarks.csv", "Date,Read,\n2015-01-22,\"YES_"}});
    CHECK(errorOf(archiveSource(files)) == ErrorCode::damagedFile);
}

TEST_CASE("a folder's name keeps letters, digits, space, dot, dash and underscore", "[core][exchange][loop]") {
    CHECK(loopFolderName("Wake up, früh! ../x_1.5-2") == "Wake up frh ..x_1.5-2");
    CHECK(loopFolderName(std::string(150, 'a')).size() == 100);
}
