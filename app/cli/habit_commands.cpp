#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/command_line.h"
#include "app/cli/record_options.h"
#include "core/actions/habit_actions.h"

namespace cairn::app {

namespace {

using nlohmann::ordered_json;

/// The options that `habit add` and `habit edit` share.
struct HabitOptions {
    explicit HabitOptions(CLI::App& command)
        : fields(command, core::describe<core::Habit>(), {"name", "made_on", "archived_on", "source", "measure"}) {
        command.add_option("--schedule", schedule,
                           "daily | mon,wed,fri | every 3 days | 3/week | 2/month | 3 in 10 days");
        command.add_option("--target", target, "What a day, or the whole span, asks for");
        CLI::Option* const limit = command.add_flag("--at-most", atMost, "The target is a limit");
        command.add_flag("--at-least", atLeast, "The target is to be reached")->excludes(limit);
        command.add_flag("--quit", quit, "A habit to quit");
        command.add_option("--silence", silence, "kept: days without a record count as kept")
            ->check(CLI::IsMember({"kept", "none"}));
        command.add_option("--section", section, "Its heading in the list, made where there is none; '' for none");
        command.add_option("--tag", tags, "A tag; may be given again")->expected(1)->take_all();
        command.add_option("--remind", reminders, "HH:MM, or HH:MM@mon,fri; may be given again")
            ->expected(1)
            ->take_all();
    }

