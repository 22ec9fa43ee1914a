#include "tests/core/exchange/import_store.h"
#include "tests/support/loop_file.h"

using namespace cairn::core;
using namespace cairn::support;

namespace {

using Names = std::vector<std::string>;

/// A backup of Loop with these habits in this order; each is known by its name in a newer backup too.
std::string backupOf(const Names& names) {
    LoopFile file;
    file.habits.resize(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        LoopHabitRow& row = file.habits[i];
        row.id = static_cast<int>(i) + 1;
        row.position = static_cast<int>(i);
        row.name = names[i];
        row.uuid = "uuid of " + names[i];
    }
    return loopBytes(file);
}

Names listOf(const ImportStore& store) {
    Names names;
    for (const Habit& habit : store.all<Habit>()) names.push_back(habit.name);
    return names;
}

Habit ownHabit(std::string name, double position) {
    Habit habit;
    habit.id = derivedUuid("habit", name);
    habit.name = std::move(name);
    habit.madeOn = importDay;
    habit.position = position;
    return habit;
}

/// A store with two habits of one's own.
struct Lived {
    ImportStore store;

    Lived() { store.apply({creation(ownHabit("Read", 1)), creation(ownHabit("Run", 2))}); }
};

} // namespace

TEST_CASE("imported habits come after one's own, in their own order", "[core][exchange][plan]") {
    Lived lived;
    lived.store.importBytes(backupOf({"Loop A", "Loop B", "Loop C"}));
    CHECK(listOf(lived.store) == Names{"Read", "Run", "Loop A", "Loop B", "Loop C"});
    const ImportReport again = lived.store.importBytes(backupOf({"Loop A", "Loop B", "Loop C"}));
    CHECK(again.created + again.updated == 0);
}

TEST_CASE("the same file changes nothing, also after a habit of one's own was added behind it",
          "[core][exchange][plan]") {
    ImportStore store;
    store.importBytes(backupOf({"Loop A", "Loop B"}));
    store.apply({creation(ownHabit("Read", 9))});
    const ImportReport again = store.importBytes(backupOf({"Loop A", "Loop B"}));
    CHECK(again.created + again.updated == 0);
    CHECK(listOf(store) == Names{"Loop A", "Loop B", "Read"});
}

TEST_CASE("a newer backup that was sorted anew sorts its habits among themselves", "[core][exchange][plan]") {
    Lived lived;
    lived.store.importBytes(backupOf({"Loop A", "Loop B", "Loop C"}));
    lived.store.importBytes(backupOf({"Loop C", "Loop A", "Loop D", "Loop B"}));
    CHECK(listOf(lived.store) == Names{"Read", "Run", "Loop C", "Loop A", "Loop D", "Loop B"});
    const ImportReport again = lived.store.importBytes(backupOf({"Loop C", "Loop A", "Loop D", "Loop B"}));
    CHECK(again.created + again.updated == 0);
}

TEST_CASE("a habit that a person moved stays where it was put", "[core][exchange][plan]") {
    Lived lived;
    lived.store.importBytes(backupOf({"Loop A", "Loop B"}));
    const Habit before = lived.store.habit("Loop B");
    Habit moved = before;
    moved.position = 0.5;
    lived.store.apply({difference(before, moved)}, Action::reorder);
    const ImportReport again = lived.store.importBytes(backupOf({"Loop A", "Loop B"}));
    CHECK(again.created + again.updated == 0);
    CHECK(listOf(lived.store) == Names{"Loop B", "Read", "Run", "Loop A"});
}

TEST_CASE("where nothing else is in the list a file's own positions stand", "[core][exchange][plan]") {
    ImportStore store;
    const std::string archive = R"({"habits":[{"name":"Second","position":7.5},{"name":"First","position":3}]})";
    store.importBytes(archive);
    CHECK(listOf(store) == Names{"First", "Second"});
    CHECK(store.habit("Second").position == 7.5);
}

TEST_CASE("goals and sections of a file come after one's own too", "[core][exchange][plan]") {
    Lived lived;
    Goal goal;
    goal.id = derivedUuid("goal", "x");
    goal.name = "Own";
    goal.startDate = importDay;
    goal.position = 5;
    const Section section{derivedUuid("section", "x"), "Own", 5, {}};
    lived.store.apply({creation(goal), creation(section)});
    lived.store.importBytes(R"({"sections":[{"name":"B","position":2},{"name":"A","position":1}],
        "goals":[{"name":"G","target":2,"position":1}]})");
    CHECK(lived.store.all<Goal>().back().name == "G");
    REQUIRE(lived.store.all<Section>().size() == 3);
    CHECK(lived.store.all<Section>()[1].name == "A");
    CHECK(lived.store.all<Section>()[2].name == "B");
}
