#include <map>
#include <rapidcheck.h>

#include "tests/support/open_store.h"

using namespace cairn::core;
using namespace cairn::support;

namespace {

/// All that a person sees of a store.
struct Picture {
    std::vector<Section> sections;
    std::vector<Habit> habits;
    std::vector<HabitRule> rules;
    std::vector<Tag> tags;
    std::vector<HabitTag> habitTags;
    std::vector<HabitLog> logs;
    std::vector<Goal> goals;
    std::vector<GoalEntry> entries;
    std::vector<GoalLink> links;

    bool operator==(const Picture&) const = default;
};

Picture pictureOf(const OpenStore& store) {
    return {store.all<Section>(), store.all<Habit>(),     store.all<HabitRule>(),
            store.all<Tag>(),     store.all<HabitTag>(),  store.all<HabitLog>(),
            store.all<Goal>(),    store.all<GoalEntry>(), store.all<GoalLink>()};
}

/// Makes random changes that are valid, from what is there.
class Person {
public:
    Person(OpenStore& store, std::uint64_t seed) : m_store(store), m_random(seed) {}

    /// One change; whether it changed anything.
    bool act() { return !m_store.apply(changes()).rows.empty(); }
    bool importFile() {
        return !m_store
                    .import({creation(m_imported), creation(aRule(m_imported)), creation(log(m_imported)),
                             creation(log(m_imported))})
                    .rows.empty();
    }
    std::uint64_t below(std::uint64_t bound) { return m_random.below(bound); }

    HabitLog log(const Habit& habit) {
        HabitLog log = aLog(habit, firstDay + static_cast<int>(below(6)), static_cast<Mark>(below(4)));
        if (below(3) == 0) log.amount = static_cast<double>(below(3));
        if (below(3) == 0) log.note = std::string(below(3), 'n');
        return log;
    }

private:
    template<class R>
    const R* pick(const std::vector<R>& from) {
        return from.empty() ? nullptr : &from[below(from.size())];
    }

    std::vector<Change> changes() {
        const auto habits = m_store.all<Habit>();
        const auto goals = m_store.all<Goal>();
        const Habit* const habit = pick(habits);
        const Goal* const goal = pick(goals);
        if (habit == nullptr) return newHabit();
        switch (below(12)) {
        case 0: return newHabit();
        case 1: return renamed(*habit);
        case 2: return {removal(refOf(*habit))};
        case 3: return restored();
        case 4:
            return {creation(
                aRule(*habit, firstDay + static_cast<int>(below(3)), TimesAWeek{1 + static_cast<int>(below(7))}))};
        case 5: return {creation(aTag("Health")), creation(aHabitTag(*habit, aTag("Health")))};
        case 6: return {removal(refOf(aTag("Health")))};
        case 7:
            return goal == nullptr ? std::vector{creation(aGoal("Goal", 3))}
                                   : std::vector{creation(aLink(*goal, *habit, 1.0 + static_cast<double>(below(2))))};
        case 8: return goal == nullptr ? newHabit() : std::vector{creation(anEntry(*goal, 1))};
        default: return {creation(log(*habit)), creation(log(*habit))};
        }
    }
    std::vector<Change> newHabit() {
        const Habit habit = aHabit("h");
        return {creation(habit), creation(aRule(habit)), creation(log(habit))};
    }
    std::vector<Change> renamed(const Habit& habit) {
        Habit other = habit;
        other.name = "n" + std::to_string(below(4));
        other.position = static_cast<double>(below(3));
        return {difference(habit, other)};
    }
    std::vector<Change> restored() {
        const auto gone = m_store.all<Habit>(Rows::inTrash);
        const Habit* const habit = pick(gone);
        return habit == nullptr ? newHabit() : std::vector{restoration(refOf(*habit))};
    }

    OpenStore& m_store;
    Random m_random;
    Habit m_imported = aHabit("imported");
};

/// Removing a tag that is not there is refused; all else a Person does is not.
bool actOrSkip(OpenStore& store, Person& person) {
    if (store.all<Tag>(Rows::all).empty()) store.create(aTag("Health"));
    return person.act();
}

} // namespace

TEST_CASE("random edits and as many undos lead back, and as many redos forth again", "[core][store][undo][property]") {
    const bool holds = rc::check("edits + undo all = start", [](std::uint64_t seed) {
        OpenStore store;
        store.create(aTag("Health"));
        Person person(store, seed);
        std::vector<Picture> pictures{pictureOf(store)};
        for (int i = 0; i < 12; ++i) {
            const bool isChanged = i == 5 ? person.importFile() : actOrSkip(store, person);
            if (isChanged) pictures.push_back(pictureOf(store));
        }
        for (std::size_t i = pictures.size() - 1; i > 0; --i) {
            RC_ASSERT(pictureOf(store) == pictures[i]);
            RC_ASSERT(store.undo().kept == 0);
            if (person.below(4) == 0) {
                store.redo();
                RC_ASSERT(pictureOf(store) == pictures[i]);
                store.undo();
            }
        }
        RC_ASSERT(pictureOf(store) == pictures.front());
        store.reopen();
        for (std::size_t i = 1; i < pictures.size(); ++i) {
            store.redo();
            RC_ASSERT(pictureOf(store) == pictures[i]);
        }
    });
    CHECK(holds);
}

TEST_CASE("logs behave like a map from days to values", "[core][store][property]") {
    const bool holds = rc::check("logs = map", [](std::uint64_t seed) {
        OpenStore store;
        const Habit habit = store.create(aHabit());
        Person person(store, seed);
        std::map<Date, HabitLog> model;
        for (int i = 0; i < 30; ++i) {
            const HabitLog log = person.log(habit);
            store.apply({creation(log)});
            model[log.date] = log;
        }
        std::erase_if(model, [](const auto& entry) {
            return entry.second.mark == Mark::none && !entry.second.amount && entry.second.note.empty();
        });
        std::vector<HabitLog> expected;
        for (const auto& [day, log] : model) expected.push_back(log);
        RC_ASSERT(store.all<HabitLog>() == expected);
        const History history = required(store.reader().timeline(habit.id)).timeline.history;
        for (const HabitLog& log : expected) {
            RC_ASSERT(history.mark(log.date) == log.mark);
            RC_ASSERT(history.amount(log.date) == log.amount);
        }
    });
    CHECK(holds);
}
