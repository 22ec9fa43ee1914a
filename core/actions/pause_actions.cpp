#include <algorithm>

#include "core/actions/edit_builder.h"
#include "core/actions/habit_actions.h"

namespace cairn::core {

namespace {

Result<std::string> nameOfPaused(const Reader& reader, const std::optional<Uuid>& habit) {
    if (!habit) return std::string();
    const auto found = presentRecord<Habit>(reader, *habit);
    if (!found) return tl::unexpected(found.error());
    return found->name;
}

/// The pause of this habit (or of all) that has no last day; nothing without one.
Result<std::optional<Pause>> openPause(const Reader& reader, const std::optional<Uuid>& habit) {
    const auto pauses = reader.all<Pause>();
    if (!pauses) return tl::unexpected(pauses.error());
    for (const Pause& pause : *pauses)
        if (pause.habit == habit && !pause.to) return std::optional(pause);
    return std::optional<Pause>();
}

/// The last day of an archived habit that counts: the day it was archived where that one is recorded, else the day
/// before; never after its end date. Source: spec.md 2 "Days".
Date lastCountingDay(const Habit& habit, const HabitLog& logOfThatDay) {
    const bool isRecorded = logOfThatDay.mark != Mark::none || logOfThatDay.amount;
    const Date last = isRecorded ? *habit.archivedOn : *habit.archivedOn - 1;
    return habit.endDate ? std::min(last, *habit.endDate) : last;
}

} // namespace

Result<Edit> pause(const ActionContext& context, std::optional<Uuid> habit, Date from, std::optional<Date> to) {
    const auto name = nameOfPaused(context.reader, habit);
    if (!name) return tl::unexpected(name.error());
    const auto open = openPause(context.reader, habit);
    if (!open) return tl::unexpected(open.error());
    EditBuilder edit(Action::pause, *name);
    if (*open && !to) return failure(ErrorCode::conflict, "it is paused without an end already");
    if (*open && (*open)->from <= *to) {
        Pause ended = **open;
        ended.to = to;
        edit.change(**open, ended);
        return edit.take();
    }
    edit.create(Pause{newUuid(context.now, context.random), habit, from, to, {}});
    return edit.take();
}

Result<Edit> endPause(const ActionContext& context, std::optional<Uuid> habit) {
    const auto name = nameOfPaused(context.reader, habit);
    if (!name) return tl::unexpected(name.error());
    const auto open = openPause(context.reader, habit);
    if (!open) return tl::unexpected(open.error());
    if (!*open) return failure(ErrorCode::notFound, "no pause is open");
    EditBuilder edit(Action::endPause, *name);
    Pause ended = **open;
    ended.to = context.today - 1;
    if (*ended.to < ended.from)
        edit.add(removal(refOf(ended)));
    else
        edit.change(**open, ended);
    return edit.take();
}

Result<Edit> archive(const ActionContext& context, const Uuid& id) {
    const auto habit = presentRecord<Habit>(context.reader, id);
    if (!habit) return tl::unexpected(habit.error());
    if (habit->archivedOn) return failure(ErrorCode::conflict, "it is archived already");
    Habit archived = *habit;
    archived.archivedOn = context.today;
    EditBuilder edit(Action::archive, habit->name);
    edit.change(*habit, archived);
    return edit.take();
}

Result<Edit> unarchive(const ActionContext& context, const Uuid& id) {
    const auto habit = presentRecord<Habit>(context.reader, id);
    if (!habit) return tl::unexpected(habit.error());
    if (!habit->archivedOn) return failure(ErrorCode::conflict, "it is not archived");
    const auto log = context.reader.log(id, *habit->archivedOn);
    if (!log) return tl::unexpected(log.error());
    Habit active = *habit;
    active.archivedOn.reset();
    EditBuilder edit(Action::unarchive, habit->name);
    edit.change(*habit, active);
    const DateSpan away{lastCountingDay(*habit, *log) + 1, context.today - 1};
    if (away.length() > 0) edit.create(Pause{newUuid(context.now, context.random), id, away.first, away.last, {}});
    return edit.take();
}

} // namespace cairn::core
