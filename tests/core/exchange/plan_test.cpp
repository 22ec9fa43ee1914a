#include <algorithm>

#include "tests/core/exchange/import_store.h"
#include "tests/support/builders.h"
#include "tests/support/loop_file.h"

using namespace cairn::core;
using namespace cairn::support;

namespace {

constexpr int firstLog = 20700;

LoopFile aBackup() {
    LoopFile file;
    file.habits.resize(1);
    file.habits[0].reminder = LoopReminder{};
    file.repetitions = {{1, loopTimestamp(firstLog), 2, "began"},
                        {1, loopTimestamp(firstLog + 1), 0, ""},
                        {1, loopTimestamp(firstLog + 2), 3, ""}};
    return file;
}

} // namespace

TEST_CASE("an import of a Loop backup is one change that makes everything", "[core][exchange][plan]") {
    ImportStore store;
    const ImportPlan plan = store.plan(store.write(loopBytes(aBackup()), "Loop 2026.db"));
    CHECK(plan.report.format == "loop-db");
    CHECK(plan.report.habits == 1);
    CHECK(plan.report.logs == 3);
    CHECK(plan.report.created == 6); // habit, rule, reminder, three days
    CHECK(plan.report.updated == 0);
    CHECK(plan.report.skipped == 0);
    CHECK(plan.report.problems.empty());
    CHECK(plan.edit.origin.kind == OriginKind::import);
    CHECK(plan.edit.origin.name == ActionName{Action::import, "Loop 2026.db"});
    CHECK(store.all<Habit>().empty());

    required(store.store().apply(plan.edit));
    const Habit habit = store.habit("Meditate");
    CHECK(habit.madeOn == Date{firstLog});
    CHECK_FALSE(habit.startDate);
    CHECK_FALSE(habit.archivedOn);
    REQUIRE(store.rules("Meditate").size() == 1);
    CHECK(store.rules("Meditate")[0].validFrom == Date{firstLog});
    CHECK(store.log("Meditate", Date{firstLog}).note == "began");
    CHECK(store.log("Meditate", Date{firstLog + 1}).mark == Mark::missed);
    CHECK(required(store.reader().ownedBy<Reminder>(habit.id)).size() == 1);

    required(store.store().undo());
    CHECK(store.all<Habit>().empty());
}

TEST_CASE("the same file twice changes nothing, on a later day too", "[core][exchange][plan]") {
    LoopFile file = aBackup();
    file.habits.push_back(LoopHabitRow{});
    file.habits[1].id = 2;
    file.habits[1].name = "Never done";
    file.habits[1].archived = true;
    file.habits[1].uuid = "aa";
    const int version = GENERATE(22, 25); // without and with identifiers
    file.userVersion = version;
    ImportStore store;
    store.importBytes(loopBytes(file));
    const auto number = required(store.reader().changeNumber());
    const int later = GENERATE(0, 1, 400);
    const ImportReport report = store.importBytes(loopBytes(file), {importDay + later});
    CHECK(report.created == 0);
    CHECK(report.updated == 0);
    CHECK(report.skipped == 8);
    CHECK(report.inTrash == 0);
    CHECK(required(store.reader().changeNumber()) == number);
    CHECK(store.rules("Never done").size() == 1);
    CHECK(store.habit("Never done").archivedOn == importDay);
}

TEST_CASE("a newer backup adds and updates what changed there", "[core][exchange][plan]") {
    ImportStore store;
    store.importBytes(loopBytes(aBackup()));
    LoopFile newer = aBackup();
    newer.habits[0].name = "Sit";
    newer.habits[0].frequencyDays = 7;
    newer.repetitions[1].value = 2;
    newer.repetitions.push_back({1, loopTimestamp(firstLog + 3), 2, ""});
    newer.repetitions.push_back({1, loopTimestamp(firstLog - 9), 2, ""});
    const ImportReport report = store.importBytes(loopBytes(newer));
    CHECK(report.created == 2);
    CHECK(report.updated == 3); // the habit's name, its rule, one day
    REQUIRE(store.all<Habit>().size() == 1);
    CHECK(store.habit("Sit").name == "Sit");
    CHECK(store.log("Sit", Date{firstLog + 1}).mark == Mark::done);
    REQUIRE(store.rules("Sit").size() == 1);
    CHECK(store.rules("Sit")[0].schedule == Schedule{TimesInDays{1, 7}});
    CHECK(store.logs("Sit").size() == 5);
}

