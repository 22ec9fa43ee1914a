#include "core/actions/habit_actions.h"

#include "core/actions/log_actions.h"
#include "tests/core/actions/acting.h"

using namespace cairn::core;
using cairn::test::Acting;

namespace {

const Date monday = *dateOf(2026, 11, 16);

Uuid add(Acting& acting, HabitDraft draft) {
    Uuid id;
    acting.apply(addHabit(acting.context(), draft, &id));
    return id;
}

HabitDraft named(std::string name) {
    HabitDraft draft;
    draft.habit.name = std::move(name);
    return draft;
}

std::vector<std::string> namesInOrder(Acting& acting) {
    std::vector<std::string> names;
    const auto habits = acting.reader().all<Habit>();
    for (const Habit& habit : *habits) names.push_back(habit.name);
    return names;
}

} // namespace

TEST_CASE("a new habit begins today, at the end of the list, with its rule", "[core][actions]") {
    Acting acting(monday);
    add(acting, named("Read"));
    const Uuid id = add(acting, named("Run"));
    const Habit habit = acting.reader().find<Habit>(id).value().value();
    CHECK(habit.madeOn == monday);
    CHECK_FALSE(habit.startDate);
    CHECK(namesInOrder(acting) == std::vector<std::string>{"Read", "Run"});
    const auto rules = acting.reader().ownedBy<HabitRule>(id).value();
    REQUIRE(rules.size() == 1);
    CHECK(rules[0].validFrom == monday);
    CHECK(rules[0].silence == Silence::none);
}

TEST_CASE("the first rule begins on a chosen start date", "[core][actions]") {
    Acting acting(monday);
    HabitDraft draft = named("Read");
    draft.habit.startDate = monday + 7;
    const Uuid id = add(acting, draft);
    CHECK(acting.reader().ownedBy<HabitRule>(id).value().at(0).validFrom == monday + 7);
}

TEST_CASE("silence is kept for a yes/no habit to quit, and for nothing else", "[core][actions]") {
    Acting acting(monday);
    HabitDraft quitting = named("No sweets");
    quitting.habit.direction = Direction::quit;
    CHECK(acting.reader().ownedBy<HabitRule>(add(acting, quitting)).value().at(0).silence == Silence::kept);
    HabitDraft measured = quitting;
    measured.habit.measure = Measure::measured;
    measured.target = 2;
    measured.bound = Bound::atMost;
    CHECK(acting.reader().ownedBy<HabitRule>(add(acting, measured)).value().at(0).silence == Silence::none);
}

TEST_CASE("tags and reminders follow the draft", "[core][actions]") {
    Acting acting(monday);
    HabitDraft draft = named("Read");
    draft.tags = {"Mind", "Evening"};
    draft.reminders = {{{}, {}, {510}, allWeekdays, {}}};
    const Uuid id = add(acting, draft);
    HabitDraft shown = draftOf(acting.context(), id).value();
    CHECK(shown.tags.size() == 2);
    REQUIRE(shown.reminders.size() == 1);
    shown.tags = {"mind"};
    shown.reminders[0].time.minutes = 540;
    acting.apply(editHabit(acting.context(), shown, monday));
    shown = draftOf(acting.context(), id).value();
    CHECK(shown.tags == std::vector<std::string>{"Mind"});
    CHECK(shown.reminders.at(0).time.minutes == 540);
    shown.reminders.clear();
    acting.apply(editHabit(acting.context(), shown, monday));
    CHECK(draftOf(acting.context(), id).value().reminders.empty());
}

TEST_CASE("a new schedule is a rule from that day on and leaves the past", "[core][actions]") {
    Acting acting(monday);
    const Uuid id = add(acting, named("Read"));
    acting.setToday(monday + 10);
    HabitDraft draft = draftOf(acting.context(), id).value();
    draft.schedule = TimesAWeek{3};
    acting.apply(editHabit(acting.context(), draft, monday + 10));
    auto rules = acting.reader().ownedBy<HabitRule>(id).value();
    REQUIRE(rules.size() == 2);
    draft.schedule = TimesAWeek{4};
    acting.apply(editHabit(acting.context(), draft, monday + 10));
    rules = acting.reader().ownedBy<HabitRule>(id).value();
    REQUIRE(rules.size() == 2);
    const HabitRule& later = rules[0].validFrom == monday ? rules[1] : rules[0];
    CHECK(later.schedule == Schedule{TimesAWeek{4}});
}

