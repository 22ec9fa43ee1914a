#include "tests/core/exchange/import_store.h"

using namespace cairn::core;
using namespace cairn::support;

TEST_CASE("a hand-written file needs no more than names and rules", "[core][exchange][json]") {
    ImportStore store;
    const ImportReport report = store.importBytes(R"({"habits":[
        {"name":"Read","rules":[{"from":"2026-11-02","schedule":"mon,wed,fri"}],
         "logs":[{"date":"2026-11-04","state":"done"},{"date":"2026-11-02","state":"skipped","note":"ill"},
                 {"date":"2026-11-06","state":"missed","amount":null},{"date":"2026-11-09","state":null,"note":"so"},
                 {"date":"2026-11-10","state":null,"amount":null,"note":""}]},
        {"name":"Run","rules":[{"schedule":"3/week","target":5,"at_most":true}],"logs":[{"date":"2026-11-03","amount":4.5}]},
        {"name":"Nothing"}]})");
    CHECK(report.problems.empty());
    CHECK(report.habits == 3);
    CHECK(report.logs == 5);
    CHECK(report.format == "cairn-json");
    const Habit read = store.habit("Read");
    CHECK(read.madeOn == day("2026-11-02"));
    CHECK_FALSE(read.startDate);
    CHECK(read.source.empty());
    CHECK(read.measure == Measure::yesNo);
    REQUIRE(store.rules("Read").size() == 1);
    CHECK(store.rules("Read")[0].schedule == Schedule{OnWeekdays{{0b0010101}}});
    CHECK(store.log("Read", day("2026-11-02")).mark == Mark::skipped);
    CHECK(store.log("Read", day("2026-11-06")).mark == Mark::missed);
    CHECK(store.log("Read", day("2026-11-09")).note == "so");

    CHECK(store.habit("Run").measure == Measure::measured);
    CHECK(store.rules("Run")[0].bound == Bound::atMost);
    CHECK(store.rules("Run")[0].validFrom == day("2026-11-03"));
    CHECK(store.log("Run", day("2026-11-03")).amount == 4.5);
    CHECK(store.log("Run", day("2026-11-03")).mark == Mark::none);

    CHECK(store.habit("Nothing").madeOn == importDay);
    CHECK(store.rules("Nothing")[0].schedule == Schedule{Daily{}});
    CHECK(store.importBytes(R"({"habits":[{"name":"Nothing"}]})").created == 0);
}

TEST_CASE("identifiers of a file are kept, other keys stand for themselves", "[core][exchange][json]") {
    ImportStore store;
    const std::string file = R"({"habits":[
        {"id":"018f3c2e-0000-7000-8000-000000000001","name":"A"},{"id":"h2","name":"B"},{"id":3,"name":"C"},
        {"name":"D"},{"name":"D"}],
        "goals":[{"name":"G","target":10,"links":[{"habit":"018f3c2e-0000-7000-8000-000000000001","weight":2},
                                                    {"habit":"h2"},{"habit":"C"},{"habit":"nobody"}]}]})";
    const ImportReport report = store.importBytes(file);
    CHECK(formatUuid(store.habit("A").id) == "018f3c2e-0000-7000-8000-000000000001");
    CHECK(store.all<Habit>().size() == 5);
    CHECK(store.all<GoalLink>().size() == 3);
    REQUIRE(report.problems.size() == 1);
    CHECK(report.problems[0].field == "habit");
    CHECK(report.problems[0].line == 5);
    const ImportReport again = store.importBytes(file);
    CHECK(again.created == 0);
    CHECK(again.updated == 0);
}