TEST_CASE("what was edited here since is left, field by field", "[core][exchange][plan]") {
    ImportStore store;
    store.importBytes(loopBytes(aBackup()));
    Habit mine = store.habit("Meditate");
    Habit before = mine;
    mine.name = "My own name";
    HabitLog done{{}, mine.id, Date{firstLog + 1}, Mark::done, {}, {}, {}};
    HabitLog cleared{{}, mine.id, Date{firstLog + 2}, Mark::none, {}, {}, {}};
    store.apply({difference(before, mine), difference(store.log("Meditate", Date{firstLog + 1}), done),
                 difference(store.log("Meditate", Date{firstLog + 2}), cleared)});

    LoopFile newer = aBackup();
    newer.habits[0].name = "Sit";
    newer.habits[0].question = "Did you sit?";
    newer.repetitions[0].notes = "really began";
    newer.repetitions[1].value = 3;
    newer.repetitions[2].value = 2;
    const ImportReport report = store.importBytes(loopBytes(newer));
    CHECK(report.created == 0);
    CHECK(report.updated == 2); // the question, and the first day's note
    CHECK(report.skipped == 4); // rule, reminder, and the two days that were changed here
    CHECK(store.habit("My own name").question == "Did you sit?");
    CHECK(store.log("My own name", Date{firstLog}).note == "really began");
    CHECK(store.log("My own name", Date{firstLog + 1}).mark == Mark::done);
    CHECK(store.log("My own name", Date{firstLog + 2}).mark == Mark::none);
}

TEST_CASE("rows in the trash stay there unless the person wants them back", "[core][exchange][plan]") {
    ImportStore store;
    store.importBytes(loopBytes(aBackup()));
    store.apply({removal(refOf(store.habit("Meditate")))}, Action::remove);

    const ImportReport left = store.importBytes(loopBytes(aBackup()));
    CHECK(left.created == 0);
    CHECK(left.updated == 0);
    CHECK(left.skipped == 6);
    CHECK(left.inTrash == 6);
    CHECK(store.all<Habit>().empty());

    const ImportReport restored = store.importBytes(loopBytes(aBackup()), {importDay, TrashedRows::restore});
    CHECK(restored.inTrash == 0);
    CHECK(restored.updated == 1);
    CHECK(store.all<Habit>().size() == 1);
    CHECK(store.logs("Meditate").size() == 3);
}

TEST_CASE("of two rows for one day the first counts", "[core][exchange][plan]") {
    LoopFile file = aBackup();
    file.userVersion = 21; // before there was an index against it
    file.repetitions = {{1, loopTimestamp(firstLog), 2, ""}, {1, loopTimestamp(firstLog), 0, ""}};
    ImportStore store;
    const ImportReport report = store.importBytes(loopBytes(file));
    CHECK(report.logs == 1);
    REQUIRE(report.problems.size() == 1);
    CHECK(report.problems[0].line == 2);
    CHECK(store.log("Meditate", Date{firstLog}).mark == Mark::done);
}

TEST_CASE("without identifiers a habit is its name and its first day", "[core][exchange][plan]") {
    LoopFile file = aBackup();
    file.userVersion = 22;
    ImportStore store;
    store.importBytes(loopBytes(file));
    file.repetitions[0].timestamp = loopTimestamp(firstLog - 1);
    CHECK(store.importBytes(loopBytes(file)).created == 6);
    CHECK(store.all<Habit>().size() == 2);

    file.habits.push_back(file.habits[0]);
    file.habits[1].id = 2;
    for (int i = 0; i < 3; ++i)
        file.repetitions.push_back({2, file.repetitions[static_cast<std::size_t>(i)].timestamp, 2, ""});
    ImportStore twins;
    twins.importBytes(loopBytes(file));
    CHECK(twins.all<Habit>().size() == 2);
    CHECK(twins.importBytes(loopBytes(file)).created == 0);
}

TEST_CASE("one file imported on two computers is one set of rows", "[core][exchange][plan]") {
    ImportStore here;
    ImportStore there;
    here.importBytes(loopBytes(aBackup()));
    there.importBytes(loopBytes(aBackup()));
    CHECK(here.all<Habit>() == there.all<Habit>());
    CHECK(here.all<HabitRule>() == there.all<HabitRule>());
    CHECK(here.all<Reminder>() == there.all<Reminder>());
}

TEST_CASE("texts that are too long or broken are mended and reported", "[core][exchange][plan]") {
    LoopFile file = aBackup();
    file.habits[0].name = std::string(lineLimit - 1, 'x') + "ß";
    file.repetitions[0].notes = "bad \xC3( byte";
    ImportStore store;
    const ImportReport report = store.importBytes(loopBytes(file));
    CHECK(report.problems.size() == 2);
    const std::string name(lineLimit - 1, 'x');
    CHECK(store.log(name, Date{firstLog}).note == "bad \xEF\xBF\xBD( byte");
}

TEST_CASE("an import can be cancelled and then changes nothing", "[core][exchange][plan]") {
    ImportStore store;
    const auto file = store.write(loopBytes(aBackup()));
    const auto plan = planImport(file, store.reader(), {importDay, TrashedRows::leave, [](double) { return false; }});
    REQUIRE_FALSE(plan);
    CHECK(plan.error().code == ErrorCode::cancelled);
}

TEST_CASE("progress grows from 0 to 1", "[core][exchange][plan]") {
    ImportStore store;
    std::vector<double> shares;
    const auto file = store.write(loopBytes(aBackup()));
    required(planImport(file, store.reader(), {importDay, TrashedRows::leave, [&](double share) {
                                                   shares.push_back(share);
                                                   return true;
                                               }}));
    REQUIRE_FALSE(shares.empty());
    CHECK(std::is_sorted(shares.begin(), shares.end()));
    CHECK(shares.back() == 1.0);
}