TEST_CASE("an edit that changes nothing is no change", "[core][actions]") {
    Acting acting(monday);
    const Uuid id = add(acting, named("Read"));
    CHECK(acting.apply(editHabit(acting.context(), draftOf(acting.context(), id).value(), monday)).rows.empty());
}

TEST_CASE("an open pause is ended by a second one with an end", "[core][actions]") {
    Acting acting(monday);
    const Uuid id = add(acting, named("Read"));
    acting.apply(pause(acting.context(), id, monday, std::nullopt));
    CHECK(pause(acting.context(), id, monday, std::nullopt).error().code == ErrorCode::conflict);
    acting.apply(pause(acting.context(), id, monday + 2, monday + 5));
    const auto pauses = acting.reader().ownedBy<Pause>(id).value();
    REQUIRE(pauses.size() == 1);
    CHECK(pauses[0].from == monday);
    CHECK(pauses[0].to == monday + 5);
}

TEST_CASE("resuming ends the pause yesterday", "[core][actions]") {
    Acting acting(monday);
    const Uuid id = add(acting, named("Read"));
    CHECK(endPause(acting.context(), id).error().code == ErrorCode::notFound);
    acting.apply(pause(acting.context(), id, monday, std::nullopt));
    acting.setToday(monday + 4);
    acting.apply(endPause(acting.context(), id));
    CHECK(acting.reader().ownedBy<Pause>(id).value().at(0).to == monday + 3);
    acting.apply(pause(acting.context(), id, monday + 4, std::nullopt));
    acting.apply(endPause(acting.context(), id));
    CHECK(acting.reader().ownedBy<Pause>(id).value().size() == 1);
}

TEST_CASE("a habit that comes back from the archive leaves a pause for its absence", "[core][actions]") {
    const bool isMarkedOnItsLastDay = GENERATE(false, true);
    Acting acting(monday);
    const Uuid id = add(acting, named("Read"));
    acting.setToday(monday + 3);
    if (isMarkedOnItsLastDay) acting.apply(recordDay(acting.context(), id, monday + 3, SetMark{Mark::done}));
    acting.apply(archive(acting.context(), id));
    CHECK(archive(acting.context(), id).error().code == ErrorCode::conflict);
    acting.setToday(monday + 20);
    acting.apply(unarchive(acting.context(), id));
    CHECK(unarchive(acting.context(), id).error().code == ErrorCode::conflict);
    const auto pauses = acting.reader().ownedBy<Pause>(id).value();
    REQUIRE(pauses.size() == 1);
    CHECK(pauses[0].from == (isMarkedOnItsLastDay ? monday + 4 : monday + 3));
    CHECK(pauses[0].to == monday + 19);
}

TEST_CASE("a habit archived and taken back on one day leaves no pause", "[core][actions]") {
    Acting acting(monday);
    const Uuid id = add(acting, named("Read"));
    acting.apply(recordDay(acting.context(), id, monday, SetMark{Mark::done}));
    acting.apply(archive(acting.context(), id));
    acting.apply(unarchive(acting.context(), id));
    CHECK(acting.reader().ownedBy<Pause>(id).value().empty());
}

TEST_CASE("habits move behind others", "[core][actions]") {
    Acting acting(monday);
    const Uuid a = add(acting, named("A"));
    const Uuid b = add(acting, named("B"));
    const Uuid c = add(acting, named("C"));
    acting.apply(moveHabit(acting.context(), c, a, std::nullopt));
    CHECK(namesInOrder(acting) == std::vector<std::string>{"A", "C", "B"});
    acting.apply(moveHabit(acting.context(), b, std::nullopt, std::nullopt));
    CHECK(namesInOrder(acting) == std::vector<std::string>{"B", "A", "C"});
    acting.apply(moveHabit(acting.context(), b, c, std::nullopt));
    CHECK(namesInOrder(acting) == std::vector<std::string>{"A", "C", "B"});
}

