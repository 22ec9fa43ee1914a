#include "tests/core/exchange/archive_sample.h"

#include <array>

#include "tests/support/builders.h"

namespace cairn::support {

using namespace core;

namespace {

constexpr std::array<std::string_view, 10> texts{
    "",          "plain",         "two\nlines", "quoted \"text\", and comma", "grün 🌱", "=1+1", " spaces ",
    "\ttab\r\n", "ltr \u200fרtl", "'"};

/// Draws field values that the description allows.
class Draw {
public:
    explicit Draw(std::uint64_t seed) : m_random(seed) {}

    Value value(const FieldDescription& field) {
        if (field.isOptional && m_random.below(3) == 0) return {};
        switch (field.type) {
        case FieldType::text: return text(field);
        case FieldType::integer: return static_cast<std::int64_t>(m_random.below(100));
        case FieldType::real: return number(field);
        case FieldType::date: return static_cast<std::int64_t>(20000 + m_random.below(900));
        case FieldType::instant: return static_cast<std::int64_t>(m_random.below(2'000'000'000'000));
        case FieldType::choice: return static_cast<std::int64_t>(m_random.below(field.choices.size()));
        case FieldType::weekdays: return static_cast<std::int64_t>(1 + m_random.below(127));
        case FieldType::time: return static_cast<std::int64_t>(m_random.below(1440));
        case FieldType::schedule: return schedule();
        case FieldType::reference: return {};
        }
        return {};
    }

    /// Gives every field but references and keys a drawn value, as far as the rules between fields allow it.
    template<class R>
    R vary(const R& record) {
        R result = record;
        for (const FieldDescription& field : describe<R>().fields) {
            if (field.isKey || field.type == FieldType::reference) continue;
            R changed = result;
            field.write(&changed, value(field));
            if (validate(describe<R>(), valuesOf(changed))) result = changed;
        }
        return result;
    }

    Random& random() { return m_random; }

private:
    Value text(const FieldDescription& field) {
        std::string result(texts[m_random.below(texts.size())]);
        if (field.maximumLength == 7) result = m_random.below(2) == 0 ? "#12AB9F" : "";
        return result.size() < field.minimumLength ? Value{std::string("x")} : Value{result};
    }
    Value number(const FieldDescription& field) {
        constexpr std::array<double, 6> numbers{0.1, 1.0 / 3, 12345.678, 1e15, 2, 0};
        const double drawn = numbers[m_random.below(numbers.size())];
        return validate(field, Value{drawn}) ? Value{drawn} : Value{1.0};
    }
    Value schedule() {
        constexpr std::array<std::string_view, 6> schedules{"daily",  "mon,fri", "every 3 days",
                                                            "3/week", "2/month", "3 in 10 days"};
        return std::string(schedules[m_random.below(schedules.size())]);
    }

    Random m_random;
};

class Content {
public:
    Content(std::uint64_t seed, std::size_t logs) : m_draw(seed), m_logs(logs) {}

    template<class R>
    R add(const R& record) {
        const R drawn = m_draw.vary(record);
        m_changes.push_back(creation(drawn));
        if (kindOfRecord<R> != Kind::habitLog && m_draw.random().below(5) == 0)
            m_changes.push_back(removal(refOf(drawn)));
        return drawn;
    }

    void addHabit(const Section& section, const Tag& tag, const Goal& goal) {
        Habit habit = aHabit();
        if (m_draw.random().below(2) == 0) habit.section = section.id;
        habit = add(habit);
        for (int i = 0; i < 2; ++i) {
            HabitRule rule = aRule(habit, firstDay - 100 * i);
            add(rule);
        }
        add(aPause(habit, firstDay, firstDay + 3));
        add(aHabitTag(habit, tag));
        add(aReminder(habit));
        Dismissal dismissal{{}, habit.id, SuggestionKind::easier, firstDay, {}};
        assignNaturalId(dismissal);
        add(dismissal);
        add(aLink(goal, habit));
        for (std::size_t i = 0; i < m_logs; ++i) addLog(habit, firstDay - static_cast<int>(i));
    }

    std::vector<Change> changes() && { return std::move(m_changes); }

private:
    void addLog(const Habit& habit, Date date) {
        const HabitLog log = m_draw.vary(aLog(habit, date));
        if (log.mark != Mark::none || log.amount || !log.note.empty()) m_changes.push_back(creation(log));
    }

    Draw m_draw;
    std::size_t m_logs;
    std::vector<Change> m_changes;
};

} // namespace

std::vector<Change> randomContent(std::uint64_t seed, std::size_t habits, std::size_t logs) {
    Content content(seed, logs);
    const Section section = content.add(aSection());
    const Tag tag = content.add(aTag("Gesundheit"));
    const Goal goal = content.add(aGoal());
    content.add(anEntry(goal, -3));
    content.add(aMilestone(goal));
    Pause everything = aPause(aHabit(), firstDay, firstDay + 1);
    everything.habit = std::nullopt;
    content.add(everything);
    content.add(aSetting("unheard-of", "x"));
    for (std::size_t i = 0; i < habits; ++i) content.addHabit(section, tag, goal);
    return std::move(content).changes();
}

} // namespace cairn::support
