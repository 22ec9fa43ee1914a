#include "core/actions/log_actions.h"

#include <cmath>

#include "core/actions/edit_builder.h"

namespace cairn::core {

namespace {

/// Puts an entry into a log and says what that is called.
struct ApplyTo {
    HabitLog& log;

    Action operator()(std::monostate) const { return Action::writeNote; }
    Action operator()(SetMark entry) const {
        log.mark = entry.mark;
        if (entry.mark != Mark::done) log.amount.reset();
        return entry.mark == Mark::done      ? Action::markDone
               : entry.mark == Mark::skipped ? Action::markSkipped
                                             : Action::markMissed;
    }
    Action operator()(SetAmount entry) const {
        log.mark = Mark::none;
        log.amount = entry.amount;
        return Action::logAmount;
    }
    Action operator()(ClearDay) const {
        log.mark = Mark::none;
        log.amount.reset();
        return Action::clearDay;
    }
};

Result<void> checkEntry(const Habit& habit, const DayEntry& entry) {
    const auto* const amount = std::get_if<SetAmount>(&entry);
    if (amount == nullptr) return {};
    if (habit.measure != Measure::measured)
        return failure(ErrorCode::invalidValue, "a yes/no habit has no amounts; it is done, skipped or missed");
    if (!std::isfinite(amount->amount) || amount->amount < 0)
        return failure(ErrorCode::invalidValue, "an amount is 0 or more");
    return {};
}

} // namespace

Result<Edit> recordDay(const ActionContext& context, const Uuid& id, Date day, const DayEntry& entry,
                       std::optional<std::string> note) {
    const auto habit = presentRecord<Habit>(context.reader, id);
    if (!habit) return tl::unexpected(habit.error());
    if (const auto valid = checkEntry(*habit, entry); !valid) return tl::unexpected(valid.error());
    const auto before = context.reader.log(id, day);
    if (!before) return tl::unexpected(before.error());
    HabitLog after = *before;
    const Action action = std::visit(ApplyTo{after}, entry);
    if (note) after.note = std::move(*note);
    EditBuilder edit(action, habit->name);
    edit.change(*before, after);
    return edit.take();
}

Result<Edit> markEmptyDays(const ActionContext& context, const Uuid& id, DateSpan span, Mark mark) {
    const auto habit = presentRecord<Habit>(context.reader, id);
    if (!habit) return tl::unexpected(habit.error());
    if (span.length() == 0 || span.last >= context.today)
        return failure(ErrorCode::invalidValue, "the days end before today");
    const auto logs = context.reader.logs(id, span);
    if (!logs) return tl::unexpected(logs.error());
    History recorded;
    for (const HabitLog& log : *logs) recorded.set(log.date, log.mark, log.amount);
    EditBuilder edit(Action::markEmptyDays, habit->name);
    for (Date day = span.first; day <= span.last; ++day) {
        if (recorded.isRecorded(day)) continue;
        const HabitLog empty{{}, id, day, Mark::none, {}, {}, {}};
        HabitLog marked = empty;
        marked.mark = mark;
        edit.change(empty, marked);
    }
    return edit.take();
}

} // namespace cairn::core