TEST_CASE("files that are no import are refused and change nothing", "[core][exchange][plan]") {
    ImportStore store;
    CHECK(store.refusal(store.path("missing")) == ErrorCode::notFound);
    CHECK(store.refusal(store.write("")) == ErrorCode::unknownFormat);
    CHECK(store.refusal(store.write("HabitName,HabitDescription\n")) == ErrorCode::unknownFormat);
    CHECK(store.refusal(store.write("PK\x03\x04 broken")) == ErrorCode::damagedFile);
    CHECK(store.refusal(store.write(loopBytes(aBackup()).substr(0, 2048))) == ErrorCode::damagedFile);
    CHECK(store.refusal(store.write(R"({"habits":[{"name":""}]})")) == ErrorCode::damagedFile);
    std::filesystem::create_directory(store.path("empty"));
    CHECK(store.refusal(store.path("empty")) == ErrorCode::unknownFormat);
}

TEST_CASE("a database with a write-ahead log beside it is read whole and left as it is", "[core][exchange][plan]") {
    ImportStore store;
    writeLoopFile(store.path("live.db"), aBackup());
    const auto file =
        writeAheadOf(store.path("live.db"), "INSERT INTO Repetitions (habit, timestamp, value) VALUES (1, " +
                                                std::to_string(loopTimestamp(firstLog + 5)) + ", 2)");
    const std::string before = readFile(file);
    const std::string log = readFile(file.string() + "-wal");
    REQUIRE_FALSE(log.empty());
    CHECK(store.import(file).logs == 4);
    CHECK(readFile(file) == before);
    CHECK(readFile(file.string() + "-wal") == log);
}

TEST_CASE("a row that contradicts what a person wrote since is reported and left", "[core][exchange][plan]") {
    ImportStore store;
    const std::string id = R"("id":"01890000-0000-7000-8000-000000000001","name":"Read")";
    store.importBytes(R"({"habits":[{)" + id + R"(,"rules":[{"from":"2024-01-01","schedule":"daily"}]}]})");
    Habit mine = store.habit("Read");
    const Habit before = mine;
    mine.startDate = day("2024-05-01");
    store.apply({difference(before, mine)});
    for (int again = 0; again < 2; ++again) {
        const ImportReport report = store.importBytes(R"({"habits":[{)" + id + R"(,"end_date":"2024-04-01",
            "rules":[{"from":"2024-01-01","schedule":"daily"}]}]})");
        CHECK(report.updated == 0);
        CHECK(report.skipped == 2);
        CHECK(problemAt(report.problems, "habit").message == "end_date is before start_date");
        CHECK_FALSE(store.habit("Read").endDate);
    }
}

TEST_CASE("a table chosen inside of an export means the whole export", "[core][exchange]") {
    const std::string table = GENERATE("Habits.csv", "Checkmarks.csv", "Scores.csv", "001 Read/Checkmarks.csv");
    ImportStore store;
    store.write(
        "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type,"
        "Target Value,Archived?\n001,Read,YES_NO,,,1,1,#00897B,,,,false\n",
        "export/Habits.csv");
    store.write("Date,Value,Notes\n2015-01-23,YES_MANUAL,a note\n", "export/001 Read/Checkmarks.csv");
    store.write("Date,Read,\n2015-01-23,YES_MANUAL,\n", "export/Checkmarks.csv");
    store.write("Date,Read,\n2015-01-23,0.05,\n", "export/Scores.csv");
    store.write("not of the export", "export/001 Read/deeper/Habits.csv");
    const ImportReport report = store.import(store.path("export/" + table));
    CHECK(report.format == "loop-csv");
    CHECK(report.problems.empty());
    CHECK(store.log("Read", day("2015-01-23")).note == "a note");
}

TEST_CASE("a table of an archive chosen inside of its folder means the whole archive", "[core][exchange]") {
    const std::string table = GENERATE("habits.csv", "cairn.csv");
    ImportStore one;
    one.apply({creation(aHabit("Read"))}, Action::create);
    const auto folder = one.path("archive");
    std::filesystem::create_directories(folder);
    required(exportAll(ExportFormat::csv, folder, one.reader(), {importDay}));
    ImportStore other;
    CHECK(other.import(folder / table).format == "cairn-csv");
    CHECK(other.all<Habit>().size() == 1);
}

TEST_CASE("what Loop's tables hold of names and colors is mended", "[core][exchange]") {
    ImportStore store;
    store.write(
        "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type,"
        "Target Value,Archived?\n001,\"two\nlines\",YES_NO,,,1,1,red,,,,false\n",
        "export/Habits.csv");
    const ImportReport report = store.import(store.path("export"));
    CHECK(store.habit("two lines").color.empty());
    CHECK(problemAt(report.problems, "name").message == "was brought into one line");
    CHECK(problemAt(report.problems, "color").message == "was no #RRGGBB and was left out");
}
