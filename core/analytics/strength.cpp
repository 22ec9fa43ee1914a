#include "core/analytics/strength.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "core/analytics/rolling.h"

namespace cairn::core {

namespace {

/// One rule's part of the smoothing.
struct Step {
    int times = 1;         ///< N, doubled where yes/no is asked less than daily
    int days = 1;          ///< D, likewise
    double multiplier = 0; ///< m
    bool onDueDaysOnly = false;
    bool overFullDays = false; ///< the D days are the last that count and are not skipped
    bool isLoops = false;      ///< a rolling schedule, or a target for a span
};

Step stepOf(const RuleTerms& terms) {
    Step step{.times = terms.times, .days = terms.days};
    if (step.times >= step.days) step.times = step.days = 1;
    step.multiplier = std::pow(0.5, std::sqrt(static_cast<double>(step.times) / step.days) / 13);
    step.isLoops = isRolling(terms.kind) || isBySum(terms.kind);
    if (terms.kind == RuleKind::day && step.days > 1) {
        step.onDueDaysOnly = true;
        step.multiplier = std::pow(0.5, std::sqrt(static_cast<double>(step.days) / step.times) / 13);
        step.times = step.days = 1;
    }
    step.overFullDays = isQuota(terms.kind);
    if (!terms.measured && step.times < step.days) {
        step.times *= 2;
        step.days *= 2;
    }
    return step;
}

double clamped(double value) {
    return std::clamp(value, 0.0, 1.0);
}

double measuredValue(const RuleTerms& terms, const Step& step, const DayFact& fact, double sum) {
    const double target = terms.target * step.times;
    if (terms.bound == Bound::atLeast) {
        if (target > 0) return std::min(1.0, sum / target);
        return fact.hasAmount || step.isLoops ? 1 : 0;
    }
    if (fact.outcome == Outcome::missed && !fact.hasAmount) return 0;
    if (target > 0) return clamped(1 - (sum - target) / target);
    return sum > 0 ? 0 : 1;
}

/// What a day adds to the sums: an amount, or 1 for a done day of a yes/no habit.
double worth(const DayFact& fact, const RuleTerms& terms) {
    if (terms.measured) return fact.amount;
    return isDone(fact.outcome) ? 1 : 0;
}

bool isFull(const DayFact& fact) {
    return fact.counting && fact.outcome != Outcome::skipped;
}

/// Sums of the `days` values that end on each of the last `count` ones, looking back before those.
std::vector<double> lastSums(std::span<const double> values, std::size_t count, int days) {
    const std::size_t back = std::min(values.size() - count, static_cast<std::size_t>(days - 1));
    auto sums = windowSums(values.last(back + count), days);
    sums.erase(sums.begin(), sums.begin() + static_cast<std::ptrdiff_t>(back));
    return sums;
}

/// The days in two rows, all of them and those that count and are not skipped, each with what it adds to a sum. Rule
/// after rule its windows are summed, and its days stepped through.
class StrengthWalk {
public:
    explicit StrengthWalk(const HabitFacts& facts) : m_facts(facts) {
        m_strength = facts.ruleOn(facts.day).isAtMost() ? 1 : 0;
    }

    /// Strength on each day of the facts.
    [[nodiscard]] const std::vector<double>& byDay() const { return m_byDay; }

    double walk() {
        const auto& days = m_facts.days;
        for (std::size_t first = 0; first < days.size();) {
            std::size_t last = first;
            while (last + 1 < days.size() && days[last + 1].rule == days[first].rule) ++last;
            walkRule(first, last);
            first = last + 1;
        }
        return m_strength;
    }

private:
    const HabitFacts& m_facts;
    std::vector<double> m_all;
    std::vector<double> m_full;
    std::vector<double> m_byDay;
    bool m_begun = false;      ///< by a log or a chosen start
    bool m_hasStepped = false; ///< so that what it began with stands
    double m_strength = 0;

    void walkRule(std::size_t first, std::size_t last) {
        const RuleTerms& terms = m_facts.rules[m_facts.days[first].rule];
        const Step step = stepOf(terms);
        const std::size_t fullBefore = m_full.size();
        for (std::size_t i = first; i <= last; ++i) {
            const DayFact& fact = m_facts.days[i];
            m_all.push_back(fact.counting ? worth(fact, terms) : 0);
            if (isFull(fact)) m_full.push_back(worth(fact, terms));
        }
        const auto sums = step.overFullDays ? lastSums(m_full, m_full.size() - fullBefore, step.days)
                                            : lastSums(m_all, last - first + 1, step.days);
        std::size_t next = 0;
        for (std::size_t i = first; i <= last; ++i) {
            const bool hasSum = !step.overFullDays || isFull(m_facts.days[i]);
            stepDay(terms, step, i, hasSum ? sums[next] : 0);
            next += hasSum ? 1 : 0;
            m_byDay.push_back(m_strength);
        }
    }

    /// Steps begin with the first log or a chosen start; while silence is kept every day is one.
    bool isStep(const RuleTerms& terms, const DayFact& fact) {
        if (fact.recorded || m_facts.timeline->startDate) m_begun = true;
        if (!m_begun && !terms.silenceKept) return false;
        if (!m_hasStepped) m_strength = terms.isAtMost() ? 1 : 0;
        m_hasStepped = true;
        return true;
    }

    void stepDay(const RuleTerms& terms, const Step& step, std::size_t index, double sum) {
        const DayFact& fact = m_facts.days[index];
        if (!fact.counting) return;
        if (!isStep(terms, fact) || fact.outcome == Outcome::skipped || (step.onDueDaysOnly && !fact.due)) return;
        const bool isToday = index + 1 == m_facts.days.size() && !m_facts.isClosed;
        if (terms.silenceKept && isToday && !fact.recorded) return;
        const double value = terms.measured ? measuredValue(terms, step, fact, sum) : std::min(1.0, sum / step.times);
        m_strength = m_strength * step.multiplier + value * (1 - step.multiplier);
    }
};

} // namespace

double strengthOf(const HabitFacts& facts) {
    return StrengthWalk(facts).walk();
}

std::vector<double> strengthsOf(const HabitFacts& facts) {
    StrengthWalk walk(facts);
    walk.walk();
    return walk.byDay();
}

} // namespace cairn::core
