#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/command_line.h"
#include "core/actions/demo.h"
#include "core/actions/setting_actions.h"
#include "core/exchange/exchange.h"

namespace cairn::app {

namespace {

using nlohmann::ordered_json;

ordered_json toJson(const std::vector<core::ImportProblem>& problems) {
    ordered_json rows = ordered_json::array();
    for (const core::ImportProblem& problem : problems)
        rows.push_back({{"line", problem.line}, {"field", problem.field}, {"message", problem.message}});
    return rows;
}

std::string linesFor(const std::vector<core::ImportProblem>& problems) {
    std::string text;
    for (const core::ImportProblem& problem : problems)
        text += fmt::format("\nline {}, {}: {}", problem.line, problem.field, problem.message);
    return text;
}

ordered_json toJson(const core::ImportReport& report) {
    return {{"format", report.format},   {"habits", report.habits},    {"goals", report.goals},
            {"logs", report.logs},       {"created", report.created},  {"updated", report.updated},
            {"skipped", report.skipped}, {"in_trash", report.inTrash}, {"problems", toJson(report.problems)}};
}

std::string textFor(const core::ImportReport& report) {
    std::string text =
        fmt::format("{}: {} habits, {} goals, {} days; {} rows new, {} changed, {} left as they were", report.format,
                    report.habits, report.goals, report.logs, report.created, report.updated, report.skipped);
    if (report.inTrash > 0)
        text += fmt::format("\n{} rows lie in the trash; --restore takes them back", report.inTrash);
    return text + linesFor(report.problems);
}

void addImport(Grammar& grammar) {
    struct Options {
        std::filesystem::path file;
        bool isDryRun = false;
        bool restores = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* const command = grammar.add(
        grammar.app, "import", "Take over a file of this or another program", [options](Session& session) -> Outcome {
            const auto trashed = options->restores ? core::TrashedRows::restore : core::TrashedRows::leave;
            const auto plan = core::planImport(options->file, session.reader(), {session.today(), trashed, {}});
            if (!plan) return tl::unexpected(plan.error());
            if (!options->isDryRun)
                if (const auto changes = session.apply(plan->edit); !changes) return tl::unexpected(changes.error());
            return output(textFor(plan->report), toJson(plan->report));
        });
    command->add_option("FILE", options->file, "A file or folder")->required();
    command->add_flag("--dry-run", options->isDryRun, "Only say what would be done");
    command->add_flag("--restore", options->restores, "Take back what lies in the trash");
}

void addExport(Grammar& grammar) {
    struct Options {
        std::string format = "json";
        std::string destination;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* const command =
        grammar.add(grammar.app, "export", "Write everything to a file", [options](Session& session) -> Outcome {
            const auto format = options->format == "json"  ? core::ExportFormat::json
                                : options->format == "csv" ? core::ExportFormat::csv
                                                           : core::ExportFormat::loop;
            const auto written =
                core::exportAll(format, options->destination, session.reader(), {session.today(), {}, {}});
            if (!written) return tl::unexpected(written.error());
            if (options->destination == "-") return Output{};
            return output(linesFor(written->problems),
                          {{"written", options->destination}, {"problems", toJson(written->problems)}});
        });
    command->add_option("--format", options->format)->check(CLI::IsMember({"json", "csv", "loop"}));
    command->add_option("DEST", options->destination, "A file, a folder, or - for standard output")->required();
}

Outcome told(const core::Result<core::ChangeSet>& changes) {
    if (!changes) return tl::unexpected(changes.error());
    const std::string kept = changes->kept == 0   ? ""
                             : changes->kept == 1 ? "One newer value was kept"
                                                  : fmt::format("{} newer values were kept", changes->kept);
    return output(kept, {{"changed", changes->rows.size()}, {"kept", changes->kept}});
}

void addUndo(Grammar& grammar) {
    grammar.add(grammar.app, "undo", "Take the last change back",
                [](Session& session) { return told(session.undo()); });
    grammar.add(grammar.app, "redo", "Make the last undone change again",
                [](Session& session) { return told(session.redo()); });
}

void addDemo(Grammar& grammar) {
    const auto options = std::make_shared<core::DemoOptions>();
    CLI::App* const command =
        grammar.add(grammar.app, "demo", "Fill the store with generated data", [options](Session& session) -> Outcome {
            const auto edit = core::makeDemo(session.context(), *options);
            return applied(session, edit,
                           {{"habits", options->habits}, {"years", options->years}, {"seed", options->seed}});
        });
    command->add_option("--habits", options->habits, "How many habits");
    command->add_option("--years", options->years, "How many years of history");
    command->add_option("--seed", options->seed, "The same seed gives the same data");
}

Outcome showSettings(Session& session) {
    const auto profile = session.reader().profile();
    if (!profile) return tl::unexpected(profile.error());
    ordered_json document = ordered_json::object();
    std::string text;
    for (const core::SettingDescription& setting : core::knownSettings()) {
        const std::string value = setting.read(*profile);
        document[std::string(setting.key)] = value;
        text += fmt::format("{}{} {}", text.empty() ? "" : "\n", setting.key, value.empty() ? "–" : value);
    }
    return output(text, {{"settings", document}});
}

void addSettings(Grammar& grammar) {
    struct Options {
        std::optional<std::string> key;
        std::optional<std::string> value;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* const command =
        grammar.add(grammar.app, "settings", "Show settings, or change one", [options](Session& session) -> Outcome {
            if (!options->key) return showSettings(session);
            return applied(session, core::setSetting(session.context(), *options->key, *options->value));
        });
    CLI::Option* const key = command->add_option("KEY", options->key, "Such as first-weekday, day-begin or zone");
    CLI::Option* const value = command->add_option("VALUE", options->value, "Such as sun, 4 or Europe/Berlin");
    key->needs(value);
}

} // namespace

void addDataCommands(Grammar& grammar) {
    addImport(grammar);
    addExport(grammar);
    addUndo(grammar);
    addDemo(grammar);
    addSettings(grammar);
}

} // namespace cairn::app
