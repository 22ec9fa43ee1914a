#include <QCoreApplication>
#include <cstdio>
#include <fmt/format.h>

#include "app/cli/command_line.h"
#include "app/cli/error_sentence.h"
#include "app/common/default_store.h"

namespace {

constexpr int refused = 1;
constexpr int wrongUsage = 2;

/// What a library throws in spite of all care is told like any other refusal.
cairn::app::Outcome attempted(const cairn::app::Grammar& grammar) {
    try {
        return grammar.chosen(grammar.common.store);
    } catch (const std::exception& error) {
        return cairn::core::failure(cairn::core::ErrorCode::ioFailure, error.what());
    }
}

int run(cairn::app::Grammar& grammar) {
    const auto outcome = attempted(grammar);
    if (!outcome) {
        fmt::print(stderr, "cairn: {}\n", cairn::app::sentenceFor(outcome.error()));
        return refused;
    }
    const std::string& text = grammar.common.json ? outcome->json : outcome->text;
    if (!text.empty()) fmt::print("{}\n", text);
    if (!outcome->complaint.empty()) fmt::print(stderr, "cairn: {}\n", outcome->complaint);
    return std::fflush(stdout) == 0 && outcome->complaint.empty() ? 0 : refused;
}

} // namespace

int main(int argc, char* argv[]) {
    const QCoreApplication application(argc, argv);
    cairn::app::Grammar grammar;
    grammar.common.store = cairn::app::defaultStoreFile();
    grammar.app.add_option("--db", grammar.common.store, "The store's file");
    cairn::app::addDate(grammar.app, "--today", grammar.common.today, "The day that the command is about");
    grammar.app.add_flag("--json", grammar.common.json, "Answer with a JSON document");
    grammar.app.require_subcommand(1);
    grammar.app.fallthrough();
    addHabitCommands(grammar);
    addSectionCommands(grammar);
    addLogCommands(grammar);
    addReportCommands(grammar);
    addGoalCommands(grammar);
    addDataCommands(grammar);
    addSafetyCommands(grammar);
    addSignInCommands(grammar);
    addSyncCommands(grammar);
    addConflictCommands(grammar);
    try {
        grammar.app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return grammar.app.exit(error) == 0 ? 0 : wrongUsage;
    }
    return run(grammar);
}
