#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/command_line.h"
#include "app/cli/record_options.h"
#include "core/actions/goal_actions.h"
#include "core/actions/record_actions.h"
#include "core/store/goal_sources.h"

namespace cairn::app {

namespace {

using nlohmann::ordered_json;

/// A command on one goal: what it does once the goal is found.
using GoalAct = std::function<Outcome(Session&, const core::Goal&)>;

CLI::App* addAct(Grammar& grammar, CLI::App& parent, const std::string& name, const std::string& help, GoalAct act) {
    const auto wanted = std::make_shared<std::string>();
    CLI::App* const command =
        grammar.add(parent, name, help, [wanted, act = std::move(act)](Session& session) -> Outcome {
            const auto goal = core::goalNamed(session.reader(), *wanted);
            if (!goal) return tl::unexpected(goal.error());
            return act(session, *goal);
        });
    command->add_option("GOAL", *wanted, "The goal's name or identifier")->required();
    return command;
}

core::Result<core::GoalProgress> progressOf(Session& session, const core::Goal& goal) {
    const auto sources = core::GoalSources::read(session.reader(), goal.id);
    if (!sources) return tl::unexpected(sources.error());
    return sources->progress(goal, session.asOf());
}

ordered_json toJson(const core::GoalProgress& progress) {
    ordered_json result{{"value", progress.value}, {"percent", progress.percent},
                        {"pace", nullptr},         {"forecast", nullptr},
                        {"state", nullptr},        {"expected", nullptr}};
    if (progress.pace) result["pace"] = *progress.pace;
    if (progress.forecast) result["forecast"] = core::formatDate(*progress.forecast);
    if (progress.state) result["state"] = core::nameOf(*progress.state);
    if (progress.expected) result["expected"] = *progress.expected;
    return result;
}

std::string lineFor(const core::Goal& goal, const core::GoalProgress& progress) {
    const std::string state = progress.state ? fmt::format(", {}", core::nameOf(*progress.state)) : "";
    return fmt::format("{}: {:g} of {:g} {} ({:.0f} %{})", goal.name, progress.value, goal.target, goal.unit,
                       progress.percent * 100, state);
}

Outcome show(Session& session, const core::Goal& goal) {
    const auto progress = progressOf(session, goal);
    if (!progress) return tl::unexpected(progress.error());
    const auto milestones = session.reader().ownedBy<core::Milestone>(goal.id);
    if (!milestones) return tl::unexpected(milestones.error());
    ordered_json document = toJson(*progress);
    document["id"] = core::formatUuid(goal.id);
    document["name"] = goal.name;
    document["completed_at"] = goal.completedAt ? ordered_json(core::formatInstant(*goal.completedAt)) : ordered_json();
    document["milestones"] = ordered_json::array();
    std::string text = lineFor(goal, *progress);
    for (const core::Milestone& milestone : *milestones) {
        document["milestones"].push_back({{"id", core::formatUuid(milestone.id)},
                                          {"title", milestone.title},
                                          {"done", milestone.completedAt.has_value()}});
        text += fmt::format("\n{} {}", milestone.completedAt ? "[x]" : "[ ]", milestone.title);
    }
    return output(text, document);
}

Outcome list(Session& session) {
    const auto goals = session.reader().all<core::Goal>();
    if (!goals) return tl::unexpected(goals.error());
    ordered_json rows = ordered_json::array();
    std::string text;
    for (const core::Goal& goal : *goals) {
        const auto progress = progressOf(session, goal);
        if (!progress) return tl::unexpected(progress.error());
        ordered_json row{{"id", core::formatUuid(goal.id)}, {"name", goal.name}};
        row.update(toJson(*progress));
        rows.push_back(row);
        text += (text.empty() ? "" : "\n") + lineFor(goal, *progress);
    }
    return output(text, {{"goals", rows}});
}

/// The options that `goal add` and `goal edit` share.
struct GoalOptions {
    explicit GoalOptions(CLI::App& command) : fields(command, core::describe<core::Goal>(), {"name", "target_date"}) {
        command.add_option("--target", target, "How much, in the goal's unit");
        addDate(command, "--by", by, "The day by which it is to be reached");
    }
    core::Result<void> apply(core::Goal& goal) const {
        if (target) goal.target = *target;
        if (by) goal.targetDate = by;
        return fields.apply(goal);
    }

