#include "tests/end_to_end/command_line.h"

#include <algorithm>
#include <fstream>

#include "tests/support/catch.h"

using cairn::test::CommandLine;
using nlohmann::json;

TEST_CASE("a habit is made, logged and counted", "[cli]") {
    CommandLine cairn;
    REQUIRE(cairn.run("habit add Read --schedule daily --target 30 --unit pages --today 2026-11-01").exitCode == 0);
    REQUIRE(cairn.run("log Read 35 --date 2026-11-01").exitCode == 0);
    REQUIRE(cairn.run("log read 20 --date 2026-11-02 --note 'too tired'").exitCode == 0);
    const json stats = cairn.json("stats Read --today 2026-11-02").at("habits").at(0);
    CHECK(stats.at("name") == "Read");
    CHECK(stats.at("schedule") == "daily");
    CHECK(stats.at("due_today") == true);
    CHECK(stats.at("streak") ==
          json{{"current", 1}, {"longest", 1}, {"unit", "days"}, {"from", "2026-11-01"}, {"to", "2026-11-01"}});
    CHECK(stats.at("consistency") == 100.0);
    CHECK(stats.at("consecutive_misses") == 0);
    CHECK(stats.at("at_risk") == false);
    CHECK(stats.at("done_total") == 1);
    CHECK(stats.at("last_done") == "2026-11-01");
    const json days = cairn.json("heatmap Read --from 2026-11-01 --to 2026-11-02 --today 2026-11-02").at("days");
    CHECK(days.at(0) == json{{"date", "2026-11-01"}, {"state", "done"}, {"level", 4}, {"amount", 35.0}});
    CHECK(days.at(1) == json{{"date", "2026-11-02"}, {"state", "partial"}, {"level", 2}, {"amount", 20.0}});
}

TEST_CASE("the common options stand before or after the command", "[cli]") {
    CommandLine cairn;
    REQUIRE(cairn.run("--today 2026-11-01 --json habit add Read").exitCode == 0);
    REQUIRE(cairn.run("log Read --today 2026-11-01 --json").exitCode == 0);
    CHECK(cairn.json("--today 2026-11-01 stats").at("habits").at(0).at("streak").at("current") == 1);
    CHECK(json::parse(cairn.run("stats --today 2026-11-01 --json").output) == cairn.json("--today 2026-11-01 stats"));
}

TEST_CASE("what is refused exits with 1 and one sentence, wrong usage with 2", "[cli]") {
    CommandLine cairn;
    REQUIRE(cairn.run("habit add Read").exitCode == 0);
    const auto refused =
        GENERATE("habit add X --schedule 9/week", "habit add X --at-most", "log Nobody", "log Read 5",
                 "undo --today 2026-11-01 && false", "redo", "import /nowhere", "settings first-weekday someday",
                 "settings colour red", "goal add G --target 0", "habit edit Read --name ''", "habit restore Read",
                 "habit add X --start 2026-11-05 --end 2026-11-01", "log Read --date 1800-01-01");
    const auto result = cairn.run(refused);
    INFO(refused << ": " << result.errors);
    CHECK(result.exitCode == 1);
    if (std::string(refused).find("&&") != std::string::npos) return;
    CHECK(std::count(result.errors.begin(), result.errors.end(), '\n') == 1);
    CHECK(result.output.empty());
}

TEST_CASE("wrong usage exits with 2", "[cli]") {
    CommandLine cairn;
    const auto wrong = GENERATE("", "nothing", "habit", "log", "log Read banana", "stats --today yesterday",
                                "heatmap Read --from 2026-02-30", "habit add", "demo --habits many", "stats --colour",
                                "export --format pdf x");
    CHECK(cairn.run(wrong).exitCode == 2);
    CHECK(cairn.run("--help").exitCode == 0);
}

