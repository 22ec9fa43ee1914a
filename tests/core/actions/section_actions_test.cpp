#include "core/actions/section_actions.h"

#include "core/actions/habit_actions.h"
#include "tests/core/actions/acting.h"

using namespace cairn::core;
using cairn::test::Acting;

namespace {

const Date monday = *dateOf(2026, 11, 16);

std::vector<std::string> sectionsOf(Acting& acting) {
    std::vector<std::string> names;
    const auto sections = acting.reader().all<Section>();
    for (const Section& section : *sections) names.push_back(section.name);
    return names;
}

Uuid addTo(Acting& acting, const std::string& section, const std::string& habit) {
    HabitDraft draft;
    draft.habit.name = habit;
    draft.sectionName = section;
    Uuid id;
    acting.apply(addHabit(acting.context(), draft, &id));
    return id;
}

std::string sectionOf(Acting& acting, const Uuid& habit) {
    const auto found = acting.reader().find<Habit>(habit).value();
    if (!found->section) return "";
    return acting.reader().find<Section>(*found->section).value()->name;
}

} // namespace

TEST_CASE("sections follow each other in the order they were made in", "[core][actions]") {
    Acting acting(monday);
    Uuid id;
    acting.apply(addSection(acting.context(), "Morning", &id));
    acting.apply(addSection(acting.context(), "Evening"));
    CHECK(sectionsOf(acting) == std::vector<std::string>{"Morning", "Evening"});
    CHECK(sectionNamed(acting.reader(), "morning")->id == id);
}

TEST_CASE("two sections can't have one name, also not by a change of name", "[core][actions]") {
    Acting acting(monday);
    Uuid evening;
    acting.apply(addSection(acting.context(), "Morning"));
    acting.apply(addSection(acting.context(), "Evening", &evening));
    CHECK(addSection(acting.context(), "MORNING").error().code == ErrorCode::conflict);
    CHECK(renameSection(acting.context(), evening, "morning").error().code == ErrorCode::conflict);
    acting.apply(renameSection(acting.context(), evening, "evening"));
    CHECK(sectionsOf(acting) == std::vector<std::string>{"Morning", "evening"});
}

TEST_CASE("a habit is put under a heading that is made with it, or that is there already", "[core][actions]") {
    Acting acting(monday);
    const Uuid read = addTo(acting, "Morning", "Read");
    const Uuid run = addTo(acting, "morning", "Run");
    CHECK(sectionsOf(acting) == std::vector<std::string>{"Morning"});
    CHECK(sectionOf(acting, read) == "Morning");
    CHECK(sectionOf(acting, run) == "Morning");
    HabitDraft draft = draftOf(acting.context(), run).value();
    draft.sectionName = "Evening";
    acting.apply(editHabit(acting.context(), draft, monday));
    CHECK(sectionOf(acting, run) == "Evening");
    CHECK(sectionOf(acting, read) == "Morning");
}

TEST_CASE("a heading that was made with a habit goes with its undo", "[core][actions][undo]") {
    Acting acting(monday);
    addTo(acting, "Morning", "Read");
    REQUIRE(acting.store().undo());
    CHECK(sectionsOf(acting).empty());
    CHECK(acting.reader().all<Habit>()->empty());
}

TEST_CASE("a habit keeps its heading when nothing is said of one", "[core][actions]") {
    Acting acting(monday);
    const Uuid read = addTo(acting, "Morning", "Read");
    HabitDraft draft = draftOf(acting.context(), read).value();
    draft.habit.name = "Read a book";
    acting.apply(editHabit(acting.context(), draft, monday));
    CHECK(sectionOf(acting, read) == "Morning");
}
