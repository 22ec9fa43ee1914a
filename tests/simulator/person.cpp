#include <algorithm>
#include <fmt/format.h>

#include "tests/simulator/world.h"

namespace cairn::simulator {

namespace {

using core::Change;
using core::Kind;
using core::SyncedRow;

core::RecordRef refOf(const SyncedRow& row) {
    const auto resolved = sure(core::resolve(row.row), "a name");
    core::RecordRef ref{resolved.kind, resolved.id, std::nullopt};
    if (resolved.kind == Kind::habitLog)
        ref.day = core::Date{static_cast<std::int32_t>(std::get<std::int64_t>(resolved.values[1]))};
    return ref;
}

core::Value number(std::int64_t value) {
    return value;
}

Change edit(const SyncedRow& row, std::vector<std::pair<std::string_view, core::Value>> values) {
    Change change{refOf(row), {}, core::Removal::unchanged};
    for (auto& [name, value] : values)
        change.fields.push_back({*core::fieldIndex(core::describe(change.row.kind), name), std::move(value)});
    return change;
}

core::HybridClock greatestClock(const SyncedRow& row) {
    core::HybridClock greatest;
    for (const core::SyncedRegister& one : row.registers) greatest = std::max(greatest, one.clock);
    return greatest;
}

core::Date someDay(core::Random& random) {
    return core::Date{20'000 + static_cast<std::int32_t>(random.below(3))};
}

} // namespace

std::vector<SyncedRow> World::shown(Device& device, std::string_view kind) {
    const std::vector<SyncedRow> all = device.rows();
    std::map<core::RowName, const SyncedRow*> byName;
    for (const SyncedRow& row : all) byName.emplace(row.row, &row);
    const std::function<bool(const SyncedRow&)> isShown = [&](const SyncedRow& row) {
        return core::isPresent(row) && core::isComplete(row) &&
               std::ranges::all_of(core::ownersOf(row), [&](const core::RowName& owner) {
                   const auto known = byName.find(owner);
                   return known != byName.end() && isShown(*known->second);
               });
    };
    std::vector<SyncedRow> rows;
    for (const SyncedRow& row : all)
        if ((kind.empty() || row.row.kind == kind) && core::enumNamed<Kind>(row.row.kind) && isShown(row))
            rows.push_back(row);
    return rows;
}

std::optional<SyncedRow> World::pick(const std::vector<SyncedRow>& rows) {
    if (rows.empty()) return std::nullopt;
    return rows[m_random.below(rows.size())];
}

void World::person(Device& device) {
    const double act = m_random.unit();
    say(device.name() + "'s person acts");
    if (act < 0.10 || shown(device, "habit").empty()) return makeHabit(device);
    if (act < 0.30) return log(device);
    if (act < 0.48) return editRow(device);
    if (act < 0.53) return removeSome(device, 1);
    if (act < 0.60) return restoreOrBury(device);
    if (act < 0.64) return makeUnder(device, Kind::habitRule);
    if (act < 0.68) return makeGoal(device);
    if (act < 0.72) return makeUnder(device, Kind::milestone);
    if (act < 0.75) return makeUnder(device, Kind::reminder);
    if (act < 0.79) return makeUnder(device, Kind::goalLink);
    if (act < 0.88) {
        for (std::uint64_t i = 1 + m_random.below(4); i > 0; --i) std::ignore = device.undo();
        return;
    }
    if (act < 0.91) return importFile(device);
    if (act < 0.95) return removeSome(device, chance(0.5) ? 6 : 14);
    if (act < 0.98) return answerRefusal(device);
    const auto known = sure(device.replica().disagreements(), "disagreements");
    if (known.empty()) return;
    if (const auto set = device.replica().takeLoser(known[m_random.below(known.size())].first))
        device.changed(*set, Oracle::Why::edit);
}

/// What the server refused is dropped, or sent again.
void World::answerRefusal(Device& device) {
    const auto refused = sure(device.replica().refused(), "refused");
    if (refused.empty()) return;
    if (chance(0.3)) return sure(device.replica().sendRefusedAgain(), "send again");
    dropRefused(device);
}

void World::dropRefused(Device& device) {
    for (const core::WaitingRow& row : sure(device.replica().refused(), "refused"))
        sure(device.replica().dropRefused(row.row), "drop what was refused");
    device.look();
}

/// Enough rows that a mass removal is one.
void World::makeMany(Device& device) {
    std::vector<Change> changes;
    for (int i = 0; i < 24; ++i) {
        core::Habit habit;
        habit.id = core::newUuid(device.now(), device.random());
        habit.name = fresh();
        habit.madeOn = core::Date{19'990};
        changes.push_back(core::creation(habit));
    }
    sure(device.change(changes, Oracle::Why::edit), "make many habits");
}

void World::makeHabit(Device& device) {
    core::Habit habit;
    habit.id = core::newUuid(device.now(), device.random());
    habit.name = fresh();
    habit.question = fresh();
    habit.madeOn = core::Date{19'990};
    sure(device.change({core::creation(habit)}, Oracle::Why::edit), "make a habit");
}

void World::makeGoal(Device& device) {
    core::Goal goal;
    goal.id = core::newUuid(device.now(), device.random());
    goal.name = fresh();
    goal.target = 1e12;
    goal.startDate = core::Date{19'990};
    sure(device.change({core::creation(goal)}, Oracle::Why::edit), "make a goal");
}

void World::makeUnder(Device& device, Kind kind) {
    const auto habit = pick(shown(device, "habit"));
    const auto goal = pick(shown(device, "goal"));
    const bool needsGoal = kind == Kind::milestone || kind == Kind::goalLink;
    if (!habit || (needsGoal && !goal)) return;
    const core::Uuid habitId = refOf(*habit).id;
    if (kind == Kind::habitRule) {
        core::HabitRule rule;
        rule.habit = habitId;
        rule.validFrom = someDay(m_random);
        rule.schedule = core::Daily{};
        rule.target = someNumber();
        sure(device.change({core::creation(rule)}, Oracle::Why::create), "make a rule");
    } else if (kind == Kind::reminder) {
        core::Reminder reminder;
        reminder.id = core::newUuid(device.now(), device.random());
        reminder.habit = habitId;
        reminder.time = {static_cast<int>(m_random.below(1440))};
        sure(device.change({core::creation(reminder)}, Oracle::Why::edit), "make a reminder");
    } else if (kind == Kind::milestone) {
        core::Milestone milestone;
        milestone.id = core::newUuid(device.now(), device.random());
        milestone.goal = refOf(*goal).id;
        milestone.title = fresh();
        milestone.position = ++m_values;
        sure(device.change({core::creation(milestone)}, Oracle::Why::edit), "make a milestone");
    } else {
        core::GoalLink link;
        link.goal = refOf(*goal).id;
        link.habit = habitId;
        link.weight = someNumber();
        sure(device.change({core::creation(link)}, Oracle::Why::create), "link");
    }
}

void World::log(Device& device) {
    const auto habit = pick(shown(device, "habit"));
    if (!habit) return;
    Change change{{Kind::habitLog, refOf(*habit).id, someDay(m_random)}, {}, core::Removal::unchanged};
    const auto& record = core::describe(Kind::habitLog);
    const std::uint64_t what = m_random.below(4);
    if (what == 0) {
        change.fields = {{*core::fieldIndex(record, "note"), fresh()}};
    } else {
        const bool isCleared = what == 1;
        change.fields = {
            {*core::fieldIndex(record, "mark"), number(isCleared ? 0 : static_cast<std::int64_t>(m_random.below(4)))},
            {*core::fieldIndex(record, "amount"),
             isCleared ? core::Value{} : core::Value{static_cast<double>(++m_values)}}};
    }
    sure(device.change({change}, Oracle::Why::edit), "log");
}

void World::editRow(Device& device) {
    auto rows = shown(device, m_random.below(2) == 0 ? "habit" : "");
    if (rows.empty()) return;
    // What was changed last is often changed again.
    std::ranges::sort(rows, {}, greatestClock);
    const auto row = chance(0.4) ? std::optional(rows.back()) : pick(rows);
    switch (refOf(*row).kind) {
    case Kind::habit: {
        std::vector<std::pair<std::string_view, core::Value>> values{{"name", fresh()}};
        if (chance(0.3)) values[0].first = "question";
        if (chance(0.2)) values.emplace_back("why", fresh());
        if (chance(0.2)) values.emplace_back("position", static_cast<double>(++m_values));
        sure(device.change({edit(*row, values)}, Oracle::Why::edit), "edit a habit");
        return;
    }
    case Kind::goal: sure(device.change({edit(*row, {{"name", fresh()}})}, Oracle::Why::edit), "edit a goal"); return;
    case Kind::milestone:
        sure(device.change({edit(*row, {{"position", static_cast<double>(++m_values)}})}, Oracle::Why::edit), "move");
        return;
    case Kind::goalLink:
        sure(device.change({edit(*row, {{"weight", static_cast<double>(++m_values)}})}, Oracle::Why::edit), "weigh");
        return;
    default: return;
    }
}

void World::removeSome(Device& device, std::size_t count) {
    std::vector<Change> changes;
    std::vector<SyncedRow> rows = shown(device, "");
    std::erase_if(rows, [](const SyncedRow& row) { return row.row.kind == "habit_log"; });
    if (count > 1 && rows.size() < count) return;
    while (changes.size() < count && !rows.empty()) {
        const std::size_t place = m_random.below(rows.size());
        changes.push_back(core::removal(refOf(rows[place])));
        rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(place));
    }
    if (changes.empty()) return;
    sure(device.change(changes, Oracle::Why::edit), "remove");
    say(device.name() + fmt::format(" removes {} of {} rows", changes.size(), changes.size() + rows.size()));
}

void World::restoreOrBury(Device& device) {
    std::vector<core::RecordRef> dead;
    for (const SyncedRow& row : device.rows())
        if (!row.isGrave && core::enumNamed<Kind>(row.row.kind) && !core::isPresent(row) && core::isComplete(row))
            dead.push_back(refOf(row));
    const auto goal = pick(shown(device, "goal"));
    if (goal && chance(0.15)) {
        sure(device.change({core::removal(refOf(*goal))}, Oracle::Why::edit), "remove a goal");
        std::ignore = sure(device.store().emptyTrash(std::vector{refOf(*goal)}), "bury a goal");
        return;
    }
    if (dead.empty()) return;
    if (chance(0.25)) {
        sure(device.store().emptyTrash(dead), "empty the trash");
        return;
    }
    // A row whose owner is not here can't be restored by a person; that refusal is right.
    std::ignore = device.change({core::restoration(dead[m_random.below(dead.size())])}, Oracle::Why::restore);
}

void World::importFile(Device& device) {
    core::Habit habit;
    habit.id = core::derivedUuid("habit", "file");
    habit.name = fresh();
    habit.madeOn = core::Date{19'990};
    habit.source = "file";
    std::vector<Change> changes{core::creation(habit)};
    for (int i = 0; i < 2; ++i) {
        core::HabitLog log;
        log.habit = habit.id;
        log.date = core::Date{20'000 + i};
        log.mark = core::Mark::done;
        log.amount = ++m_values;
        log.note = fresh();
        changes.push_back(core::creation(log));
    }
    for (const SyncedRow& row : device.rows())
        if (row.isGrave && row.row == core::rowName(core::describe(Kind::habit), habit.id, core::valuesOf(habit)))
            return;
    sure(device.change(changes, Oracle::Why::import), "import");
}

void World::decide(Device& device) {
    if (sure(device.replica().held(), "held").empty()) return;
    device.seeHeld();
    const auto decision = chance(0.5) ? sync::Replica::Held::remove : sync::Replica::Held::keep;
    const auto set = sure(device.replica().decideHeld(decision), "decide");
    const bool isRestored =
        std::ranges::any_of(set.rows, [](const core::RowChange& row) { return row.removal == core::Removal::restore; });
    if (decision == sync::Replica::Held::keep && isRestored)
        device.changed(set, Oracle::Why::restore);
    else
        device.look();
}

/// A newer program of the same person: registers, choices and kinds that this one does not know.
void World::newerProgram() {
    const auto rows = m_server->rows();
    const std::int64_t now = m_now + (chance(0.5) ? 0 : m_serverOffset + 240'000);
    core::HybridClock clock{(now << core::HybridClock::counterBits) |
                                static_cast<std::int64_t>(chance(0.7) ? 65'535 : m_random.below(9)),
                            m_newerReplica};
    sync::Push push{core::newUuid({m_now}, m_random), m_newerLast, m_newerReplica, 0, {}};
    sync::PushedRow pushed;
    const auto habit =
        std::ranges::find_if(rows, [](const SyncedRow& row) { return row.row.kind == "habit" && !row.isGrave; });
    if (habit != rows.end() && chance(0.7)) {
        pushed.row = {habit->row, {}, false};
        const double what = m_random.unit();
        const std::string name = what < 0.2 ? "difficulty" : what < 0.7 ? "name" : "sparkle";
        const std::string value = what < 0.2   ? "\"fierce\""
                                  : what < 0.7 ? '"' + fresh() + '"'
                                               : "[\"" + fresh() + "\",{\"a\":1.5}]";
        const auto* const known = habit->find(name);
        if (known != nullptr) pushed.over.emplace_back(name, known->clock);
        if (known != nullptr) clock.stamp = std::max(clock.stamp, known->clock.stamp + 1);
        pushed.row.put({name, clock, value});
    } else {
        core::RowName name{"moon_phase", '"' + core::formatUuid(core::newUuid({m_now}, m_random)) + '"'};
        pushed.row = {name, {{"light", clock, "\"" + fresh() + "\""}}, false};
    }
    for (const core::SyncedRegister& one : pushed.row.registers) {
        const SyncedRow* const known = habit == rows.end() ? nullptr : &*habit;
        Oracle::Seen seen;
        const Place place{pushed.row.row, one.name};
        if (const auto* was = known == nullptr ? nullptr : known->find(one.name)) m_oracle.show(seen, known->row, *was);
        m_oracle.add(pushed.row.row, one, seen[place], Oracle::Why::newer);
    }
    push.rows.push_back(pushed);
    std::map<core::RowName, SyncedRow> before;
    if (auto was = m_server->find(pushed.row.row)) before.emplace(pushed.row.row, std::move(*was));
    const auto answer = sure(m_server->streams().push(streamName, push), "a newer program's push");
    if (answer.outcome == sync::PushAnswer::Outcome::applied) {
        m_newerLast = push.id;
        judgePush(push, before);
    }
    if (answer.outcome == sync::PushAnswer::Outcome::forked)
        m_newerLast.reset(), m_newerReplica = core::newUuid({m_now}, m_random);
    say("a newer program writes " + pushed.row.row.kind);
}

void World::serverWrites() {
    const auto rows = m_server->rows();
    auto habits = rows;
    std::erase_if(habits, [](const SyncedRow& row) {
        return row.row.kind != "habit" || !core::isPresent(row) || !core::isComplete(row);
    });
    // The one that was named last, most often: its clock is the greatest.
    std::ranges::sort(habits, {}, [](const SyncedRow& row) { return row.find("name")->clock; });
    const auto habit = chance(0.3) || habits.empty() ? pick(habits) : std::optional(habits.back());
    if (!habit) return;
    const std::string value = '"' + fresh() + '"';
    const Place place{habit->row, "name"};
    Oracle::Seen seen;
    m_oracle.show(seen, habit->row, *habit->find("name"));
    sure(m_server->streams().write(
             streamName, std::vector{sync::RowWrite{sync::RowWrite::Act::edit, habit->row, {{"name", value}}, {}}}),
         "a write of the server");
    const auto written = m_server->find(habit->row);
    const core::SyncedRegister& name = *written->find("name");
    if (name.value != value) fail("I2 the server acknowledged its own write and did not keep it");
    m_oracle.acknowledged[place] = {name.clock, m_oracle.add(habit->row, name, seen[place], Oracle::Why::server)};
    say("the server writes");
}

} // namespace cairn::simulator