TEST_CASE("all that belongs to a habit or a goal is read", "[core][exchange][json]") {
    ImportStore store;
    const ImportReport report = store.importBytes(R"({"format":"cairn","version":1,
        "settings":[{"key":"first-weekday","value":"sun"}],
        "sections":[{"id":"s","name":"Morning","position":2}],
        "tags":[{"key":"health","name":"Health!","color":"#112233"}],
        "pauses":[{"from":"2026-08-01","to":"2026-08-14"}],
        "habits":[{"id":"x","name":"Walk","question":"Did you?","description":"Text","section":"s","archived":true,
          "priority":"high","category":"qualit_of_life","tags":["Health","outside"],
          "reminders":[{"time":"08:30","days":["mon","sun"]}],
          "pauses":[{"from":"2026-09-01","to":null}],
          "dismissals":[{"suggestion":"raise","dismissed_on":"2026-10-01"}]}],
        "goals":[{"name":"Far","target":550,"unit":"km","start_date":"2026-09-01","target_date":"2027-02-21",
          "entries":[{"date":"2026-09-03","amount":-4,"note":"back"}],
          "milestones":[{"title":"Half","completed_at":"2026-10-01T08:00:00.000Z"}]}]})");
    REQUIRE(report.problems.size() == 1);
    CHECK(report.problems[0].field == "category");
    CHECK(report.problems[0].line == 6);
    const Habit walk = store.habit("Walk");
    CHECK(walk.section == store.all<Section>().at(0).id);
    CHECK(walk.archivedOn == importDay);
    CHECK(walk.priority == Priority::high);
    CHECK(store.all<Tag>().size() == 2);
    CHECK(store.all<HabitTag>().size() == 2);
    const auto reminders = store.all<Reminder>();
    REQUIRE(reminders.size() == 1);
    CHECK(reminders[0].time.minutes == 8 * 60 + 30);
    CHECK(formatWeekdays(reminders[0].days) == "mon,sun");
    CHECK(store.all<Pause>().size() == 2);
    CHECK(store.all<Dismissal>().size() == 1);
    CHECK(store.all<GoalEntry>().at(0).amount == -4);
    CHECK(store.all<Milestone>().at(0).completedAt.has_value());
    CHECK(required(store.reader().profile()).firstWeekday == Weekday::sunday);
}

TEST_CASE("what is wrong is reported by line and field, and the rest is taken", "[core][exchange][json]") {
    struct Case {
        std::string row;
        std::string field;
    };
    const auto c = GENERATE(
        Case{R"("logs":[{"date":"2026-02-30","state":"done"}])", "date"}, Case{R"("logs":[{"state":"done"}])", "date"},
        Case{R"("logs":[{"date":"2026-02-03","state":"maybe"}])", "state"},
        Case{R"("logs":[{"date":"2026-02-03","amount":-1}])", "amount"},
        Case{R"("logs":[{"date":"2026-02-03","amount":"5"}])", "amount"},
        Case{R"("logs":[{"date":"1812-02-03","state":"done"}])", "date"},
        Case{R"("logs":[{"date":"2026-02-03","state":"done"},{"date":"2026-02-03","state":"missed"}])", "date"},
        Case{R"("logs":7)", "logs"}, Case{R"("rules":[{"schedule":"8/week"}])", "schedule"},
        Case{R"("rules":[{"schedule":"daily","at_most":true}])", "at_most"},
        Case{R"("rules":[{"schedule":"daily","from":"soon"}])", "from"},
        Case{R"("reminders":[{"time":"25:00"}])", "time"}, Case{R"("reminders":[{"days":["mon"]}])", "time"},
        Case{R"("reminders":[{"time":"08:00","days":["day"]}])", "days"}, Case{R"("tags":[5])", "tags"},
        Case{R"("pauses":[{"from":"2026-02-03","to":"2026-02-01"}])", "pause"},
        Case{R"("section":"nowhere")", "section"}, Case{R"("color":"#12345678")", "color"},
        Case{R"("unheard_of":1)", "habit"}, Case{R"("direction":3)", "direction"});
    CAPTURE(c.row);
    ImportStore store;
    const ImportReport report = store.importBytes("{\"habits\":[\n{\"name\":\"Read\",\n" + c.row + "}]}");
    REQUIRE(report.problems.size() == 1);
    CHECK(report.problems[0].field == c.field);
    CHECK(report.problems[0].line >= 2);
    CHECK(report.problems[0].line <= 3);
    CHECK_FALSE(report.problems[0].message.empty());
    CHECK(store.all<Habit>().size() == 1);
}

TEST_CASE("a habit or goal that can't be is left out with all that belongs to it", "[core][exchange][json]") {
    ImportStore store;
    const ImportReport report =
        store.importBytes(R"({"habits":[{"name":"","logs":[{"date":"2026-01-01","state":"done"}]},
        {"logs":[{"date":"2026-01-01","state":"done"}]},{"name":5},{"name":"Good"},
        {"name":"Backwards","start_date":"2026-02-01","end_date":"2026-01-01","logs":[{"date":"2026-01-01","state":"done"}]}],
        "goals":[{"name":"Zero","target":0,"entries":[{"date":"2026-01-01","amount":1}]}]})");
    CHECK(report.habits == 1);
    CHECK(report.goals == 0);
    CHECK(report.logs == 0);
    CHECK(report.problems.size() == 5);
}

