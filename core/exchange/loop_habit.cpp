#include "core/exchange/loop_habit.h"

#include <cmath>

#include "core/analytics/facts.h"
#include "core/analytics/strength.h"
#include "core/domain/rules.h"
#include "core/exchange/loop_facts.h"

namespace cairn::core {

namespace {

struct FrequencyOf {
    LoopFrequency operator()(Daily) const { return {1, 1, true}; }
    LoopFrequency operator()(OnWeekdays s) const { return {s.days.count(), 7, s.days.count() == 7}; }
    LoopFrequency operator()(EveryNDays s) const { return {1, s.interval, s.interval == 1}; }
    LoopFrequency operator()(TimesAWeek s) const { return {s.times, 7, false}; }
    LoopFrequency operator()(TimesAMonth s) const { return {s.times, 30, false}; }
    LoopFrequency operator()(TimesInDays s) const { return {s.times, s.days, true}; }
};

/// Gathers what one habit loses, each thing once.
class Losses {
public:
    Losses(std::vector<ImportProblem>& problems, std::size_t line) : m_problems(problems), m_line(line) {}

    void add(bool isLost, std::string_view field, std::string_view message) {
        if (isLost) m_problems.push_back({m_line, std::string(field), std::string(message)});
    }

private:
    std::vector<ImportProblem>& m_problems;
    std::size_t m_line;
};

void reportHabit(Losses& losses, const HabitWithTimeline& habit, const LoopFrequency& frequency) {
    const Habit& record = habit.habit;
    losses.add(!frequency.isExact, "schedule", "has no equal in Loop; the nearest frequency was written");
    losses.add(habit.timeline.rules.size() > 1, "rules", "Loop knows one rule; the present one was written");
    losses.add(!habit.timeline.pauses.empty(), "pauses", "are unknown to Loop");
    losses.add(record.startDate || record.endDate, "start_date", "start and end are unknown to Loop");
    losses.add(record.section.has_value(), "section", "is unknown to Loop");
    losses.add(record.direction == Direction::quit, "direction", "habits to quit are unknown to Loop");
    const bool hasWords = !record.why.empty() || !record.identity.empty() || !record.cue.empty() ||
                          !record.craving.empty() || !record.response.empty() || !record.reward.empty() ||
                          !record.minimalDose.empty() || !record.intentions.empty();
    losses.add(hasWords, "why", "the reasons and the loop of a habit are unknown to Loop");
}

/// Loop's value of a log; a done day without an amount has the target, as everywhere.
std::optional<std::int64_t> valueOf(const HabitLog& log, const HabitWithTimeline& habit, const HabitRule& rule) {
    HabitLog shown = log;
    if (habit.habit.measure == Measure::measured && log.mark == Mark::done && !log.amount)
        shown.amount = rule.bound == Bound::atMost ? 0 : rule.target.value_or(0);
    return loopValueOf(shown, habit.habit.measure);
}

/// Whether the value is read back as what was recorded.
bool isFaithful(const HabitLog& log, Measure measure, std::optional<std::int64_t> value) {
    HabitLog read;
    if (value && !takeLoopValue(read, measure, *value)) return false;
    if (measure == Measure::measured && log.mark == Mark::done && !log.amount) return true;
    const double difference = std::abs(read.amount.value_or(-1) - log.amount.value_or(-1));
    return read.mark == log.mark && difference <= 1e-9 * std::abs(log.amount.value_or(0));
}

void takeLogs(LoopHabitOut& out, const HabitWithTimeline& habit, const std::vector<HabitLog>& logs, Losses& losses) {
    std::size_t unfaithful = 0;
    for (const HabitLog& log : logs) {
        const auto value = valueOf(log, habit, *out.rule);
        if (!isFaithful(log, habit.habit.measure, value)) ++unfaithful;
        const auto unknown = static_cast<std::int64_t>(LoopValue::unknown);
        LoopEntry& entry = out.days.try_emplace(log.date, LoopEntry{unknown, {}}).first->second;
        if (value) entry.value = *value;
        entry.note = log.note;
    }
    losses.add(unfaithful > 0, "logs",
               std::to_string(unfaithful) + " days hold what Loop can't, such as a mark beside an amount");
}

/// The days that Loop counts as done by themselves: inside a satisfied interval, without a mark.
void takeAutomaticDays(LoopHabitOut& out, const HabitFacts& facts) {
    if (out.habit->measure == Measure::measured) return;
    for (std::size_t i = 0; i < facts.days.size(); ++i) {
        const DayFact& fact = facts.days[i];
        if (fact.counting && fact.satisfied && !fact.recorded)
            out.days[facts.start + static_cast<int>(i)].value = static_cast<std::int64_t>(LoopValue::yesAuto);
    }
}

void takeScores(LoopHabitOut& out, const HabitFacts& facts) {
    const std::vector<double> strengths = strengthsOf(facts);
    for (std::size_t i = 0; i < strengths.size(); ++i) out.scores[facts.start + static_cast<int>(i)] = strengths[i];
}

} // namespace

LoopFrequency loopFrequencyOf(const Schedule& schedule) {
    return std::visit(FrequencyOf{}, schedule);
}

double LoopHabitOut::scoreOn(Date day) const {
    const auto after = scores.upper_bound(day);
    return after == scores.begin() ? 0 : std::prev(after)->second;
}

LoopHabitOut loopHabitOf(const HabitWithTimeline& habit, const std::vector<HabitLog>& logs, AsOf asOf, std::size_t line,
                         std::vector<ImportProblem>& problems) {
    Losses losses(problems, line);
    LoopHabitOut out;
    out.habit = &habit.habit;
    out.rule = &ruleInForce(habit.timeline.rules, asOf.today);
    reportHabit(losses, habit, loopFrequencyOf(out.rule->schedule));
    const HabitFacts facts = factsOf(habit.timeline, asOf);
    takeAutomaticDays(out, facts);
    takeLogs(out, habit, logs, losses);
    takeScores(out, facts);
    return out;
}

} // namespace cairn::core
