#include "core/actions/edit_builder.h"
#include "core/actions/habit_actions.h"

namespace cairn::core {

namespace {

/// Puts what a suggestion changes into the draft of the habit.
struct ApplyTo {
    HabitDraft& draft;

    void operator()(UseMinimalDose) const {
        draft.habit.difficulty = Difficulty::easy;
        if (draft.target && draft.bound == Bound::atLeast) draft.target = *draft.target / 2;
    }
    void operator()(const ChangeSchedule& change) const { draft.schedule = change.schedule; }
    void operator()(const ChangeTarget& change) const { draft.target = change.target; }
    void operator()(const ChangeDifficulty& change) const { draft.habit.difficulty = change.difficulty; }
};

Dismissal dismissal(const Uuid& habit, SuggestionKind kind, Date day) {
    return {{}, habit, kind, day, {}};
}

} // namespace

Result<Edit> applySuggestion(const ActionContext& context, const Uuid& habit, const Suggestion& suggestion) {
    auto draft = draftOf(context, habit);
    if (!draft) return tl::unexpected(draft.error());
    std::visit(ApplyTo{*draft}, suggestion.action);
    auto edit = editHabit(context, *draft, context.today);
    if (!edit) return edit;
    edit->origin.name.action = Action::applySuggestion;
    edit->changes.push_back(creation(dismissal(habit, suggestion.kind, context.today)));
    return edit;
}

Result<Edit> dismissSuggestion(const ActionContext& context, const Uuid& habit, SuggestionKind kind) {
    const auto found = presentRecord<Habit>(context.reader, habit);
    if (!found) return tl::unexpected(found.error());
    EditBuilder edit(Action::dismiss, found->name);
    edit.create(dismissal(habit, kind, context.today));
    return edit.take();
}

} // namespace cairn::core
