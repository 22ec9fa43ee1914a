#include "core/actions/demo.h"

#include <array>
#include <cmath>
#include <fmt/format.h>

#include "core/actions/edit_builder.h"
#include "core/domain/goal.h"

namespace cairn::core {

namespace {

/// A habit of the demonstration, from which the generated ones are varied.
struct Persona {
    std::string_view name;
    std::string_view schedule;
    std::string_view unit; ///< empty: yes or no
    double target;
    Bound bound;
    Direction direction;
    std::string_view color;
    std::string_view question;
    std::string_view minimalDose;
    int reminder;   ///< minutes after midnight; below 0 none
    double keeping; ///< chance of a done day
    std::string_view section;
};

constexpr auto atLeast = Bound::atLeast;
constexpr auto atMost = Bound::atMost;
constexpr auto build = Direction::build;
constexpr auto quit = Direction::quit;

constexpr std::array personas{
    Persona{"Morning run", "daily", "km", 5, atLeast, build, "#2B7A58", "Did you run this morning?",
            "Put the shoes on and go round the block", 420, 0.86, "Morning"},
    Persona{"Read", "daily", "pages", 30, atLeast, build, "#3A69A0", "Did you read today?", "One page", -1, 0.93,
            "Evening"},
    Persona{"Meditate", "daily", "", 0, atLeast, build, "#6B4FA0", "Did you sit still for ten minutes?",
            "Three breaths", 405, 0.78, "Morning"},
    Persona{"No phone after 22:00", "daily", "", 0, atLeast, quit, "#B9432E", "Was the phone away by ten?",
            "Phone out of the bedroom", 1310, 0.7, "Evening"},
    Persona{"Strength training", "3/week", "", 0, atLeast, build, "#8A5700", "Did you train?", "Ten push-ups", -1, 0.66,
            ""},
    Persona{"Practise guitar", "mon,wed,fri", "min", 20, atLeast, build, "#00897B", "Did you play?", "Tune it", 1140,
            0.72, "Evening"},
    Persona{"Coffee", "daily", "cups", 2, atMost, build, "#5D4037", "How many cups?", "", -1, 0.8, ""},
    Persona{"Water the plants", "every 3 days", "", 0, atLeast, build, "#7CB342", "Are the plants watered?",
            "Just the basil", -1, 0.88, ""},
    Persona{"Call the family", "2/month", "", 0, atLeast, build, "#D81B60", "Did you call?", "Send a photo", -1, 0.1,
            ""},
    Persona{"Long walk", "3 in 10 days", "", 0, atLeast, build, "#1976D2", "Did you go for a long walk?", "", -1, 0.34,
            ""},
};

/// Ids and chance of the demonstration: everything is derived from the seed, so that the same call gives the same data.
class Maker {
public:
    Maker(const ActionContext& context, const DemoOptions& options)
        : m_context(context), m_options(options), m_random(options.seed),
          m_first(context.today - static_cast<int>(std::lround(options.years * 365.25))), m_edit(Action::makeDemo, {}) {
    }

    Edit make() {
        makeSections();
        for (int i = 0; i < m_options.habits; ++i) makeHabit(i);
        if (m_options.habits > 0) makeGoals();
        return m_edit.take();
    }

private:
    Uuid newId() { return newUuid(m_context.now, m_random); }

    void makeSections() {
        for (const std::string_view name : {"Morning", "Evening"}) {
            m_sections.push_back({newId(), std::string(name), static_cast<double>(m_sections.size()) + 1, {}});
            m_edit.create(m_sections.back());
        }
    }

    std::optional<Uuid> sectionNamed(std::string_view name) const {
        for (const Section& section : m_sections)
            if (section.name == name) return section.id;
        return std::nullopt;
    }

    void makeHabit(int number) {
        const Persona& persona = personas[static_cast<std::size_t>(number) % personas.size()];
        const int round = number / static_cast<int>(personas.size());
        Habit habit;
        habit.id = newId();
        habit.name = round == 0 ? std::string(persona.name) : fmt::format("{} {}", persona.name, round + 1);
        habit.question = persona.question;
        habit.minimalDose = persona.minimalDose;
        habit.color = persona.color;
        habit.direction = persona.direction;
        habit.measure = persona.unit.empty() ? Measure::yesNo : Measure::measured;
        habit.unit = persona.unit;
        habit.section = sectionNamed(persona.section);
        habit.position = number + 1;
        habit.madeOn = m_first;
        m_edit.create(habit);
        makeRule(habit, persona);
        if (persona.reminder >= 0) m_edit.create(Reminder{newId(), habit.id, {persona.reminder}, allWeekdays, {}});
        makeLogs(habit, persona);
        m_habits.push_back(habit.id);
    }

