#include "core/exchange/settle.h"

#include <algorithm>
#include <iterator>

#include "core/exchange/identify.h"

namespace cairn::core {

namespace {

bool isEmpty(const HabitLog& log) {
    return log.mark == Mark::none && !log.amount && log.note.empty();
}

/// Orders the logs by day; of several for one day the first in the file stays.
void settleLogs(ImportedHabit& habit, std::vector<ImportProblem>& problems) {
    const auto byDay = [](const auto& a, const auto& b) { return a.record.date < b.record.date; };
    const auto sameDay = [](const auto& a, const auto& b) { return a.record.date == b.record.date; };
    if (!std::is_sorted(habit.logs.begin(), habit.logs.end(), byDay))
        std::stable_sort(habit.logs.begin(), habit.logs.end(), byDay);
    for (std::size_t i = 1; i < habit.logs.size(); ++i)
        if (sameDay(habit.logs[i - 1], habit.logs[i]))
            problems.push_back({habit.logs[i].line, "date", "the day stands there already; the first was taken"});
    habit.logs.erase(std::unique(habit.logs.begin(), habit.logs.end(), sameDay), habit.logs.end());
    std::erase_if(habit.logs, [](const auto& log) { return isEmpty(log.record); });
}

void settleDates(ImportedHabit& habit, Keys keys, Date today, std::optional<Date> first) {
    Habit& record = habit.record;
    if (keys == Keys::foreign && record.startDate && first && *first < *record.startDate) record.startDate = first;
    if ((habit.given & fieldSet<Habit>("made_on")) == 0) record.madeOn = first ? std::min(*first, today) : today;
}

void settleArchive(ImportedHabit& habit, Date today, const std::optional<Habit>& here) {
    if (!habit.archived) return;
    habit.given |= fieldSet<Habit>("archived_on");
    habit.record.archivedOn = std::nullopt;
    if (*habit.archived) habit.record.archivedOn = here && here->archivedOn ? *here->archivedOn : today;
}

/// Leaves out of a rule what it can't ask for, so that a habit never stands without rules.
void mendRule(Imported<HabitRule>& rule, std::vector<ImportProblem>& problems) {
    HabitRule& record = rule.record;
    if (record.target && !(*record.target >= 0)) {
        record.target.reset();
        problems.push_back({rule.line, "target", "is below 0; it was left out"});
    }
    if (record.bound == Bound::atMost && !record.target) {
        record.bound = Bound::atLeast;
        problems.push_back({rule.line, "at_most", "needs a target; it was left out"});
    }
    if (record.silence == Silence::kept && record.target) {
        record.silence = Silence::none;
        problems.push_back({rule.line, "silence", "is kept only where there is no target; it was left out"});
    }
}

void settleRules(ImportedHabit& habit, Keys keys, std::optional<Date> first, std::optional<Date> firstRuleHere,
                 std::vector<ImportProblem>& problems) {
    if (habit.rules.empty()) {
        Imported<HabitRule> daily{{}, {}, habit.line, 0};
        daily.record.habit = habit.record.id;
        daily.record.schedule = Daily{};
        habit.rules.push_back(daily);
    }
    const Date byItself = keys == Keys::foreign && first ? *first : habit.record.madeOn;
    const Date begin = firstRuleHere.value_or(habit.record.startDate.value_or(byItself));
    const FieldSet day = fieldSet<HabitRule>("valid_from");
    for (Imported<HabitRule>& rule : habit.rules) {
        if ((rule.given & day) == 0) rule.record.validFrom = begin;
        assignNaturalId(rule.record);
        mendRule(rule, problems);
    }
}

void settleHabit(ImportedHabit& habit, Keys keys, Date today, const HabitHere& here,
                 std::vector<ImportProblem>& problems) {
    settleLogs(habit, problems);
    const auto first = firstRecorded(habit);
    settleDates(habit, keys, today, first);
    settleArchive(habit, today, here.habit);
    settleRules(habit, keys, first, here.firstRule, problems);
}

template<class List>
void moveInto(List& to, List& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
    List().swap(from);
}

void flatten(ImportRows& rows, ImportedHabit& habit) {
    moveInto(rowsOf<HabitRule>(rows), habit.rules);
    moveInto(rowsOf<Pause>(rows), habit.pauses);
    moveInto(rowsOf<HabitTag>(rows), habit.tags);
    moveInto(rowsOf<HabitLog>(rows), habit.logs);
    moveInto(rowsOf<Reminder>(rows), habit.reminders);
    moveInto(rowsOf<Dismissal>(rows), habit.dismissals);
}

void flatten(ImportRows& rows, ImportedGoal& goal) {
    moveInto(rowsOf<GoalLink>(rows), goal.links);
    moveInto(rowsOf<GoalEntry>(rows), goal.entries);
    moveInto(rowsOf<Milestone>(rows), goal.milestones);
}

} // namespace

ImportRows settle(ImportedData data, Date today, const HabitLookup& here, std::vector<ImportProblem>& problems) {
    ImportRows rows;
    for (ImportedHabit& habit : data.habits) {
        settleHabit(habit, data.keys, today, here(habit.record.id), problems);
        flatten(rows, habit);
    }
    for (ImportedGoal& goal : data.goals) {
        if ((goal.given & fieldSet<Goal>("start_date")) == 0) goal.record.startDate = today;
        flatten(rows, goal);
    }
    rowsOf<Section>(rows) = std::move(data.sections);
    rowsOf<Habit>(rows) = std::move(data.habits);
    rowsOf<Tag>(rows) = std::move(data.tags);
    moveInto(rowsOf<Pause>(rows), data.pauses);
    rowsOf<Goal>(rows) = std::move(data.goals);
    rowsOf<Setting>(rows) = std::move(data.settings);
    return rows;
}

} // namespace cairn::core
