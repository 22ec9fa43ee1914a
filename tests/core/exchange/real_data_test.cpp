#include "tests/core/exchange/import_store.h"
#include "tests/support/real_data.h"

using namespace cairn::core;
using namespace cairn::support;

// Files that other programs wrote; each test does nothing where they are absent, and packaging/test counts them.

TEST_CASE("Loop's own database imports", "[core][exchange][loop][real-data]") {
    const auto file = realData("loop/022.db");
    if (!file) return;
    ImportStore store;
    const ImportReport report = store.import(*file);
    CHECK(report.problems.empty());
    CHECK(report.habits == 2);
    CHECK(report.logs == 1);
    CHECK(store.habit("Work out").question == "Did you work out?");
    CHECK(store.habit("Work out").description.empty());
    CHECK(store.habit("Work out").color == "#00897B");
    CHECK_FALSE(store.habit("Work out").archivedOn);
    CHECK_FALSE(store.habit("Test").archivedOn);
    CHECK(store.logs("Test").empty());
    CHECK(store.log("Work out", day("2020-01-01")).mark == Mark::done);
    const auto reminders = required(store.reader().ownedBy<Reminder>(store.habit("Work out").id));
    REQUIRE(reminders.size() == 1);
    CHECK(reminders[0].time.minutes == 18 * 60);
    CHECK(formatWeekdays(reminders[0].days) == "wed,thu,fri,sat");
    CHECK(store.import(*file).created == 0);
}

TEST_CASE("Loop's own CSV export imports", "[core][exchange][loop][real-data]") {
    const auto folder = realData("loop/csv_export");
    if (!folder) return;
    ImportStore store;
    const ImportReport report = store.import(*folder);
    CHECK(report.problems.empty());
    CHECK(report.format == "loop-csv");
    CHECK(report.habits == 2);
    CHECK(store.logs("Meditate").empty());
    const auto logs = store.logs("Wake up early");
    CHECK(std::count_if(logs.begin(), logs.end(), [](const auto& log) { return log.mark == Mark::done; }) == 6);
    CHECK(store.log("Wake up early", day("2015-01-24")).mark == Mark::missed);
    CHECK(store.log("Wake up early", day("2015-01-24")).note == "Sick");
    CHECK(store.log("Wake up early", day("2015-01-23")).mark == Mark::none);
    CHECK(store.log("Wake up early", day("2015-01-23")).note == "Forgot to do it, really");
    CHECK(store.log("Wake up early", day("2015-01-19")).note == "\"Vacation\"");
    CHECK(store.rules("Wake up early")[0].schedule == Schedule{TimesInDays{2, 3}});
    CHECK(store.rules("Wake up early")[0].validFrom == day("2015-01-16"));
    CHECK(store.import(*folder).created == 0);
}

TEST_CASE("a CSV export of Loop 2.3.1 with numbers and notes imports", "[core][exchange][loop][real-data]") {
    const auto file = realData("mhabit/loop_habits_csv_v2.3.1.zip");
    if (!file) return;
    ImportStore store;
    const ImportReport report = store.import(*file);
    CHECK(report.problems.empty());
    CHECK(report.habits == 3);
    CHECK(report.logs == 7);
    CHECK(store.habit("someone").archivedOn == importDay);
    CHECK(store.habit("someone").description == "77");
    const Habit measured = store.habit("value habit");
    CHECK(measured.measure == Measure::measured);
    CHECK(measured.unit == "unit");
    CHECK(store.rules("value habit")[0].target == 12.0);
    CHECK(store.rules("value habit")[0].bound == Bound::atMost);
    CHECK(store.rules("value habit")[0].schedule == Schedule{TimesInDays{1, 30}});
    CHECK(store.log("value habit", day("2026-07-02")).amount == 30.0);
    CHECK(store.log("value habit", day("2026-07-02")).note == "hi");
    CHECK(store.log("bool habit", day("2026-07-01")).mark == Mark::missed);
    CHECK(store.log("bool habit", day("2026-07-01")).note == "no");
    CHECK(store.log("bool habit", day("2026-07-02")).note == "yes");
    CHECK(store.import(*file).created == 0);
}

TEST_CASE("what belongs to other programs is refused by name", "[core][exchange][real-data]") {
    const auto name = GENERATE(as<std::string>{}, "loop/tickmate.db", "loop/rewire.db", "loop/habitbull3.csv",
                               "openhabittracker/example.json", "superproductivity/test-backup.json",
                               "superproductivity/legacy-v10-backup.json", "ticktick/testdata_ticktick_export.csv",
                               "ical/calendar.ics");
    const auto file = realData(name);
    if (!file) return;
    CAPTURE(name);
    ImportStore store;
    CHECK(store.refusal(*file) == ErrorCode::unknownFormat);
}