    RecordOptions fields;
    std::optional<std::string> schedule;
    std::optional<double> target;
    std::optional<std::string> silence;
    std::optional<std::string> section;
    std::vector<std::string> tags;
    std::vector<std::string> reminders;
    bool atMost = false;
    bool atLeast = false;
    bool quit = false;
};

core::Result<core::Reminder> reminderFrom(const std::string& text) {
    const std::size_t at = text.find('@');
    const auto time = core::parseInstant("1970-01-01T" + text.substr(0, at) + ":00Z");
    if (!time) return core::failure(core::ErrorCode::invalidSyntax, "a reminder is HH:MM or HH:MM@mon,fri");
    core::Reminder reminder;
    reminder.time.minutes = static_cast<int>(time->milliseconds / 60'000);
    if (at == std::string::npos) return reminder;
    const auto days = core::parseWeekdays(std::string_view(text).substr(at + 1));
    if (!days) return tl::unexpected(days.error());
    reminder.days = *days;
    return reminder;
}

core::Result<void> applyRule(const HabitOptions& options, core::HabitDraft& draft) {
    if (options.schedule) {
        const auto schedule = core::parseSchedule(*options.schedule);
        if (!schedule) return tl::unexpected(schedule.error());
        draft.schedule = *schedule;
    }
    if (options.target) draft.target = options.target;
    if (options.atMost) draft.bound = core::Bound::atMost;
    if (options.atLeast) draft.bound = core::Bound::atLeast;
    if (options.silence) draft.silence = core::enumNamed<core::Silence>(*options.silence);
    const bool becomesMeasured = options.target || options.fields.has("unit");
    if (becomesMeasured) draft.habit.measure = core::Measure::measured;
    if (becomesMeasured && !options.silence) draft.silence = core::Silence::none;
    return {};
}

core::Result<void> apply(const HabitOptions& options, core::HabitDraft& draft) {
    if (auto fields = options.fields.apply(draft.habit); !fields) return fields;
    if (options.quit) draft.habit.direction = core::Direction::quit;
    if (auto rule = applyRule(options, draft); !rule) return rule;
    if (options.section) draft.habit.section.reset();
    draft.sectionName = options.section.value_or("");
    if (!options.tags.empty()) draft.tags = options.tags;
    if (!options.reminders.empty()) draft.reminders.clear();
    for (const std::string& text : options.reminders) {
        const auto reminder = reminderFrom(text);
        if (!reminder) return tl::unexpected(reminder.error());
        draft.reminders.push_back(*reminder);
    }
    return {};
}

Outcome add(Session& session, const std::string& name, const HabitOptions& options) {
    core::HabitDraft draft;
    draft.habit.name = name;
    if (const auto filled = apply(options, draft); !filled) return tl::unexpected(filled.error());
    core::Uuid id;
    const auto edit = core::addHabit(session.context(), draft, &id);
    return applied(session, edit, {{"id", core::formatUuid(id)}, {"name", name}});
}

Outcome edit(Session& session, const std::string& name, const std::optional<std::string>& newName,
             const std::optional<core::Date>& from, const HabitOptions& options) {
    const auto habit = core::habitNamed(session.reader(), name);
    if (!habit) return tl::unexpected(habit.error());
    core::ActionContext context = session.context();
    context.today = from.value_or(session.today());
    auto draft = core::draftOf(context, habit->id);
    if (!draft) return tl::unexpected(draft.error());
    if (newName) draft->habit.name = *newName;
    if (const auto filled = apply(options, *draft); !filled) return tl::unexpected(filled.error());
    return applied(session, core::editHabit(context, *draft, context.today), {{"id", core::formatUuid(habit->id)}});
}

ordered_json sectionName(const std::vector<core::Section>& sections, const std::optional<core::Uuid>& id) {
    for (const core::Section& section : sections)
        if (section.id == id) return section.name;
    return nullptr;
}

Outcome list(Session& session) {
    const auto habits = session.reader().all<core::Habit>();
    if (!habits) return tl::unexpected(habits.error());
    const auto sections = session.reader().all<core::Section>();
    if (!sections) return tl::unexpected(sections.error());
    ordered_json rows = ordered_json::array();
    std::string text;
    for (const core::Habit& habit : *habits) {
        rows.push_back({{"id", core::formatUuid(habit.id)},
                        {"name", habit.name},
                        {"archived", habit.archivedOn.has_value()},
                        {"section", sectionName(*sections, habit.section)}});
        text += fmt::format("{}{}\n", habit.name, habit.archivedOn ? "  (archived)" : "");
    }
    if (!text.empty()) text.pop_back();
    return output(text, {{"habits", rows}});
}

/// A command that needs only the habit: archive, restore, remove …
using HabitAct = std::function<core::Result<core::Edit>(Session&, const core::Habit&)>;

void addAct(Grammar& grammar, CLI::App& parent, const std::string& name, const std::string& help, HabitAct act) {
    const auto wanted = std::make_shared<std::string>();
    grammar
        .add(parent, name, help,
             [wanted, act = std::move(act)](Session& session) -> Outcome {
                 const auto habit = core::habitNamed(session.reader(), *wanted);
                 if (!habit) return tl::unexpected(habit.error());
                 return applied(session, act(session, *habit), {{"id", core::formatUuid(habit->id)}});
             })
        ->add_option("NAME", *wanted, "The habit's name or identifier")
        ->required();
}

/// The habit of this name, or all of them.
core::Result<std::optional<core::Uuid>> oneOrAll(Session& session, const std::optional<std::string>& name) {
    if (!name) return std::optional<core::Uuid>();
    return core::habitNamed(session.reader(), *name).map([](const core::Habit& habit) {
        return std::optional(habit.id);
    });
}

void addPause(Grammar& grammar, CLI::App& parent) {
    struct Options {
        std::optional<std::string> name;
        std::optional<core::Date> from;
        std::optional<core::Date> to;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* const command =
        grammar.add(parent, "pause", "Owe nothing for a while", [options](Session& session) -> Outcome {
            const auto id = oneOrAll(session, options->name);
            if (!id) return tl::unexpected(id.error());
            return applied(session,
                           core::pause(session.context(), *id, options->from.value_or(session.today()), options->to));
        });
    command->add_option("NAME", options->name, "The habit; all habits without it");
    addDate(*command, "--from", options->from, "The first day; today without it");
    addDate(*command, "--to", options->to, "The last day; open without it");
    const auto resumed = std::make_shared<std::optional<std::string>>();
    grammar
        .add(parent, "resume", "End the open pause",
             [resumed](Session& session) -> Outcome {
                 const auto id = oneOrAll(session, *resumed);
                 if (!id) return tl::unexpected(id.error());
                 return applied(session, core::endPause(session.context(), *id));
             })
        ->add_option("NAME", *resumed, "The habit; the pause of all habits without it");
}

void addAndEdit(Grammar& grammar, CLI::App& habit) {
    struct Options {
        std::string name;
        std::optional<std::string> newName;
        std::optional<core::Date> from;
        std::shared_ptr<HabitOptions> fields;
    };
    const auto adding = std::make_shared<Options>();
    CLI::App* const addition = grammar.add(habit, "add", "Make a habit", [adding](Session& session) {
        return add(session, adding->name, *adding->fields);
    });
    addition->add_option("NAME", adding->name)->required();
    adding->fields = std::make_shared<HabitOptions>(*addition);

    const auto editing = std::make_shared<Options>();
    CLI::App* const edition =
        grammar.add(habit, "edit", "Change a habit; a rule from a day on", [editing](Session& session) {
            return edit(session, editing->name, editing->newName, editing->from, *editing->fields);
        });
    edition->add_option("NAME", editing->name, "The habit's name or identifier")->required();
    edition->add_option("--name", editing->newName, "A new name");
    addDate(*edition, "--from", editing->from, "The day on which the new rule begins; today without it");
    editing->fields = std::make_shared<HabitOptions>(*edition);
}

} // namespace

void addHabitCommands(Grammar& grammar) {
    CLI::App* const habit = grammar.addGroup("habit", "Make, change and put away habits");
    addAndEdit(grammar, *habit);
    addPause(grammar, *habit);
    grammar.add(*habit, "list", "All habits", list);
    addAct(grammar, *habit, "archive", "Put a habit away; its history stays",
           [](Session& session, const core::Habit& found) { return core::archive(session.context(), found.id); });
    addAct(grammar, *habit, "restore", "Take a habit back from the archive",
           [](Session& session, const core::Habit& found) { return core::unarchive(session.context(), found.id); });
    addAct(grammar, *habit, "remove", "Put a habit into the trash", [](Session&, const core::Habit& found) {
        return core::Result<core::Edit>(core::removeRecord(core::refOf(found), found.name));
    });
}

} // namespace cairn::app
