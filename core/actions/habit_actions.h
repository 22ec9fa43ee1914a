#pragma once

#include <string>
#include <vector>

#include "core/actions/context.h"
#include "core/actions/record_actions.h"
#include "core/analytics/suggestions.h"
#include "core/domain/change.h"

namespace cairn::core {

// What a person does with habits. Every function gives the one undoable Edit, or why not: notFound, invalidValue,
// conflict, and the errors of reading.

/// A habit as a person describes it in an editor: the record, what it asks for, and what hangs on it. Identifiers of
/// new parts are made here; those of existing ones are kept.
struct HabitDraft {
    Habit habit;
    Schedule schedule = Daily{};
    std::optional<double> target;
    Bound bound = Bound::atLeast;
    std::optional<Silence> silence; ///< nothing: kept for a yes/no habit to quit, else none
    std::vector<Reminder> reminders;
    std::vector<std::string> tags;
    std::string sectionName; ///< where not empty: this section instead of the habit's, made where none has the name
};

/// Makes a habit with its first rule, reminders and tags, at the end of the list. `madeOn` is the context's day; the
/// rule begins on the chosen start date, else on that day. `madeId` is told the new identifier where it is wanted.
Result<Edit> addHabit(const ActionContext& context, const HabitDraft& draft, Uuid* madeId = nullptr);

/// What the editor shows of an existing habit on the context's day; the rule is the one in force.
Result<HabitDraft> draftOf(const ActionContext& context, const Uuid& habit);

/// Turns a habit into the draft. Where schedule, target, bound or silence differ from the rule in force on `from`, a
/// rule begins on that day (or the one that begins there is replaced); the past keeps its rules. An edit that writes
/// nothing but a rule with another schedule is named changeRule.
Result<Edit> editHabit(const ActionContext& context, const HabitDraft& draft, Date from);

/// Owes nothing from `from` to `to` (open without it); of all habits without `habit`. Where a pause is open that began
/// on or before `to`, it is ended there instead. Errors: conflict when an open one is opened again.
Result<Edit> pause(const ActionContext& context, std::optional<Uuid> habit, Date from, std::optional<Date> to);
/// Ends the open pause on the day before the context's day (removes it where it began today).
Result<Edit> endPause(const ActionContext& context, std::optional<Uuid> habit);

/// Archives on the context's day. Errors: conflict when it is archived already.
Result<Edit> archive(const ActionContext& context, const Uuid& habit);
/// Takes a habit back from the archive; leaves a pause from the day after its last counting day to the day before the
/// context's. Errors: conflict when it is not archived.
Result<Edit> unarchive(const ActionContext& context, const Uuid& habit);

/// Moves a habit between two others of the list, within or into `section`; without neighbours, to the front or end.
Result<Edit> moveHabit(const ActionContext& context, const Uuid& habit, std::optional<Uuid> after,
                       std::optional<Uuid> section);

/// Does what the suggestion proposes from the context's day on, or puts it away for 14 days.
Result<Edit> applySuggestion(const ActionContext& context, const Uuid& habit, const Suggestion& suggestion);
Result<Edit> dismissSuggestion(const ActionContext& context, const Uuid& habit, SuggestionKind kind);

} // namespace cairn::core