    void makeRule(const Habit& habit, const Persona& persona) {
        HabitRule rule{{}, habit.id,      m_first,       parseSchedule(persona.schedule).value_or(Daily{}),
                       {}, persona.bound, Silence::none, {}};
        if (habit.measure == Measure::measured) rule.target = persona.target;
        m_edit.create(rule);
    }

    /// Life as it goes: a lapse of some days now and then, two weeks of holiday in August, weaker weekends.
    void makeLogs(const Habit& habit, const Persona& persona) {
        int lapse = 0;
        for (Date day = m_first; day <= m_context.today; ++day) {
            if (day == m_context.today && m_random.below(3) != 0) return;
            if (lapse > 0)
                --lapse;
            else if (m_random.below(60) == 0)
                lapse = 1 + static_cast<int>(m_random.below(5));
            makeLog(habit, persona, day, lapse > 0);
        }
    }

    void makeLog(const Habit& habit, const Persona& persona, Date day, bool isLapse) {
        const auto [year, month, dayOfMonth] = civil(day);
        const bool isHoliday = month == 8 && dayOfMonth <= 14;
        const bool isWeekend = weekdayOf(day) >= Weekday::saturday;
        const double chance = isLapse ? 0.05 : persona.keeping - (isWeekend ? 0.08 : 0);
        const bool isKept = m_random.unit() < chance;
        HabitLog log{{}, habit.id, day, Mark::none, {}, {}, {}};
        if (isHoliday && !isKept)
            log.mark = Mark::skipped;
        else if (habit.measure == Measure::measured)
            log.amount = amountOf(persona, isKept);
        else
            log.mark = isKept ? Mark::done : m_random.below(2) == 0 ? Mark::missed : Mark::none;
        if (isKept && m_random.below(90) == 0) log.note = "A good one";
        if (log.mark != Mark::none || log.amount) m_edit.create(log);
    }

    std::optional<double> amountOf(const Persona& persona, bool isKept) {
        if (!isKept && m_random.below(2) == 0) return std::nullopt;
        const double share = isKept == (persona.bound == atLeast) ? 1 + m_random.unit() * 0.6 : m_random.unit() * 0.9;
        return std::max(0.0, std::round(persona.target * share));
    }

    void makeGoals() {
        const Date start = m_context.today - 80;
        Goal goal;
        goal.id = newId();
        goal.name = "Run a half marathon";
        goal.target = 550;
        goal.unit = "km";
        goal.startDate = start;
        goal.targetDate = m_context.today + 93;
        goal.position = 1;
        m_edit.create(goal);
        m_edit.create(GoalLink{{}, goal.id, m_habits.front(), 1, {}});
        makeMilestones(goal);
        if (m_habits.size() < 2) return;
        Goal books = goal;
        books.id = newId();
        books.name = "Twelve books this year";
        books.target = 3600;
        books.unit = "pages";
        books.position = 2;
        m_edit.create(books);
        m_edit.create(GoalLink{{}, books.id, m_habits[1], 1, {}});
        m_edit.create(GoalEntry{newId(), books.id, start + 3, 120, "Read on the train", {}});
    }

    void makeMilestones(const Goal& goal) {
        struct Step {
            std::string_view title;
            int day;
        };
        constexpr std::array steps{Step{"Base: run three times a week", 29}, Step{"10 km without a break", 60},
                                   Step{"16 km long run", 105}, Step{"Race week", 173}};
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const Date due = goal.startDate + steps[i].day;
            Milestone milestone{newId(), goal.id, std::string(steps[i].title), {}, static_cast<double>(i) + 1, due,
                                {},      {}};
            if (due < m_context.today) milestone.completedAt = m_context.now;
            m_edit.create(milestone);
        }
    }

    const ActionContext& m_context;
    const DemoOptions m_options;
    Random m_random;
    const Date m_first;
    EditBuilder m_edit;
    std::vector<Section> m_sections;
    std::vector<Uuid> m_habits;
};

} // namespace

Result<Edit> makeDemo(const ActionContext& context, const DemoOptions& options) {
    if (options.habits < 0 || options.habits > 10'000) return failure(ErrorCode::invalidValue, "habits are 0 to 10000");
    if (options.years < 0 || options.years > 100) return failure(ErrorCode::invalidValue, "years are 0 to 100");
    Edit edit = Maker(context, options).make();
    edit.origin.kind = OriginKind::import; // it is taken over like a file: one entry waits, one step of undo names it
    return edit;
}

} // namespace cairn::core
