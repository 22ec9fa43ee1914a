#include <nlohmann/json.hpp>
#include <rapidcheck/catch.h>

#include "tests/core/exchange/archive_sample.h"
#include "tests/core/exchange/import_store.h"

using namespace cairn::core;
using namespace cairn::support;

namespace {

/// All rows of a kind, the trash too.
template<class R>
std::vector<R> comparable(const ImportStore& store) {
    std::vector<R> rows = store.all<R>(Rows::all);
    std::sort(rows.begin(), rows.end(), [](const R& a, const R& b) { return a.id < b.id; });
    return rows;
}

template<class... R>
bool holdTheSame(const ImportStore& a, const ImportStore& b) {
    return ((comparable<R>(a) == comparable<R>(b)) && ...);
}

bool areEqual(const ImportStore& a, const ImportStore& b) {
    if (!holdTheSame<Section, Habit, HabitRule, Pause, Tag, HabitTag, Reminder, Dismissal, Goal, GoalLink, GoalEntry,
                     Milestone, Setting>(a, b))
        return false;
    for (const Habit& habit : a.all<Habit>(Rows::all)) {
        const DateSpan all{earliestUse, latestUse};
        if (required(a.reader().logs(habit.id, all)) != required(b.reader().logs(habit.id, all))) return false;
    }
    return true;
}

ExportReport exported(const ImportStore& store, ExportFormat format, const std::filesystem::path& to) {
    return required(exportAll(format, to, store.reader(), {importDay}));
}

} // namespace

TEST_CASE("what is exported as JSON or CSV comes back whole in another store", "[core][exchange][round-trip]") {
    const ExportFormat format = GENERATE(ExportFormat::json, ExportFormat::csv);
    rc::prop("the stores are equal, and a second import changes nothing", [=](std::uint64_t seed) {
        ImportStore store;
        store.apply(randomContent(seed, 3, 12), Action::makeDemo);
        const auto file = store.path("archive");
        const ExportReport written = exported(store, format, file);
        RC_ASSERT(written.problems.empty());
        RC_ASSERT(written.habits == 3U);

        ImportStore other;
        const ImportReport report = other.import(file);
        for (const auto& problem : report.problems) RC_LOG() << problem.line << problem.field << problem.message;
        RC_ASSERT(report.problems.empty());
        RC_ASSERT(report.logs == written.logs);
        RC_ASSERT(areEqual(store, other));
        const ImportReport again = other.import(file);
        RC_ASSERT(again.created + again.updated == 0U);
        const ImportReport home = store.import(file);
        RC_ASSERT(home.created + home.updated + home.inTrash == 0U);
        const auto second = other.path("second");
        exported(other, format, second);
        RC_ASSERT(areEqual(store, other));
    });
}

TEST_CASE("an archive keeps since when a row lies in the trash", "[core][exchange][round-trip]") {
    const ExportFormat format = GENERATE(ExportFormat::json, ExportFormat::csv);
    ImportStore store;
    Habit habit;
    habit.id = derivedUuid("habit", "x");
    habit.name = "Read";
    habit.madeOn = importDay;
    store.apply({creation(habit)});
    store.apply({removal(refOf(habit))}, Action::remove);
    exported(store, format, store.path("archive"));
    ImportStore other;
    for (int hours = 0; hours < 3; ++hours) other.apply({creation(Setting{{}, "name", std::to_string(hours), {}})});
    other.import(store.path("archive"));
    REQUIRE(other.habit("Read").removed);
    CHECK(other.habit("Read").removed == store.habit("Read").removed);
}

TEST_CASE("a removal whose instant is not told happens with the import", "[core][exchange][json]") {
    ImportStore store;
    store.importBytes(R"({"habits":[{"name":"Run","removed":true}]})");
    REQUIRE(store.habit("Run").removed);
    CHECK(store.habit("Run").removed->milliseconds > 1'795'168'800'000);
}

TEST_CASE("an archive as a folder of tables is read like the zip", "[core][exchange][round-trip]") {
    ImportStore store;
    store.apply(randomContent(4, 2, 5), Action::makeDemo);
    std::filesystem::create_directory(store.path("folder"));
    exported(store, ExportFormat::csv, store.path("folder"));
    CHECK(std::filesystem::exists(store.path("folder") / "habit_logs.csv"));
    ImportStore other;
    CHECK(other.import(store.path("folder")).problems.empty());
    CHECK(areEqual(store, other));
}

TEST_CASE("the archive has the fields that are promised", "[core][exchange][json]") {
    ImportStore store;
    store.importBytes(R"({"habits":[{"id":"018f3c2e-0000-7000-8000-000000000001","name":"Run","question":"Did you?",
        "reminders":[{"time":"08:30","days":["mon"]}],"tags":["Health"],
        "rules":[{"from":"2026-11-02","schedule":"3/week","target":5,"at_most":true}],
        "logs":[{"date":"2026-11-03","state":null,"amount":4.5,"note":"slow"},{"date":"2026-11-04","state":"done"}]}]})");
    exported(store, ExportFormat::json, store.path("out.json"));
    const auto json = nlohmann::json::parse(readFile(store.path("out.json")));
    CHECK(json["format"] == "cairn");
    const auto& habit = json["habits"][0];
    CHECK(habit["id"] == "018f3c2e-0000-7000-8000-000000000001");
    CHECK(habit["archived"] == false);
    CHECK(habit["description"] == "");
    CHECK(habit["measure"] == "measured");
    CHECK(habit["made_on"] == "2026-11-03");
    CHECK(habit["start_date"].is_null());
    CHECK(habit["tags"] == nlohmann::json({"health"}));
    CHECK(habit["reminders"][0]["time"] == "08:30");
    CHECK(habit["reminders"][0]["days"] == nlohmann::json({"mon"}));
    CHECK(
        habit["rules"][0] ==
        nlohmann::json(
            {{"from", "2026-11-02"}, {"schedule", "3/week"}, {"target", 5.0}, {"at_most", true}, {"silence", "none"}}));
    CHECK(habit["logs"][0] ==
          nlohmann::json({{"date", "2026-11-03"}, {"state", nullptr}, {"amount", 4.5}, {"note", "slow"}}));
    CHECK(habit["logs"][1] ==
          nlohmann::json({{"date", "2026-11-04"}, {"state", "done"}, {"amount", nullptr}, {"note", ""}}));
    for (const char* list : {"goals", "sections", "tags", "pauses", "settings"}) CHECK(json[list].is_array());
}

TEST_CASE("settings of this device stay out of an archive", "[core][exchange][json]") {
    ImportStore store;
    Setting theme{{}, "theme", "dark", {}};
    Setting zone{{}, "zone", "Europe/Berlin", {}};
    store.apply({creation(theme), creation(zone)}, Action::setSetting);
    exported(store, ExportFormat::json, store.path("out.json"));
    const auto json = nlohmann::json::parse(readFile(store.path("out.json")));
    REQUIRE(json["settings"].size() == 1);
    CHECK(json["settings"][0]["key"] == "zone");
}