    RecordOptions fields;
    std::optional<double> target;
    std::optional<core::Date> by;
};

void addAddition(Grammar& grammar, CLI::App& parent) {
    struct Options {
        std::string name;
        std::shared_ptr<GoalOptions> fields;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* const command = grammar.add(parent, "add", "Make a goal", [options](Session& session) -> Outcome {
        core::GoalDraft draft;
        draft.goal.name = options->name;
        draft.goal.startDate = session.today();
        if (const auto filled = options->fields->apply(draft.goal); !filled) return tl::unexpected(filled.error());
        core::Uuid id;
        const auto edit = core::addGoal(session.context(), draft, &id);
        return applied(session, edit, {{"id", core::formatUuid(id)}, {"name", draft.goal.name}});
    });
    command->add_option("NAME", options->name)->required();
    options->fields = std::make_shared<GoalOptions>(*command);
    command->get_option("--target")->required();
}

void addEdition(Grammar& grammar, CLI::App& parent) {
    struct Options {
        std::optional<std::string> newName;
        std::shared_ptr<GoalOptions> fields;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* const command = addAct(
        grammar, parent, "edit", "Change a goal", [options](Session& session, const core::Goal& goal) -> Outcome {
            auto draft = core::draftOfGoal(session.context(), goal.id);
            if (!draft) return tl::unexpected(draft.error());
            if (options->newName) draft->goal.name = *options->newName;
            if (const auto filled = options->fields->apply(draft->goal); !filled) return tl::unexpected(filled.error());
            return applied(session, core::editGoal(session.context(), *draft), {{"id", core::formatUuid(goal.id)}});
        });
    command->add_option("--name", options->newName, "A new name");
    options->fields = std::make_shared<GoalOptions>(*command);
}

void addLink(Grammar& grammar, CLI::App& parent) {
    struct Options {
        std::string habit;
        double weight = 1;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* const command =
        addAct(grammar, parent, "link", "Let a habit feed a goal",
               [options](Session& session, const core::Goal& goal) -> Outcome {
                   const auto habit = core::habitNamed(session.reader(), options->habit);
                   if (!habit) return tl::unexpected(habit.error());
                   core::GoalLink link{{}, goal.id, habit->id, options->weight, {}};
                   core::assignNaturalId(link);
                   return applied(session, core::linkHabit(session.context(), goal.id, habit->id, options->weight),
                                  {{"id", core::formatUuid(link.id)}});
               });
    command->add_option("HABIT", options->habit, "The habit's name or identifier")->required();
    command->add_option("--weight", options->weight, "What an amount, or a done day, counts");
}

void addEntry(Grammar& grammar, CLI::App& parent) {
    struct Options {
        double amount = 0;
        std::optional<core::Date> date;
        std::string note;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* const command =
        addAct(grammar, parent, "entry", "Add an amount by hand", [options](Session& session, const core::Goal& goal) {
            const core::Date day = options->date.value_or(session.today());
            return applied(session, core::addEntry(session.context(), goal.id, options->amount, day, options->note));
        });
    command->add_option("AMOUNT", options->amount, "How much; may be below 0")->required();
    addDate(*command, "--date", options->date, "The day; today without it");
    command->add_option("--note", options->note, "A note");
}

/// The acts that need nothing but the goal.
void addPlainActs(Grammar& grammar, CLI::App& parent) {
    using Act = core::Result<core::Edit> (*)(const core::ActionContext&, const core::Uuid&);
    struct Row {
        const char* name;
        const char* help;
        Act act;
    };
    constexpr std::array rows{Row{"complete", "Mark a goal complete", core::completeGoal},
                              Row{"reopen", "Mark a goal not complete", core::reopenGoal},
                              Row{"archive", "Put a goal away", core::archiveGoal},
                              Row{"restore", "Take a goal back from the archive", core::unarchiveGoal}};
    for (const Row& row : rows)
        addAct(grammar, parent, row.name, row.help, [act = row.act](Session& session, const core::Goal& goal) {
            return applied(session, act(session.context(), goal.id), {{"id", core::formatUuid(goal.id)}});
        });
    addAct(grammar, parent, "remove", "Put a goal into the trash", [](Session& session, const core::Goal& goal) {
        return applied(session, core::removeRecord(core::refOf(goal), goal.name));
    });
}

void addMilestones(Grammar& grammar) {
    CLI::App* const milestone = grammar.addGroup("milestone", "The steps of a goal");
    struct Options {
        std::string title;
        std::optional<core::Date> by;
    };
    const auto adding = std::make_shared<Options>();
    CLI::App* const addition =
        addAct(grammar, *milestone, "add", "Add a milestone", [adding](Session& session, const core::Goal& goal) {
            core::Uuid id;
            const auto edit = core::addMilestone(session.context(), goal.id, adding->title, adding->by, &id);
            return applied(session, edit, {{"id", core::formatUuid(id)}});
        });
    addition->add_option("TITLE", adding->title)->required();
    addDate(*addition, "--by", adding->by, "Its target date");

    using Act = core::Result<core::Edit> (*)(const core::ActionContext&, const core::Milestone&);
    const auto addOnOne = [&](const char* name, const char* help, Act act) {
        const auto title = std::make_shared<std::string>();
        addAct(grammar, *milestone, name, help,
               [title, act](Session& session, const core::Goal& goal) -> Outcome {
                   const auto found = core::milestoneNamed(session.reader(), goal.id, *title);
                   if (!found) return tl::unexpected(found.error());
                   return applied(session, act(session.context(), *found), {{"id", core::formatUuid(found->id)}});
               })
            ->add_option("TITLE", *title, "Its title or identifier")
            ->required();
    };
    addOnOne("done", "Mark a milestone done", core::completeMilestone);
    addOnOne("reopen", "Mark a milestone not done", core::reopenMilestone);
}

} // namespace

void addGoalCommands(Grammar& grammar) {
    CLI::App* const goal = grammar.addGroup("goal", "Make, feed and follow goals");
    addAddition(grammar, *goal);
    addEdition(grammar, *goal);
    addLink(grammar, *goal);
    addEntry(grammar, *goal);
    addPlainActs(grammar, *goal);
    grammar.add(*goal, "list", "All goals", list);
    addAct(grammar, *goal, "show", "Where a goal stands", show);
    addMilestones(grammar);
}

} // namespace cairn::app
