#include "ui/models/habit_detail.h"

#include <algorithm>

#include "core/analytics/facts.h"
#include "ui/models/row_builder.h"

namespace cairn::ui {
namespace {

std::vector<core::Date> emptyDaysOf(const core::HabitFacts& facts) {
    std::vector<core::Date> empty;
    const core::Date last = std::min(facts.limit, facts.today - 1);
    for (core::Date day = facts.start; day <= last; ++day)
        if (!facts.timeline->history.isRecorded(day)) empty.push_back(day);
    return empty;
}

} // namespace

core::Result<HabitDetail> habitDetail(const core::ActionContext& context, const core::Uuid& habit) {
    const auto source = context.reader.timeline(habit);
    if (!source) return tl::unexpected(source.error());
    auto draft = core::draftOf(context, habit);
    if (!draft) return tl::unexpected(draft.error());
    const auto profile = context.reader.profile();
    if (!profile) return tl::unexpected(profile.error());
    const core::HabitFacts facts = core::factsOf(source->timeline, {context.today, profile->firstWeekday});
    HabitDetail detail;
    detail.draft = std::move(*draft);
    detail.status = statusOf(source->habit, facts.phase);
    detail.hasOpenPause = std::ranges::any_of(source->timeline.pauses, [&](const core::DateSpan& pause) {
        return pause.first <= context.today && pause.last == core::latestDate;
    });
    detail.stats = core::statsOf(facts);
    detail.today = context.today;
    detail.emptyDays = emptyDaysOf(facts);
    detail.firstWeekday = profile->firstWeekday;
    const core::Date week = core::startOfWeek(context.today, profile->firstWeekday);
    detail.year = core::heatmapOf(facts, {week - 52 * 7, context.today});
    detail.weekdays = core::weekdayRatesOf(facts);
    return detail;
}

} // namespace cairn::ui
