#pragma once

#include <cstdint>

#include "core/base/date.h"
#include "core/domain/habit.h"
#include "core/domain/schedule.h"

namespace cairn::core {

/// What a rule counts in, and how. Days under a rule of another kind add nothing to a number.
enum class RuleKind : std::uint8_t { day, week, month, rolling, weekSum, monthSum, rollingSum };

constexpr bool isRolling(RuleKind kind) {
    return kind == RuleKind::rolling || kind == RuleKind::rollingSum;
}
constexpr bool isMonthly(RuleKind kind) {
    return kind == RuleKind::month || kind == RuleKind::monthSum;
}
constexpr bool isWeekly(RuleKind kind) {
    return kind == RuleKind::week || kind == RuleKind::weekSum;
}
/// Counts kept calendar weeks or months.
constexpr bool isQuota(RuleKind kind) {
    return isWeekly(kind) || isMonthly(kind);
}
/// The target is for the whole span, by sum.
constexpr bool isBySum(RuleKind kind) {
    return kind == RuleKind::weekSum || kind == RuleKind::monthSum || kind == RuleKind::rollingSum;
}

/// A rule unpacked for computing: what it asks on a day.
struct RuleTerms {
    Date first; ///< the rule's own first day; the first rule holds before it too
    Schedule schedule;
    RuleKind kind = RuleKind::day;
    int times = 1; ///< N of "N times in D days"; for chosen weekdays their number
    int days = 1;  ///< D: 1 every day, 7 chosen weekdays and weeks, 30 months, n every n days
    bool measured = false;
    double target = 0; ///< 0 where a measured rule has none; for one day or for the span, by kind
    Bound bound = Bound::atLeast;
    bool silenceKept = false; ///< only ever of yes/no habits

    [[nodiscard]] bool isAtMost() const { return measured && bound == Bound::atMost; }
};

RuleTerms termsOf(const HabitRule& rule, Measure measure);

/// Whether two rules ask the same, whatever day they begin on.
bool asksTheSame(const RuleTerms& left, const RuleTerms& right);

/// Whether the calendar of a day schedule has `date` due; false for every other kind. Before the rule's first day too.
bool isDueByCalendar(const RuleTerms& terms, Date date);

} // namespace cairn::core
