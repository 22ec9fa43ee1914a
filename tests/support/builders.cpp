#include "tests/support/builders.h"

#include <utility>

#include "core/domain/text.h"

namespace cairn::support {

using namespace core;

Uuid anId() {
    static Random random(7);
    return newUuid(Instant{1'793'577'600'000}, random);
}

Section aSection(std::string name) {
    Section section;
    section.id = anId();
    section.name = std::move(name);
    return section;
}

Habit aHabit(std::string name) {
    Habit habit;
    habit.id = anId();
    habit.name = std::move(name);
    habit.madeOn = firstDay;
    return habit;
}

HabitRule aRule(const Habit& habit, Date from, Schedule schedule) {
    HabitRule rule;
    rule.habit = habit.id;
    rule.validFrom = from;
    rule.schedule = std::move(schedule);
    assignNaturalId(rule);
    return rule;
}

HabitLog aLog(const Habit& habit, Date day, Mark mark) {
    HabitLog log;
    log.habit = habit.id;
    log.date = day;
    log.mark = mark;
    return log;
}

HabitLog anAmount(const Habit& habit, Date day, double amount) {
    HabitLog log = aLog(habit, day, Mark::none);
    log.amount = amount;
    return log;
}

Pause aPause(const Habit& habit, Date from, Date to) {
    Pause pause;
    pause.id = anId();
    pause.habit = habit.id;
    pause.from = from;
    pause.to = to;
    return pause;
}

Tag aTag(std::string name) {
    Tag tag;
    tag.key = foldedText(name);
    tag.name = std::move(name);
    assignNaturalId(tag);
    return tag;
}

HabitTag aHabitTag(const Habit& habit, const Tag& tag) {
    HabitTag habitTag;
    habitTag.habit = habit.id;
    habitTag.tag = tag.id;
    assignNaturalId(habitTag);
    return habitTag;
}

Reminder aReminder(const Habit& habit, int minute) {
    Reminder reminder;
    reminder.id = anId();
    reminder.habit = habit.id;
    reminder.time = TimeOfDay{minute};
    return reminder;
}

Goal aGoal(std::string name, double target) {
    Goal goal;
    goal.id = anId();
    goal.name = std::move(name);
    goal.target = target;
    goal.startDate = firstDay;
    return goal;
}

GoalLink aLink(const Goal& goal, const Habit& habit, double weight) {
    GoalLink link;
    link.goal = goal.id;
    link.habit = habit.id;
    link.weight = weight;
    assignNaturalId(link);
    return link;
}

GoalEntry anEntry(const Goal& goal, double amount, Date day) {
    GoalEntry entry;
    entry.id = anId();
    entry.goal = goal.id;
    entry.date = day;
    entry.amount = amount;
    return entry;
}

Milestone aMilestone(const Goal& goal, std::string title) {
    Milestone milestone;
    milestone.id = anId();
    milestone.goal = goal.id;
    milestone.title = std::move(title);
    return milestone;
}

Setting aSetting(std::string key, std::string value) {
    Setting setting;
    setting.key = std::move(key);
    setting.value = std::move(value);
    assignNaturalId(setting);
    return setting;
}

} // namespace cairn::support