TEST_CASE("a name of several lines is brought into one, and a color that is none is left out",
          "[core][exchange][json]") {
    ImportStore store;
    const auto report = store.importBytes(
        R"({"cairn":1,"habits":[{"name":"two\nlines","color":"zzz","rules":[{"from":"2026-11-01","schedule":"daily"}]}]})");
    CHECK(store.habit("two lines").color.empty());
    CHECK(problemAt(report.problems, "name").message == "was brought into one line");
    CHECK(problemAt(report.problems, "color").message == "is no #RRGGBB");
}

TEST_CASE("JSON of others, newer, cut or hostile is refused", "[core][exchange][json][hostile]") {
    CHECK(errorOf(fileSource("{}")) == ErrorCode::unknownFormat);
    CHECK(errorOf(fileSource("[]")) == ErrorCode::unknownFormat);
    CHECK(errorOf(fileSource(R"({"tasks":[]})")) == ErrorCode::unknownFormat);
    CHECK(errorOf(fileSource(R"({"habits":[{"name":"x","create_t":5}]})")) == ErrorCode::unknownFormat);
    CHECK(errorOf(fileSource(R"({"format":"other","habits":[]})")) == ErrorCode::unknownFormat);
    CHECK(errorOf(fileSource(R"({"format":"cairn","version":2,"habits":[]})")) == ErrorCode::newerFile);
    CHECK(errorOf(fileSource(R"({"habits":[{"name":"x"})")) == ErrorCode::damagedFile);
    CHECK(errorOf(fileSource("{\"habits\":[{\"name\":\"\xFF\"}]}")) == ErrorCode::damagedFile);
    CHECK(errorOf(fileSource("{\"habits\":" + std::string(100'000, '['))) == ErrorCode::damagedFile);
    std::string deep = "{\"habits\":";
    for (int i = 0; i < 50'000; ++i) deep += "{\"a\":";
    CHECK(errorOf(fileSource(deep)) == ErrorCode::damagedFile);
    const auto cut = reading(fileSource("{\n\"habits\":[\n{\"name\": \"x\",,}]}"));
    CHECK(cut.error().detail == "line 3 is no JSON");
}

TEST_CASE("an archive cut anywhere is refused or whole", "[core][exchange][json][hostile]") {
    const std::string whole = R"({"habits":[{"name":"A","logs":[{"date":"2026-01-01","state":"done"}]}],"goals":[]})";
    REQUIRE(reading(fileSource(whole)));
    for (std::size_t length = 0; length < whole.size(); ++length) {
        CAPTURE(length);
        CHECK_FALSE(reading(fileSource(whole.substr(0, length))));
    }
}

TEST_CASE("a setting of one device, or with a value that can't be, is left out", "[core][exchange][json]") {
    ImportStore store;
    const ImportReport report = store.importBytes(
        R"({"settings":[{"key":"theme","value":"dark"},{"key":"day-begin","value":"25"},{"key":"unheard","value":"x"}]})");
    CHECK(report.created == 1);
    CHECK(report.problems.size() == 2);
}
