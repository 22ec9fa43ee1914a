#include <benchmark/benchmark.h>
#include <vector>

#include "core/analytics/stats.h"
#include "core/analytics/today.h"
#include "core/base/random.h"

// What analytics cost: 200 habits of ten years each, all six schedules, yes/no and measured, with some pauses and a
// change of rules.

namespace {

using namespace cairn::core;

constexpr Date today{20'777};
constexpr int habitCount = 200;
constexpr int historyDays = 3'650;

Schedule scheduleOf(int number) {
    switch (number % 6) {
    case 0: return Daily{};
    case 1: return OnWeekdays{{0b10101}};
    case 2: return EveryNDays{3};
    case 3: return TimesAWeek{3};
    case 4: return TimesAMonth{10};
    default: return TimesInDays{3, 7};
    }
}

HabitTimeline habitOf(int number) {
    Random random(static_cast<std::uint64_t>(number));
    HabitTimeline habit;
    habit.madeOn = today - historyDays;
    habit.measure = number % 3 == 0 ? Measure::measured : Measure::yesNo;
    HabitRule rule;
    rule.validFrom = habit.madeOn;
    rule.schedule = scheduleOf(number);
    if (habit.measure == Measure::measured) rule.target = 30;
    habit.rules.push_back(rule);
    rule.validFrom = today - historyDays / 2;
    rule.schedule = scheduleOf(number + (number % 2 == 0 ? 6 : 1));
    habit.rules.push_back(rule);
    habit.pauses.push_back({today - 900, today - 880});
    for (int i = 0; i <= historyDays; ++i) {
        if (random.unit() > 0.8) continue;
        const bool measured = habit.measure == Measure::measured;
        habit.history.set(habit.madeOn + i, measured ? Mark::none : Mark::done,
                          measured ? std::optional<double>(20 + static_cast<double>(random.below(30))) : std::nullopt);
    }
    return habit;
}

std::vector<HabitTimeline> habits() {
    std::vector<HabitTimeline> result;
    for (int i = 0; i < habitCount; ++i) result.push_back(habitOf(i));
    return result;
}

void allOfToday(benchmark::State& state) {
    const auto timelines = habits();
    for (auto _ : state)
        for (const HabitTimeline& timeline : timelines) {
            const HabitFacts facts = factsOf(timeline, {today});
            benchmark::DoNotOptimize(statsOf(facts));
            benchmark::DoNotOptimize(todayOf(facts));
        }
}
BENCHMARK(allOfToday)->Unit(benchmark::kMillisecond);

/// One habit after a tick, for each of the six schedules.
void oneTick(benchmark::State& state) {
    HabitTimeline timeline = habitOf(static_cast<int>(state.range(0)));
    bool done = false;
    for (auto _ : state) {
        done = !done;
        timeline.history.set(today, done ? Mark::done : Mark::none);
        const HabitFacts facts = factsOf(timeline, {today});
        benchmark::DoNotOptimize(statsOf(facts));
        benchmark::DoNotOptimize(todayOf(facts));
    }
}
BENCHMARK(oneTick)->DenseRange(0, 5)->Unit(benchmark::kMicrosecond);

} // namespace

BENCHMARK_MAIN();