TEST_CASE("a habit moves between two that stand at one position", "[core][actions]") {
    Acting acting(monday);
    for (const char* name : {"A", "B", "C"}) add(acting, named(name));
    Edit tied;
    const auto made = acting.reader().all<Habit>().value();
    for (const Habit& habit : made) {
        Habit same = habit;
        same.position = 1;
        if (const Change change = difference(habit, same); !change.fields.empty()) tied.changes.push_back(change);
    }
    acting.apply(tied);
    const auto before = acting.reader().all<Habit>().value();
    acting.apply(moveHabit(acting.context(), before[2].id, before[0].id, std::nullopt));
    CHECK(namesInOrder(acting) == std::vector<std::string>{before[0].name, before[2].name, before[1].name});
}

TEST_CASE("a suggestion that is taken changes the habit and stays away; undo brings both back", "[core][actions]") {
    Acting acting(monday);
    const Uuid id = add(acting, named("Read"));
    const Suggestion fewer{SuggestionKind::fewerTimes, FailingOften{0.8, 20, 9}, ChangeSchedule{TimesAWeek{2}}};
    acting.setToday(monday + 20);
    acting.apply(applySuggestion(acting.context(), id, fewer));
    CHECK(draftOf(acting.context(), id).value().schedule == Schedule{TimesAWeek{2}});
    CHECK(acting.reader().ownedBy<Dismissal>(id).value().size() == 1);
    REQUIRE(acting.store().undo());
    CHECK(draftOf(acting.context(), id).value().schedule == Schedule{Daily{}});
    CHECK(acting.reader().ownedBy<Dismissal>(id).value().empty());
}

TEST_CASE("a habit is found by name, whatever its case, and by identifier", "[core][actions]") {
    Acting acting(monday);
    const Uuid first = add(acting, named("Read"));
    CHECK(habitNamed(acting.reader(), " READ ").value().id == first);
    CHECK(habitNamed(acting.reader(), formatUuid(first)).value().id == first);
    CHECK(habitNamed(acting.reader(), "Ride").error().code == ErrorCode::notFound);
    const Uuid second = add(acting, named("read"));
    CHECK(habitNamed(acting.reader(), "read").value().id == second);
    const Error ambiguous = habitNamed(acting.reader(), "READ").error();
    CHECK(ambiguous.code == ErrorCode::ambiguousName);
    CHECK(ambiguous.detail.find(formatUuid(first)) != std::string::npos);
    CHECK(ambiguous.detail.find(formatUuid(second)) != std::string::npos);
}

TEST_CASE("what lies in the trash is not found and comes back", "[core][actions]") {
    Acting acting(monday);
    const Uuid id = add(acting, named("Read"));
    const RecordRef row{Kind::habit, id, {}};
    acting.apply(removeRecord(row, "Read"));
    CHECK(habitNamed(acting.reader(), "Read").error().code == ErrorCode::notFound);
    CHECK(archive(acting.context(), id).error().code == ErrorCode::notFound);
    acting.apply(restoreRecord(row, "Read"));
    CHECK(habitNamed(acting.reader(), "Read"));
}

TEST_CASE("an edit is named after the schedule where it changes nothing else", "[core][actions]") {
    Acting acting(monday);
    HabitDraft measured = named("Run");
    measured.habit.measure = Measure::measured;
    measured.target = 5;
    const HabitDraft before = draftOf(acting.context(), add(acting, measured)).value();
    const auto actionOf = [&](const HabitDraft& after) {
        return editHabit(acting.context(), after, monday + 7)->origin.name.action;
    };
    HabitDraft after = before;
    after.target = 6;
    CHECK(actionOf(after) == Action::edit);
    after.schedule = TimesAWeek{3};
    CHECK(actionOf(after) == Action::changeRule);
    after.habit.question = "Did you run?";
    CHECK(actionOf(after) == Action::edit);
}

TEST_CASE("habits that were made with one new tag are taken back with it", "[core][actions][undo]") {
    Acting acting(monday);
    for (const char* name : {"A", "B"}) {
        HabitDraft draft = named(name);
        draft.tags = {"x"};
        add(acting, draft);
    }
    CHECK(acting.store().undo().value().kept == 0);
    CHECK(acting.reader().all<Tag>().value().size() == 1);
    CHECK(acting.store().undo().value().kept == 0);
    CHECK(acting.reader().all<Tag>().value().empty());
    REQUIRE(acting.store().redo());
    REQUIRE(acting.store().redo());
    CHECK(acting.reader().all<Tag>().value().size() == 1);
    CHECK(acting.reader().all<HabitTag>().value().size() == 2);
}
