#pragma once

#include <optional>

#include "core/actions/habit_actions.h"
#include "core/analytics/rule_terms.h"
#include "core/analytics/timeline.h"

namespace cairn::ui {

/// What a draft's rule counts in, and how.
core::RuleKind ruleKindOf(const core::HabitDraft& draft);

/// A calendar week or month that a change of rule would cut short, and the day on which the change would not.
struct CutPeriod {
    bool isMonth = false;
    core::Date next; ///< the first day of the next one

    friend bool operator==(const CutPeriod&, const CutPeriod&) = default;
};

/// The period that is cut where a rule of kind `after` takes over from one of kind `before` on `from`: that of the old
/// kind, else that of the new one. Nothing within a kind, between kinds without calendar periods, and where the period
/// begins on `from`. Source: spec.md 2 "Quota of a period". Example: daily to 3/week from a Friday: the week, and
/// Monday.
std::optional<CutPeriod> cutPeriod(core::RuleKind before, core::RuleKind after, core::Date from,
                                   core::Weekday firstWeekday);

} // namespace cairn::ui
