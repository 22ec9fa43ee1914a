#include "core/analytics/rule_terms.h"

namespace cairn::core {

namespace {

struct Frequency {
    int times;
    int days;
};

struct FrequencyOf {
    Frequency operator()(Daily) const { return {1, 1}; }
    Frequency operator()(OnWeekdays s) const { return {s.days.count(), 7}; }
    Frequency operator()(EveryNDays s) const { return {1, s.interval}; }
    Frequency operator()(TimesAWeek s) const { return {s.times, 7}; }
    Frequency operator()(TimesAMonth s) const { return {s.times, 30}; }
    Frequency operator()(TimesInDays s) const { return {s.times, s.days}; }
};

struct DueOn {
    Date date;
    Date first;

    bool operator()(Daily) const { return true; }
    bool operator()(OnWeekdays s) const { return s.days.contains(weekdayOf(date)); }
    bool operator()(EveryNDays s) const { return (date - first) % s.interval == 0; }
    template<class Other>
    bool operator()(Other) const {
        return false;
    }
};

RuleKind kindOf(const Schedule& schedule, Frequency frequency, Measure measure) {
    const bool bySum = measure == Measure::measured && frequency.times == 1;
    switch (cairn::core::kindOf(schedule)) {
    case ScheduleKind::day: return RuleKind::day;
    case ScheduleKind::week: return bySum ? RuleKind::weekSum : RuleKind::week;
    case ScheduleKind::month: return bySum ? RuleKind::monthSum : RuleKind::month;
    case ScheduleKind::rolling: break;
    }
    return bySum && frequency.days > 1 ? RuleKind::rollingSum : RuleKind::rolling;
}

} // namespace

RuleTerms termsOf(const HabitRule& rule, Measure measure) {
    const Frequency frequency = std::visit(FrequencyOf{}, rule.schedule);
    const bool measured = measure == Measure::measured;
    return {.first = rule.validFrom,
            .schedule = rule.schedule,
            .kind = kindOf(rule.schedule, frequency, measure),
            .times = frequency.times,
            .days = frequency.days,
            .measured = measured,
            .target = measured ? rule.target.value_or(0) : 0,
            .bound = measured ? rule.bound : Bound::atLeast,
            .silenceKept = !measured && rule.silence == Silence::kept};
}

bool asksTheSame(const RuleTerms& left, const RuleTerms& right) {
    return left.schedule == right.schedule && left.target == right.target && left.bound == right.bound &&
           left.silenceKept == right.silenceKept;
}

bool isDueByCalendar(const RuleTerms& terms, Date date) {
    return std::visit(DueOn{date, terms.first}, terms.schedule);
}

} // namespace cairn::core