TEST_CASE("marks, amounts and notes follow each other as people expect", "[cli]") {
    CommandLine cairn;
    cairn.run("habit add Run --target 5 --unit km --today 2026-11-01");
    const auto day = [&] {
        return cairn.json("heatmap Run --from 2026-11-01 --to 2026-11-01 --today 2026-11-01").at("days").at(0);
    };
    const std::string on = " --date 2026-11-01";
    cairn.run("log Run" + on);
    CHECK(day().at("state") == "done");
    cairn.run("log Run 2.5" + on);
    CHECK(day().at("state") == "partial");
    cairn.run("log Run skip" + on);
    CHECK(day().at("state") == "skipped");
    CHECK(day().at("amount").is_null());
    cairn.run("log Run miss" + on);
    CHECK(day().at("state") == "missed");
    cairn.run("log Run clear" + on);
    CHECK(day().at("state") == "none");
}

TEST_CASE("undo and redo go back and forth over runs", "[cli]") {
    CommandLine cairn;
    cairn.run("habit add Read --today 2026-11-01");
    cairn.run("log Read --date 2026-11-01");
    const auto done = [&] { return cairn.json("stats --today 2026-11-01").at("habits").at(0).at("done_total"); };
    CHECK(done() == 1);
    CHECK(cairn.run("undo").exitCode == 0);
    CHECK(done() == 0);
    CHECK(cairn.run("redo").exitCode == 0);
    CHECK(done() == 1);
    CHECK(cairn.run("undo").exitCode == 0);
    CHECK(cairn.run("undo").exitCode == 0);
    CHECK(cairn.json("stats").at("habits").empty());
}

TEST_CASE("a rule from a day on leaves the past alone", "[cli]") {
    CommandLine cairn;
    cairn.run("habit add Read --today 2026-11-02");
    CHECK(cairn.run("habit edit Read --schedule 3/week --from 2026-11-16 --today 2026-11-10").exitCode == 0);
    CHECK(cairn.json("stats --today 2026-11-15").at("habits").at(0).at("schedule") == "daily");
    CHECK(cairn.json("stats --today 2026-11-16").at("habits").at(0).at("schedule") == "3/week");
}

TEST_CASE("paused, archived and restored habits owe nothing meanwhile", "[cli]") {
    CommandLine cairn;
    cairn.run("habit add Read --today 2026-11-02");
    CHECK(cairn.run("habit pause Read --from 2026-11-03").exitCode == 0);
    CHECK(cairn.json("today --today 2026-11-04").at("habits").empty());
    CHECK(cairn.run("habit pause Read --from 2026-11-03 --to 2026-11-05").exitCode == 0);
    CHECK(cairn.json("today --today 2026-11-06").at("habits").size() == 1);
    CHECK(cairn.run("habit archive Read --today 2026-11-07").exitCode == 0);
    CHECK(cairn.json("today --today 2026-11-08").at("habits").empty());
    CHECK(cairn.json("stats --today 2026-11-08").at("habits").size() == 1);
    CHECK(cairn.run("habit restore Read --today 2026-11-09").exitCode == 0);
    CHECK(cairn.json("today --today 2026-11-09").at("habits").size() == 1);
    CHECK(
        cairn.json("heatmap Read --from 2026-11-08 --to 2026-11-08 --today 2026-11-09").at("days").at(0).at("state") ==
        "not_required");
}

TEST_CASE("a goal is fed by habits and by hand", "[cli]") {
    CommandLine cairn;
    cairn.run("habit add Run --target 5 --unit km --today 2026-09-01");
    REQUIRE(cairn.run("goal add 'Half marathon' --target 550 --unit km --start 2026-09-01 --by 2027-02-21").exitCode ==
            0);
    REQUIRE(cairn.run("goal link 'half marathon' run --weight 2").exitCode == 0);
    REQUIRE(cairn.run("log Run 6 --date 2026-09-02").exitCode == 0);
    REQUIRE(cairn.run("goal entry 'Half marathon' 310 --date 2026-09-03 --note 'by hand'").exitCode == 0);
    REQUIRE(cairn.run("goal entry 'Half marathon' -10 --date 2026-09-03").exitCode == 0);
    const json goal = cairn.json("goal show 'Half marathon' --today 2026-11-20");
    CHECK(goal.at("value") == 312.0);
    CHECK(goal.at("percent").get<double>() == Approx(312.0 / 550));
    CHECK(goal.at("expected").get<double>() == Approx(254.3).margin(0.05));
    CHECK(goal.at("state") == "ahead");
    REQUIRE(cairn.run("milestone add 'Half marathon' 'Ten kilometres' --by 2026-10-31").exitCode == 0);
    REQUIRE(cairn.run("milestone done 'Half marathon' 'ten kilometres'").exitCode == 0);
    CHECK(cairn.json("goal show 'Half marathon'").at("milestones").at(0).at("done") == true);
}

