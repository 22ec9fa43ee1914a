#include "ui/models/rule_change.h"

namespace cairn::ui {

core::RuleKind ruleKindOf(const core::HabitDraft& draft) {
    core::HabitRule rule;
    rule.schedule = draft.schedule;
    rule.target = draft.target;
    rule.bound = draft.bound;
    return core::termsOf(rule, draft.habit.measure).kind;
}

std::optional<CutPeriod> cutPeriod(core::RuleKind before, core::RuleKind after, core::Date from,
                                   core::Weekday firstWeekday) {
    if (before == after) return std::nullopt;
    const core::RuleKind counted = core::isQuota(before) ? before : after;
    if (!core::isQuota(counted)) return std::nullopt;
    const bool isMonth = core::isMonthly(counted);
    const core::Date start = isMonth ? core::firstOfMonth(from) : core::startOfWeek(from, firstWeekday);
    if (start == from) return std::nullopt;
    return CutPeriod{isMonth, isMonth ? core::lastOfMonth(from) + 1 : start + 7};
}

} // namespace cairn::ui
