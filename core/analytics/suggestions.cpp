#include "core/analytics/suggestions.h"

#include <algorithm>

#include "core/analytics/consistency.h"
#include "core/analytics/misses.h"
#include "core/analytics/statistics.h"
#include "core/analytics/totals.h"

namespace cairn::core {

namespace {

constexpr int fewestCountingDays = 14;
constexpr int dismissedDays = 14;

/// What the suggestions look at.
struct Case {
    const HabitFacts& facts;
    const RuleTerms& terms;
    Difficulty difficulty;
};

using Candidate = std::optional<Suggestion>;

bool hasDailyTarget(const RuleTerms& terms) {
    return terms.measured && !terms.isAtMost() && terms.target > 0;
}

Candidate restartSmall(const Case& habit) {
    const auto broken = streaksOf(habit.facts).broken;
    const auto found = std::find_if(broken.rbegin(), broken.rend(), [&](const BrokenStreak& streak) {
        return streak.run.length >= 7 && habit.facts.today - streak.on <= 3;
    });
    if (found == broken.rend()) return std::nullopt;
    SuggestionAction action = UseMinimalDose{};
    if (hasDailyTarget(habit.terms)) action = ChangeTarget{habit.terms.target / 2};
    return Suggestion{SuggestionKind::restartSmall, BrokenRun{found->run, found->on}, action};
}

int doneInLast(const HabitFacts& facts, int days) {
    const DateSpan span = facts.known({facts.day - (days - 1), facts.day});
    int done = 0;
    for (Date date = span.first; date <= span.last; ++date) done += isDone(facts.at(date).outcome) ? 1 : 0;
    return done;
}

/// Whether `times` a week is less often than the rule in force asks.
bool isFewer(int times, const RuleTerms& terms) {
    return !isBySum(terms.kind) && times * terms.days < 7 * terms.times;
}

Candidate fewerTimes(const Case& habit) {
    const auto failure = failureRateOf(habit.facts);
    const auto due = static_cast<int>(expectedBeforeToday(habit.facts).times);
    const int done = doneInLast(habit.facts, 28);
    const int times = std::clamp(done / 4, 1, 7);
    if (!failure || *failure <= 0.5 || due < 7 || !isFewer(times, habit.terms)) return std::nullopt;
    return Suggestion{SuggestionKind::fewerTimes, FailingOften{*failure, due, done}, ChangeSchedule{TimesAWeek{times}}};
}

Candidate easier(const Case& habit) {
    const auto consistency = consistencyOf(habit.facts);
    if (!consistency || *consistency >= 30) return std::nullopt;
    SuggestionAction action = UseMinimalDose{};
    if (habit.difficulty != Difficulty::easy)
        action = ChangeDifficulty{habit.difficulty == Difficulty::hard ? Difficulty::medium : Difficulty::easy};
    return Suggestion{SuggestionKind::easier, LowConsistency{*consistency}, action};
}

/// The weekdays that a day schedule has due; none where weekdays mean nothing to it.
Weekdays dueWeekdays(const Schedule& schedule) {
    if (std::holds_alternative<Daily>(schedule)) return allWeekdays;
    const auto* chosen = std::get_if<OnWeekdays>(&schedule);
    return chosen != nullptr ? chosen->days : Weekdays{};
}

/// How a weekday does beside the others; nothing where one of both has too few days.
std::optional<WeakWeekday> besideOthers(const std::array<WeekdayRate, 7>& rates, std::size_t weekday) {
    WeekdayRate others;
    for (std::size_t i = 0; i < rates.size(); ++i) {
        if (i == weekday) continue;
        others.done += rates[i].done;
        others.expected += rates[i].expected;
    }
    const WeekdayRate& own = rates[weekday];
    if (own.expected < 8 || others.expected == 0) return std::nullopt;
    return WeakWeekday{static_cast<Weekday>(weekday), static_cast<double>(own.done) / own.expected,
                       static_cast<double>(others.done) / others.expected, own.expected};
}

Candidate moveWeekday(const Case& habit) {
    const Weekdays due = dueWeekdays(habit.terms.schedule);
    if (due.count() < 2) return std::nullopt;
    const auto rates = weekdayRatesOf(habit.facts, 12 * 7);
    std::optional<WeakWeekday> weakest;
    for (std::size_t i = 0; i < rates.size(); ++i) {
        const auto weekday = besideOthers(rates, i);
        if (!weekday || !due.contains(weekday->weekday) || weekday->others - weekday->rate < 0.3 - 1e-12) continue;
        if (!weakest || weekday->rate < weakest->rate) weakest = weekday;
    }
    if (!weakest) return std::nullopt;
    const auto without = static_cast<std::uint8_t>(due.bits & ~(1 << static_cast<int>(weakest->weekday)));
    return Suggestion{SuggestionKind::moveWeekday, *weakest, ChangeSchedule{OnWeekdays{{without}}}};
}

/// One time more a week (a month, D days); nothing where every day is asked already.
struct OneMore {
    using Next = std::optional<Schedule>;

