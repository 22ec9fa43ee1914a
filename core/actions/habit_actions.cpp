#include "core/actions/habit_actions.h"

#include <algorithm>

#include "core/actions/edit_builder.h"
#include "core/actions/section_actions.h"
#include "core/domain/rules.h"
#include "core/domain/text.h"

namespace cairn::core {

namespace {

HabitRule ruleOf(const HabitDraft& draft, Date from) {
    const bool staysKept = draft.habit.direction == Direction::quit && draft.habit.measure == Measure::yesNo;
    HabitRule rule{{}, draft.habit.id, from, draft.schedule, draft.target, draft.bound, Silence::none, {}};
    rule.silence = draft.silence.value_or(staysKept ? Silence::kept : Silence::none);
    assignNaturalId(rule);
    return rule;
}

Tag tagNamed(const std::string& name) {
    Tag tag{{}, foldedText(name), name, {}, {}};
    assignNaturalId(tag);
    return tag;
}

HabitTag tagging(const Uuid& habit, const Uuid& tag) {
    HabitTag link{{}, habit, tag, {}};
    assignNaturalId(link);
    return link;
}

template<class R>
const R* withId(const std::vector<R>& records, const Uuid& id) {
    const auto found = std::find_if(records.begin(), records.end(), [&](const R& record) { return record.id == id; });
    return found == records.end() ? nullptr : &*found;
}

/// Adds the tags that are wanted and not there, and removes those that are there and not wanted.
Result<void> changeTags(EditBuilder& edit, const ActionContext& context, const Uuid& habit,
                        const std::vector<std::string>& wanted) {
    const auto known = context.reader.all<Tag>();
    const auto present = context.reader.ownedBy<HabitTag>(habit);
    if (!known) return tl::unexpected(known.error());
    if (!present) return tl::unexpected(present.error());
    std::vector<Uuid> kept;
    for (const std::string& name : wanted) {
        const Tag tag = tagNamed(name);
        const HabitTag link = tagging(habit, tag.id);
        kept.push_back(link.id);
        if (withId(*present, link.id) != nullptr) continue;
        if (withId(*known, tag.id) == nullptr) edit.create(tag);
        edit.create(link);
    }
    for (const HabitTag& link : *present)
        if (std::find(kept.begin(), kept.end(), link.id) == kept.end()) edit.add(removal(refOf(link)));
    return {};
}

/// Makes, changes and removes reminders so that those of the draft remain.
Result<void> changeReminders(EditBuilder& edit, const ActionContext& context, const HabitDraft& draft) {
    const auto present = context.reader.ownedBy<Reminder>(draft.habit.id);
    if (!present) return tl::unexpected(present.error());
    for (Reminder reminder : draft.reminders) {
        reminder.habit = draft.habit.id;
        const Reminder* const before = withId(*present, reminder.id);
        if (before != nullptr) edit.change(*before, reminder);
        if (before == nullptr) reminder.id = newUuid(context.now, context.random);
        if (before == nullptr) edit.create(reminder);
    }
    for (const Reminder& reminder : *present)
        if (withId(draft.reminders, reminder.id) == nullptr) edit.add(removal(refOf(reminder)));
    return {};
}

/// Gives the draft's habit the section that the draft names, made where there is none of that name.
Result<void> placeInSection(EditBuilder& edit, const ActionContext& context, HabitDraft& draft) {
    if (draft.sectionName.empty()) return {};
    auto section = sectionNamed(context.reader, draft.sectionName);
    if (!section && section.error().code == ErrorCode::notFound) {
        section = newSection(context, draft.sectionName);
        if (section) edit.create(*section);
    }
    if (!section) return tl::unexpected(section.error());
    draft.habit.section = section->id;
    return {};
}

bool changesScheduleAlone(const Edit& edit, const std::vector<HabitRule>& rules, const HabitRule& wanted) {
    if (edit.changes.size() != 1 || edit.changes.front().row.kind != Kind::habitRule) return false;
    return rules.empty() || ruleInForce(rules, wanted.validFrom).schedule != wanted.schedule;
}

void changeRule(EditBuilder& edit, const std::vector<HabitRule>& rules, const HabitRule& wanted) {
    if (rules.empty()) return edit.create(wanted);
    const HabitRule& inForce = ruleInForce(rules, wanted.validFrom);
    HabitRule same = inForce;
    same.schedule = wanted.schedule;
    same.target = wanted.target;
    same.bound = wanted.bound;
    same.silence = wanted.silence;
    if (same == inForce) return;
    if (inForce.validFrom == wanted.validFrom) return edit.change(inForce, same);
    edit.create(wanted);
}

Result<std::vector<Habit>> reorderable(const ActionContext& context, const Uuid& moved, std::optional<Uuid> section) {
    auto habits = context.reader.all<Habit>();
    if (!habits) return habits;
    std::erase_if(*habits, [&](const Habit& habit) { return habit.id == moved || habit.section != section; });
    return habits;
}

/// Numbers a list anew where two of its positions leave no room between them; says the number of the gap before
/// `place`.
double renumber(EditBuilder& edit, const std::vector<Habit>& habits, std::size_t place) {
    for (std::size_t i = 0; i < habits.size(); ++i) {
        Habit numbered = habits[i];
        numbered.position = static_cast<double>(i < place ? i + 1 : i + 2);
        edit.change(habits[i], numbered);
    }
    return static_cast<double>(place) + 1;
}

} // namespace

Result<Edit> addHabit(const ActionContext& context, const HabitDraft& draft, Uuid* madeId) {
    const auto habits = context.reader.all<Habit>();
    if (!habits) return tl::unexpected(habits.error());
    HabitDraft made = draft;
    made.habit.id = newUuid(context.now, context.random);
    made.habit.madeOn = context.today;
    made.habit.position = positionAtEnd(*habits);
    EditBuilder edit(Action::create, made.habit.name);
    if (const auto done = placeInSection(edit, context, made); !done) return tl::unexpected(done.error());
    edit.create(made.habit);
    edit.create(ruleOf(made, made.habit.startDate.value_or(context.today)));
    if (const auto done = changeReminders(edit, context, made); !done) return tl::unexpected(done.error());
    if (const auto done = changeTags(edit, context, made.habit.id, made.tags); !done)
        return tl::unexpected(done.error());
    if (madeId != nullptr) *madeId = made.habit.id;
    return edit.take();
}

Result<HabitDraft> draftOf(const ActionContext& context, const Uuid& id) {
    const auto habit = presentRecord<Habit>(context.reader, id);
    if (!habit) return tl::unexpected(habit.error());
    const auto rules = rulesOf(context.reader, id);
    const auto reminders = context.reader.ownedBy<Reminder>(id);
    const auto links = context.reader.ownedBy<HabitTag>(id);
    const auto tags = context.reader.all<Tag>();
    if (!rules || !reminders || !links || !tags) return failure(ErrorCode::ioFailure, "a habit's parts can't be read");
    HabitDraft draft{*habit, Daily{}, {}, Bound::atLeast, {}, *reminders, {}, {}};
    if (!rules->empty()) {
        const HabitRule& rule = ruleInForce(*rules, context.today);
        draft.schedule = rule.schedule;
        draft.target = rule.target;
        draft.bound = rule.bound;
        draft.silence = rule.silence;
    }
    for (const HabitTag& link : *links)
        if (const Tag* const tag = withId(*tags, link.tag)) draft.tags.push_back(tag->name);
    return draft;
}

Result<Edit> editHabit(const ActionContext& context, const HabitDraft& draft, Date from) {
    const auto before = presentRecord<Habit>(context.reader, draft.habit.id);
    if (!before) return tl::unexpected(before.error());
    const auto rules = rulesOf(context.reader, draft.habit.id);
    if (!rules) return tl::unexpected(rules.error());
    HabitDraft wanted = draft;
    const HabitRule rule = ruleOf(wanted, from);
    EditBuilder edit(Action::edit, wanted.habit.name);
    if (const auto done = placeInSection(edit, context, wanted); !done) return tl::unexpected(done.error());
    edit.change(*before, wanted.habit);
    changeRule(edit, *rules, rule);
    if (const auto done = changeReminders(edit, context, wanted); !done) return tl::unexpected(done.error());
    if (const auto done = changeTags(edit, context, wanted.habit.id, wanted.tags); !done)
        return tl::unexpected(done.error());
    Edit made = edit.take();
    if (changesScheduleAlone(made, *rules, rule)) made.origin.name.action = Action::changeRule;
    return made;
}

Result<Edit> moveHabit(const ActionContext& context, const Uuid& id, std::optional<Uuid> after,
                       std::optional<Uuid> section) {
    const auto habit = presentRecord<Habit>(context.reader, id);
    if (!habit) return tl::unexpected(habit.error());
    const auto others = reorderable(context, id, section);
    if (!others) return tl::unexpected(others.error());
    auto next = others->begin();
    if (after) {
        next = std::find_if(others->begin(), others->end(), [&](const Habit& other) { return other.id == *after; });
        if (next == others->end()) return failure(ErrorCode::notFound, "the habit to move behind is not in this list");
        ++next;
    }
    Habit moved = *habit;
    moved.section = section;
    const double upper = next == others->end() ? positionAtEnd(*others) + 1 : next->position;
    const double lower = next == others->begin() ? upper - 2 : std::prev(next)->position;
    moved.position = lower + (upper - lower) / 2;
    EditBuilder edit(Action::reorder, habit->name);
    const bool hasRoom = lower < moved.position && moved.position < upper;
    if (!hasRoom) moved.position = renumber(edit, *others, static_cast<std::size_t>(next - others->begin()));
    edit.change(*habit, moved);
    return edit.take();
}

} // namespace cairn::core