TEST_CASE("weeks begin where the person says, and days when", "[cli]") {
    CommandLine cairn;
    CHECK(cairn.run("settings first-weekday sun").exitCode == 0);
    CHECK(cairn.run("settings day-begin 4").exitCode == 0);
    CHECK(cairn.run("settings zone Europe/Berlin").exitCode == 0);
    const json settings = cairn.json("settings").at("settings");
    CHECK(settings.at("first-weekday") == "sun");
    CHECK(settings.at("day-begin") == "4");
    CHECK(settings.at("zone") == "Europe/Berlin");
    // Sunday the 15th begins a week here: done on it and on Monday meets 2/week; with weeks from Monday it would not.
    cairn.run("habit add Run --schedule 2/week --today 2026-11-15");
    cairn.run("log Run --date 2026-11-15");
    cairn.run("log Run --date 2026-11-16");
    CHECK(cairn.json("stats --today 2026-11-16").at("habits").at(0).at("streak").at("current") == 1);
}

TEST_CASE("what was exported as JSON makes the same store elsewhere", "[cli]") {
    CommandLine one, other;
    REQUIRE(one.run("demo --habits 12 --years 1 --seed 7 --today 2026-11-20").exitCode == 0);
    const std::string file = (one.folder() / "all.json").string();
    REQUIRE(one.run("export --format json '" + file + "'").exitCode == 0);
    const json report = other.json("import '" + file + "' --today 2026-11-20");
    CHECK(report.at("habits") == 12);
    CHECK(report.at("problems").empty());
    CHECK(other.json("stats --today 2026-11-20") == one.json("stats --today 2026-11-20"));
    const json again = other.json("import '" + file + "' --today 2026-11-20");
    CHECK(again.at("created") == 0);
    CHECK(again.at("updated") == 0);
}

TEST_CASE("the archive holds the members that other programs rely on", "[cli]") {
    CommandLine cairn;
    cairn.run("habit add Read --question 'Did you read?' --remind 08:30@mon --today 2026-11-01");
    cairn.run("log Read skip --date 2026-11-02 --note away");
    const json habit = json::parse(cairn.run("export --format json -").output).at("habits").at(0);
    CHECK(habit.at("name") == "Read");
    CHECK(habit.at("question") == "Did you read?");
    CHECK(habit.at("archived") == false);
    CHECK(habit.at("reminders").at(0).at("time") == "08:30");
    CHECK(habit.at("reminders").at(0).at("days") == json::array({"mon"}));
    CHECK(habit.at("rules").at(0).at("from") == "2026-11-01");
    CHECK(habit.at("rules").at(0).at("schedule") == "daily");
    CHECK(habit.at("rules").at(0).at("target").is_null());
    CHECK(habit.at("rules").at(0).at("at_most") == false);
    CHECK(habit.at("logs").at(0).at("date") == "2026-11-02");
    CHECK(habit.at("logs").at(0).at("state") == "skipped");
    CHECK(habit.at("logs").at(0).at("amount").is_null());
    CHECK(habit.at("logs").at(0).at("note") == "away");
}

TEST_CASE("a dry run changes nothing", "[cli]") {
    CommandLine cairn;
    const auto file = cairn.folder() / "habits.json";
    std::ofstream(file) << R"({"habits":[{"name":"Read","rules":[{"from":"2026-11-01","schedule":"daily"}],
        "logs":[{"date":"2026-11-01","state":"done"}]}]})";
    const json report = cairn.json("import --dry-run '" + file.string() + "'");
    CHECK(report.at("habits") == 1);
    CHECK(report.at("logs") == 1);
    CHECK(report.at("created").get<int>() >= 3);
    CHECK(cairn.json("stats").at("habits").empty());
}