    static Next aWeek(int times) {
        if (times > 7) return std::nullopt;
        return times == 7 ? Schedule{Daily{}} : Schedule{TimesAWeek{times}};
    }
    Next operator()(Daily) const { return std::nullopt; }
    Next operator()(OnWeekdays s) const { return aWeek(s.days.count() + 1); }
    Next operator()(EveryNDays s) const {
        if (s.interval == 1) return std::nullopt;
        return s.interval == 2 ? Schedule{Daily{}} : Schedule{EveryNDays{s.interval - 1}};
    }
    Next operator()(TimesAWeek s) const { return aWeek(s.times + 1); }
    Next operator()(TimesAMonth s) const {
        if (s.times >= 31) return std::nullopt;
        return TimesAMonth{s.times + 1};
    }
    Next operator()(TimesInDays s) const {
        if (s.times >= s.days) return std::nullopt;
        return s.times + 1 == s.days ? TimesInDays{1, 1} : TimesInDays{s.times + 1, s.days};
    }
};

Candidate raise(const Case& habit) {
    const auto consistency = consistencyOf(habit.facts);
    const int done = totalsOf(habit.facts).done;
    if (done < 66 || !consistency || *consistency < 80) return std::nullopt;
    const StrongHabit reason{done, *consistency};
    if (hasDailyTarget(habit.terms))
        return Suggestion{SuggestionKind::raise, reason, ChangeTarget{habit.terms.target * 1.1}};
    const auto next = habit.terms.measured ? std::nullopt : std::visit(OneMore{}, habit.terms.schedule);
    if (!next) return std::nullopt;
    return Suggestion{SuggestionKind::raise, reason, ChangeSchedule{*next}};
}

bool isDismissed(SuggestionKind kind, std::span<const Dismissal> dismissals, Date today) {
    return std::any_of(dismissals.begin(), dismissals.end(), [&](const Dismissal& dismissal) {
        return dismissal.suggestion == kind && !dismissal.removed && today - dismissal.dismissedOn < dismissedDays;
    });
}

} // namespace

std::optional<Suggestion> suggestionFor(const HabitTimeline& timeline, Difficulty difficulty,
                                        std::span<const Dismissal> dismissals, AsOf asOf) {
    return suggestionFor(factsOf(timeline, asOf), difficulty, dismissals);
}

std::optional<Suggestion> suggestionFor(const HabitFacts& facts, Difficulty difficulty,
                                        std::span<const Dismissal> dismissals) {
    const auto counting =
        std::count_if(facts.days.begin(), facts.days.end(), [](const DayFact& fact) { return fact.counting; });
    if (facts.phase != Phase::active || counting < fewestCountingDays) return std::nullopt;
    const Case habit{facts, facts.ruleOn(facts.day), difficulty};
    for (const auto candidate : {restartSmall, fewerTimes, easier, moveWeekday, raise}) {
        const Candidate suggestion = candidate(habit);
        if (suggestion && !isDismissed(suggestion->kind, dismissals, facts.today)) return suggestion;
    }
    return std::nullopt;
}

} // namespace cairn::core
