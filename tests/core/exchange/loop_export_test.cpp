#include <map>

#include "core/exchange/output.h"
#include "tests/core/exchange/import_store.h"
#include "tests/support/loop_file.h"
#include "tests/support/real_data.h"

using namespace cairn::core;
using namespace cairn::support;

namespace {

/// Exports into a new folder called `name` on `today`.
ExportReport exportLoop(const ImportStore& store, const std::filesystem::path& folder, Date today = importDay) {
    std::filesystem::create_directory(folder);
    return required(exportAll(ExportFormat::loop, folder, store.reader(), {today}));
}

/// The files of a folder by their paths within it.
std::map<std::string, std::string> filesOf(const std::filesystem::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            files[entry.path().lexically_relative(folder).generic_string()] = readFile(entry.path());
    return files;
}

} // namespace

TEST_CASE("a Loop habit goes out as Loop would write it", "[core][exchange][loop]") {
    LoopFile file;
    file.habits.resize(2);
    file.habits[0].frequencyTimes = 2;
    file.habits[0].frequencyDays = 3;
    file.habits[1].id = 2;
    file.habits[1].position = 1;
    file.habits[1].uuid = "2";
    file.habits[1].name = "Run, far: fast!";
    file.habits[1].description = "two\nlines";
    file.habits[1].isNumeric = true;
    file.habits[1].isAtMost = true;
    file.habits[1].target = 12;
    file.habits[1].unit = "km";
    file.habits[1].archived = true;
    const int today = importDay.days;
    file.repetitions = {{1, loopTimestamp(today - 3), 2, ""},
                        {1, loopTimestamp(today - 1), 2, "said \"so\""},
                        {2, loopTimestamp(today - 2), 12500, ""},
                        {2, loopTimestamp(today - 1), 3, ""}};
    ImportStore store;
    store.importBytes(loopBytes(file));
    const ExportReport report = exportLoop(store, store.path("out"));
    CHECK(report.problems.empty());
    CHECK(report.habits == 2);
    CHECK(report.logs == 4);

    auto files = filesOf(store.path("out"));
    CHECK(files.size() == 7);
    CHECK(files["Habits.csv"] ==
          "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type,"
          "Target Value,Archived?\n001,Meditate,YES_NO,Did you meditate?,,2,3,#00897B,,,,false\n"
          "002,\"Run, far: fast!\",NUMERICAL,Did you meditate?,\"two\nlines\",1,1,#00897B,km,AT_MOST,12.0,true\n");
    CHECK(files["001 Meditate/Checkmarks.csv"] == "Date,Value,Notes\n2026-11-19,YES_MANUAL,\"said \"\"so\"\"\"\n"
                                                  "2026-11-18,YES_AUTO,\n2026-11-17,YES_MANUAL,\n");
    CHECK(files["002 Run far fast/Checkmarks.csv"] == "Date,Value,Notes\n2026-11-19,SKIP,\n2026-11-18,12500,\n");
    CHECK(files["Checkmarks.csv"] == "Date,Meditate,\"Run, far: fast!\",\n2026-11-20,UNKNOWN,UNKNOWN,\n"
                                     "2026-11-19,YES_MANUAL,SKIP,\n2026-11-18,YES_AUTO,12500,\n"
                                     "2026-11-17,YES_MANUAL,UNKNOWN,\n");
    CHECK(files["001 Meditate/Scores.csv"].starts_with("Date,Score\n2026-11-20,0."));

    ImportStore other;
    CHECK(other.import(store.path("out")).problems.empty());
    CHECK(other.logs("Meditate").size() == 2);
    CHECK(other.log("Run, far: fast!", importDay - 2).amount == 12.5);
}

TEST_CASE("what Loop has no place for is reported", "[core][exchange][loop]") {
    ImportStore store;
    store.importBytes(R"({"habits":[{"name":"Read","why":"wiser","start_date":"2026-01-01","direction":"quit",
        "tags":["a"],"pauses":[{"from":"2026-10-01","to":"2026-10-02"}],"reminders":[{"time":"08:00"}],
        "rules":[{"from":"2026-01-01","schedule":"daily"},{"from":"2026-06-01","schedule":"mon,fri"}],
        "logs":[{"date":"2026-06-05","state":"done","amount":3}]}],"goals":[{"name":"G","target":1}]})");
    const ExportReport report = exportLoop(store, store.path("out"));
    for (const char* field :
         {"why", "start_date", "direction", "tags", "pauses", "reminders", "schedule", "rules", "logs", "goals"})
        problemAt(report.problems, field);
    CHECK(problemAt(report.problems, "rules").line == 2);
    CHECK(readFile(store.path("out") / "Habits.csv").find(",2,7,") != std::string::npos);
}

TEST_CASE("rows in the trash are no part of a Loop export", "[core][exchange][loop]") {
    ImportStore store;
    store.importBytes(R"({"habits":[{"name":"Gone"},{"name":"Here"}]})");
    store.apply({removal(refOf(store.habit("Gone")))}, Action::remove);
    exportLoop(store, store.path("out"));
    CHECK(readFile(store.path("out") / "Habits.csv").find("Gone") == std::string::npos);
    CHECK(std::filesystem::exists(store.path("out") / "001 Here"));
}

TEST_CASE("what Loop wrote goes out byte by byte as it came", "[core][exchange][loop][real-data]") {
    struct Case {
        const char* path;
        const char* day;
    };
    const auto c =
        GENERATE(Case{"loop/csv_export", "2015-01-25"}, Case{"mhabit/loop_habits_csv_v2.3.1.zip", "2026-07-04"});
    const auto file = realData(c.path);
    if (!file) return;
    ImportStore store;
    store.import(*file, {day(c.day)});
    exportLoop(store, store.path("out"), day(c.day));
    const auto original = required(openSource(*file));
    const auto written = filesOf(store.path("out"));
    for (const SourceEntry& entry : original.entries) {
        CAPTURE(entry.path);
        REQUIRE(written.contains(entry.path));
        CHECK(written.at(entry.path) == entry.bytes);
    }
    CHECK(written.size() == original.entries.size());
}