TEST_CASE("an export never replaces a database, its own store least of all", "[cli]") {
    CommandLine cairn;
    cairn.run("habit add Read --today 2026-11-01");
    for (const char* format : {"json", "csv", "loop"}) {
        const auto result = cairn.run(std::string("export --format ") + format + " '" + cairn.store() + "'");
        CHECK(result.exitCode == 1);
    }
    CHECK(cairn.json("stats").at("habits").size() == 1);
}

TEST_CASE("an empty file becomes a store", "[cli]") {
    CommandLine cairn;
    std::ofstream(cairn.store()).close();
    CHECK(cairn.run("habit add Read").exitCode == 0);
    CHECK(cairn.json("stats").at("habits").size() == 1);
}

TEST_CASE("first commands at once all get through", "[cli]") {
    CommandLine cairn;
    const auto result = cairn.run("stats >/dev/null; for i in 1 2 3 4 5 6; do " + std::string(CAIRN_PROGRAM) +
                                  " --db '" + cairn.store() + ".new' habit add H$i & done; wait");
    INFO(result.errors);
    const std::string other = " --db '" + cairn.store() + ".new' --json stats";
    CHECK(
        json::parse(cairn.run("stats >/dev/null; " + std::string(CAIRN_PROGRAM) + other).output).at("habits").size() ==
        6);
}

TEST_CASE("what is no row of an archive is reported", "[cli]") {
    CommandLine cairn;
    const auto file = cairn.folder() / "habits.json";
    std::ofstream(file) << R"({"habits":[{"name":"C","rules":[5],"logs":[7,null,"x"]},5]})";
    const json report = cairn.json("import '" + file.string() + "'");
    CHECK(report.at("habits") == 1);
    CHECK(report.at("problems").size() == 3);
    std::ofstream(file) << R"({"habits":5})";
    CHECK(cairn.run("import '" + file.string() + "'").exitCode == 1);
}

TEST_CASE("an imported habit never stands without a rule", "[cli]") {
    CommandLine cairn;
    const auto file = cairn.folder() / "habits.json";
    std::ofstream(file)
        << R"({"habits":[{"name":"C","rules":[{"from":"2026-01-01","schedule":"3/week","at_most":true}]}]})";
    CHECK(cairn.json("import '" + file.string() + "'").at("problems").size() == 1);
    CHECK(cairn.json("stats --today 2026-02-01").at("habits").at(0).at("schedule") == "3/week");
}

TEST_CASE("a habit in the trash feeds no goal", "[cli]") {
    CommandLine cairn;
    cairn.run("habit add Run --target 5 --unit km --today 2026-11-01");
    cairn.run("goal add G --target 100 --unit km --start 2026-11-01");
    cairn.run("goal link G Run");
    cairn.run("goal entry G 8 --date 2026-11-01");
    cairn.run("log Run 4 --date 2026-11-01");
    CHECK(cairn.json("goal show G --today 2026-11-02").at("value") == 12.0);
    cairn.run("habit remove Run");
    CHECK(cairn.json("goal show G --today 2026-11-02").at("value") == 8.0);
}

TEST_CASE("the entry that reaches the target completes the goal", "[cli]") {
    CommandLine cairn;
    cairn.run("goal add G --target 10");
    CHECK(cairn.json("goal show G").at("completed_at").is_null());
    cairn.run("goal entry G 20");
    CHECK(cairn.json("goal show G").at("completed_at").is_string());
}

TEST_CASE("a note alone comes with done", "[cli]") {
    CommandLine cairn;
    cairn.run("habit add Read --today 2026-11-01");
    cairn.run("log Read --note 'a good one' --date 2026-11-01");
    const json log = json::parse(cairn.run("export -").output).at("habits").at(0).at("logs").at(0);
    CHECK(log.at("state") == "done");
    CHECK(log.at("note") == "a good one");
}

