#include "core/domain/record_description.h"

#include <array>

// The one description of every kind of record. Adding a field: the member in habit.h / goal.h / setting.h, a line here,
// a migration in core/store/migrations. Order here is the order in documents.

namespace cairn::core {

namespace {

constexpr std::array sectionFields{
    field<&Section::name>("name").length(1, lineLimit).as(TextForm::line),
    field<&Section::position>("position"),
};

constexpr std::array habitFields{
    field<&Habit::name>("name").length(1, lineLimit).as(TextForm::line),
    field<&Habit::question>("question"),
    field<&Habit::description>("description").length(0, textLimit),
    field<&Habit::why>("why").length(0, textLimit),
    field<&Habit::identity>("identity"),
    field<&Habit::cue>("cue"),
    field<&Habit::craving>("craving"),
    field<&Habit::response>("response"),
    field<&Habit::reward>("reward"),
    field<&Habit::minimalDose>("minimal_dose"),
    field<&Habit::intentions>("intentions").length(0, textLimit),
    field<&Habit::color>("color").length(0, 7).as(TextForm::color),
    field<&Habit::icon>("icon"),
    field<&Habit::section>("section").to(Kind::section),
    field<&Habit::position>("position"),
    field<&Habit::direction>("direction"),
    field<&Habit::measure>("measure"),
    field<&Habit::unit>("unit"),
    field<&Habit::difficulty>("difficulty"),
    field<&Habit::priority>("priority"),
    field<&Habit::category>("category"),
    field<&Habit::startDate>("start_date"),
    field<&Habit::endDate>("end_date"),
    field<&Habit::madeOn>("made_on"),
    field<&Habit::archivedOn>("archived_on"),
    field<&Habit::source>("source"),
};

constexpr std::array habitRuleFields{
    field<&HabitRule::habit>("habit").key().ownedBy(Kind::habit),
    field<&HabitRule::validFrom>("valid_from").key(),
    field<&HabitRule::schedule>("schedule").in("schedule"),
    field<&HabitRule::target>("target").in("schedule").range(0, 1e15),
    field<&HabitRule::bound>("bound").in("schedule"),
    field<&HabitRule::silence>("silence"),
};

constexpr std::array pauseFields{
    field<&Pause::habit>("habit").in("habit").ownedBy(Kind::habit),
    field<&Pause::from>("from_day").in("span"),
    field<&Pause::to>("to_day").in("span"),
};

constexpr std::array tagFields{
    field<&Tag::key>("key").key().length(1, lineLimit).as(TextForm::line),
    field<&Tag::name>("name").length(1, lineLimit).as(TextForm::line),
    field<&Tag::color>("color").length(0, 7).as(TextForm::color),
};

constexpr std::array habitTagFields{
    field<&HabitTag::habit>("habit").key().ownedBy(Kind::habit),
    field<&HabitTag::tag>("tag").key().ownedBy(Kind::tag),
};

constexpr std::array habitLogFields{
    field<&HabitLog::habit>("habit").key().ownedBy(Kind::habit),
    field<&HabitLog::date>("day").key(),
    field<&HabitLog::mark>("mark").in("mark"),
    field<&HabitLog::amount>("amount").in("mark").range(0, 1e15),
    field<&HabitLog::note>("note").length(0, textLimit),
};

constexpr std::array reminderFields{
    field<&Reminder::habit>("habit").ownedBy(Kind::habit),
    field<&Reminder::time>("time").in("time").range(0, 1439),
    field<&Reminder::days>("days").in("time"),
};

constexpr std::array dismissalFields{
    field<&Dismissal::habit>("habit").key().ownedBy(Kind::habit),
    field<&Dismissal::suggestion>("suggestion").key(),
    field<&Dismissal::dismissedOn>("dismissed_on"),
};

constexpr std::array goalFields{
    field<&Goal::name>("name").length(1, lineLimit).as(TextForm::line),
    field<&Goal::description>("description").length(0, textLimit),
    field<&Goal::target>("target").above(0),
    field<&Goal::unit>("unit"),
    field<&Goal::startDate>("start_date"),
    field<&Goal::targetDate>("target_date"),
    field<&Goal::completedAt>("completed_at"),
    field<&Goal::archivedAt>("archived_at"),
    field<&Goal::category>("category"),
    field<&Goal::position>("position"),
};

constexpr std::array goalLinkFields{
    field<&GoalLink::goal>("goal").key().ownedBy(Kind::goal),
    field<&GoalLink::habit>("habit").key().ownedBy(Kind::habit),
    field<&GoalLink::weight>("weight").range(-1e15, 1e15).notZero(),
};

constexpr std::array goalEntryFields{
    field<&GoalEntry::goal>("goal").ownedBy(Kind::goal),
    field<&GoalEntry::date>("day"),
    field<&GoalEntry::amount>("amount").range(-1e15, 1e15),
    field<&GoalEntry::note>("note").length(0, textLimit),
};

constexpr std::array milestoneFields{
    field<&Milestone::goal>("goal").ownedBy(Kind::goal),
    field<&Milestone::title>("title").length(1, lineLimit).as(TextForm::line),
    field<&Milestone::description>("description").length(0, textLimit),
    field<&Milestone::position>("position"),
    field<&Milestone::targetDate>("target_date"),
    field<&Milestone::completedAt>("completed_at"),
};

constexpr std::array settingFields{
    field<&Setting::key>("key").key().length(1, lineLimit),
    field<&Setting::value>("value").length(0, textLimit),
};

/// Adapts a rule between the fields of a typed record to the untyped table below.
template<class R, auto Check>
Result<void> checked(std::span<const Value> values) {
    return Check(recordOf<R>(Uuid{}, values));
}

Result<void> checkHabit(const Habit& habit) {
    if (habit.startDate && habit.endDate && *habit.endDate < *habit.startDate)
        return failure(ErrorCode::invalidValue, "end_date is before start_date");
    return {};
}

Result<void> checkRule(const HabitRule& rule) {
    if (rule.bound == Bound::atMost && !rule.target) return failure(ErrorCode::invalidValue, "at most needs a target");
    if (rule.silence == Silence::kept && rule.target)
        return failure(ErrorCode::invalidValue, "silence is kept only where the habit is yes or no");
    return {};
}

Result<void> checkPause(const Pause& pause) {
    if (pause.to && *pause.to < pause.from) return failure(ErrorCode::invalidValue, "a pause ends before it begins");
    return {};
}

Result<void> checkGoal(const Goal& goal) {
    if (goal.targetDate && *goal.targetDate < goal.startDate)
        return failure(ErrorCode::invalidValue, "target_date is before start_date");
    return {};
}

constexpr auto random_ = Identity::random;
constexpr auto derived = Identity::derived;
constexpr auto user = Stream::user;
constexpr auto owner = Writer::owner;

/// Parents stand before what belongs to them; the place of a kind in the enumeration is its place here.
constexpr std::array<RecordDescription, kindCount> descriptions{{
    {Kind::section, "section", "sections", sectionFields, random_, user, owner},
    {Kind::habit, "habit", "habits", habitFields, random_, user, owner, checked<Habit, checkHabit>},
    {Kind::habitRule, "habit_rule", "habit_rules", habitRuleFields, derived, user, owner,
     checked<HabitRule, checkRule>},
    {Kind::pause, "pause", "pauses", pauseFields, random_, user, owner, checked<Pause, checkPause>},
    {Kind::tag, "tag", "tags", tagFields, derived, user, owner},
    {Kind::habitTag, "habit_tag", "habit_tags", habitTagFields, derived, user, owner},
    {Kind::habitLog, "habit_log", "habit_logs", habitLogFields, derived, user, owner},
    {Kind::reminder, "reminder", "reminders", reminderFields, random_, user, owner},
    {Kind::dismissal, "dismissal", "dismissals", dismissalFields, derived, user, owner},
    {Kind::goal, "goal", "goals", goalFields, random_, user, owner, checked<Goal, checkGoal>},
    {Kind::goalLink, "goal_link", "goal_links", goalLinkFields, derived, user, owner},
    {Kind::goalEntry, "goal_entry", "goal_entries", goalEntryFields, random_, user, owner},
    {Kind::milestone, "milestone", "milestones", milestoneFields, random_, user, owner},
    {Kind::setting, "setting", "settings", settingFields, derived, user, owner},
}};

constexpr bool isInOrder() {
    for (std::size_t i = 0; i < descriptions.size(); ++i)
        if (static_cast<std::size_t>(descriptions[i].kind) != i || descriptions[i].name != enumNames<Kind>[i])
            return false;
    return true;
}
static_assert(isInOrder());

} // namespace

const RecordDescription& describe(Kind kind) {
    return descriptions[static_cast<std::size_t>(kind)];
}

std::span<const RecordDescription> allDescriptions() {
    return descriptions;
}

} // namespace cairn::core
