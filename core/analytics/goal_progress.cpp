#include "core/analytics/goal_progress.h"

#include <algorithm>
#include <cmath>

#include "core/analytics/day_state.h"

namespace cairn::core {

namespace {

constexpr int paceDays = 28;
constexpr int fewestPaceDays = 7;

/// What each day from the goal's start to today added.
class Additions {
public:
    Additions(const Goal& goal, Date today)
        : m_start(goal.startDate), m_days(static_cast<std::size_t>(DateSpan{goal.startDate, today}.length())) {}

    [[nodiscard]] Date start() const { return m_start; }
    [[nodiscard]] const std::vector<double>& days() const { return m_days; }
    [[nodiscard]] bool has(Date date) const {
        return m_start <= date && date - m_start < static_cast<int>(m_days.size());
    }
    void add(Date date, double amount) {
        if (has(date)) m_days[static_cast<std::size_t>(date - m_start)] += amount;
    }
    /// The sum of the last `count` days.
    [[nodiscard]] double lately(int count) const {
        double sum = 0;
        for (std::size_t i = m_days.size() - static_cast<std::size_t>(count); i < m_days.size(); ++i) sum += m_days[i];
        return sum;
    }

private:
    Date m_start;
    std::vector<double> m_days;
};

/// What one day of a habit is worth: its amount, or 1 when it is done or kept; a skip nothing.
double worthOn(const HabitFacts& facts, Date date) {
    if (facts.timeline->history.mark(date) == Mark::skipped) return 0;
    if (facts.timeline->measure == Measure::measured) return amountOn(facts, date).value_or(0);
    const DayState state = stateOn(facts, date);
    return state == DayState::done || state == DayState::kept ? 1 : 0;
}

Additions additionsOf(const Goal& goal, std::span<const GoalEntry> entries, std::span<const LinkedHabit> habits,
                      AsOf asOf) {
    Additions additions(goal, asOf.today);
    for (const GoalEntry& entry : entries) additions.add(std::max(entry.date, goal.startDate), entry.amount);
    for (const LinkedHabit& habit : habits) {
        const HabitFacts facts = factsOf(*habit.timeline, asOf);
        for (Date date = goal.startDate; date <= asOf.today; ++date)
            additions.add(date, habit.weight * worthOn(facts, date));
    }
    return additions;
}

std::optional<double> paceOf(const Additions& additions) {
    const int days = std::min(paceDays, static_cast<int>(additions.days().size()));
    if (days < fewestPaceDays) return std::nullopt;
    return additions.lately(days) / days;
}

std::optional<Date> forecastOf(double remaining, std::optional<double> pace, Date today) {
    if (!pace || *pace <= 0 || remaining <= 0) return std::nullopt;
    const double days = remaining / *pace;
    const double whole = std::ceil(days - 1e-9 * std::max(1.0, days)); // the rounding of sums makes no day of its own
    if (!(whole <= latestDate - today)) return std::nullopt;
    return today + static_cast<int>(whole);
}

GoalState stateOf(const Goal& goal, double value, double expected, Date today) {
    if (reaches(value, goal.target)) return GoalState::complete;
    if (today > *goal.targetDate) return GoalState::behind;
    if (today <= goal.startDate) return GoalState::onTrack;
    if (value < 0.9 * expected) return GoalState::behind;
    return value > 1.1 * expected ? GoalState::ahead : GoalState::onTrack;
}

std::optional<Date> reachedOn(const Goal& goal, const Additions& additions) {
    double value = 0;
    for (std::size_t i = 0; i < additions.days().size(); ++i) {
        value += additions.days()[i];
        if (reaches(value, goal.target)) return additions.start() + static_cast<int>(i);
    }
    return std::nullopt;
}

} // namespace

std::optional<double> expectedOn(const Goal& goal, Date day) {
    if (!goal.targetDate) return std::nullopt;
    const int since = day - goal.startDate;
    const int total = *goal.targetDate - goal.startDate;
    if (since <= 0) return 0;
    if (since >= total) return goal.target;
    return goal.target * since / total;
}

GoalProgress progressOf(const Goal& goal, std::span<const GoalEntry> entries, std::span<const LinkedHabit> habits,
                        AsOf asOf) {
    const Additions additions = additionsOf(goal, entries, habits, asOf);
    GoalProgress progress;
    for (const double added : additions.days()) progress.value += added;
    const bool isComplete = reaches(progress.value, goal.target);
    progress.percent = isComplete ? 1 : std::clamp(progress.value / goal.target, 0.0, 1.0);
    progress.pace = paceOf(additions);
    if (!isComplete) progress.forecast = forecastOf(goal.target - progress.value, progress.pace, asOf.today);
    progress.expected = expectedOn(goal, asOf.today);
    if (progress.expected) progress.state = stateOf(goal, progress.value, *progress.expected, asOf.today);
    progress.reachedOn = reachedOn(goal, additions);
    return progress;
}

std::vector<BurnUpPoint> burnUpOf(const Goal& goal, std::span<const GoalEntry> entries,
                                  std::span<const LinkedHabit> habits, AsOf asOf) {
    const Additions additions = additionsOf(goal, entries, habits, asOf);
    std::vector<BurnUpPoint> points;
    points.reserve(additions.days().size());
    double value = 0;
    for (const double added : additions.days()) {
        value += added;
        points.push_back({goal.startDate + static_cast<int>(points.size()), value});
    }
    return points;
}

double milestonePercent(const Milestone& milestone, int doneTasks, int tasks) {
    if (tasks > 0) return static_cast<double>(doneTasks) / tasks;
    return milestone.completedAt ? 1 : 0;
}

} // namespace cairn::core