TEST_CASE("habits stand under sections, which are made, renamed and removed", "[cli]") {
    CommandLine cairn;
    REQUIRE(cairn.run("habit add Read --section Morning").exitCode == 0);
    REQUIRE(cairn.run("habit add Run --section morning").exitCode == 0);
    REQUIRE(cairn.run("section add Evening").exitCode == 0);
    CHECK(cairn.run("section add evening").exitCode == 1);
    REQUIRE(cairn.run("section rename Evening Night").exitCode == 0);
    json sections = cairn.json("section list").at("sections");
    REQUIRE(sections.size() == 2);
    CHECK(sections.at(0).at("name") == "Morning");
    CHECK(sections.at(1).at("name") == "Night");
    CHECK(cairn.json("habit list").at("habits").at(1).at("section") == "Morning");
    REQUIRE(cairn.run("habit edit Run --section ''").exitCode == 0);
    CHECK(cairn.json("habit list").at("habits").at(1).at("section").is_null());
    REQUIRE(cairn.run("section remove Morning").exitCode == 0);
    CHECK(cairn.json("habit list").at("habits").at(0).at("section").is_null());
    CHECK(cairn.json("habit list").at("habits").size() == 2);
    REQUIRE(cairn.run("undo").exitCode == 0);
    CHECK(cairn.json("habit list").at("habits").at(0).at("section") == "Morning");
}

TEST_CASE("every change answers with the identifier of what it was about", "[cli]") {
    CommandLine cairn;
    const auto id = [&](const std::string& command) {
        const json answer = cairn.json(command);
        CAPTURE(command);
        REQUIRE(answer.contains("id"));
        return answer.at("id").get<std::string>();
    };
    const std::string habit = id("habit add Read");
    CHECK_FALSE(id("habit pause Read").empty());
    CHECK_FALSE(id("habit resume Read").empty());
    CHECK(id("habit archive Read") == habit);
    CHECK(id("habit restore Read") == habit);
    const std::string goal = id("goal add G --target 5");
    CHECK(id("goal entry G 1") != goal);
    const std::string link = id("goal link G Read");
    CHECK(id("goal link G Read --weight 2") == link);
    CHECK(id("goal complete G") == goal);
    const std::string milestone = id("milestone add G One");
    CHECK(id("milestone done G One") == milestone);
    CHECK(id("habit remove Read") == habit);
    CHECK(id("trash restore " + habit) == habit);
    const std::string section = id("section add S");
    CHECK(id("section remove S") == section);
}

TEST_CASE("the pause of all habits ends without a name, also on its first day", "[cli]") {
    CommandLine cairn;
    cairn.run("habit add Read --today 2026-11-02");
    REQUIRE(cairn.run("habit pause --today 2026-11-10").exitCode == 0);
    CHECK(cairn.json("today --today 2026-11-10").at("habits").empty());
    CHECK(cairn.run("habit resume Read --today 2026-11-10").exitCode == 1);
    REQUIRE(cairn.run("habit resume --today 2026-11-10").exitCode == 0);
    CHECK(cairn.json("today --today 2026-11-10").at("habits").size() == 1);
    CHECK(cairn.run("habit resume --today 2026-11-10").exitCode == 1);
}

TEST_CASE("a color that is none, a name of two lines and two bounds at once are refused", "[cli]") {
    CommandLine cairn;
    CHECK(cairn.run("habit add Read --color zzz").exitCode == 1);
    CHECK(cairn.run("habit add 'two\nlines'").exitCode == 1);
    CHECK(cairn.run("habit add Read --target 2 --at-most --at-least").exitCode == 2);
    CHECK(cairn.run("habit add Read --color '#00897B'").exitCode == 0);
    cairn.run("goal add G --target 5");
    CHECK(cairn.run("goal link G Read --weight 1e300").exitCode == 1);
    CHECK(cairn.json("habit list").at("habits").size() == 1);
}
