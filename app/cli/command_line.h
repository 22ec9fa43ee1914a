#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "app/cli/session.h"
#include "core/base/date.h"
#include "core/base/error.h"

namespace cairn::app {

/// The options that stand before or after any command.
struct CommonOptions {
    std::filesystem::path store;
    std::optional<core::Date> today;
    bool json = false;
};

/// What a command gives back: a line for people and a document for programs, or why it was refused.
struct Output {
    std::string text;
    std::string json;           ///< a JSON document, already written
    std::string complaint = {}; ///< a sentence where the command could not do (all of) what was asked: refused
};
using Outcome = core::Result<Output>;

/// Runs a parsed command on an open store.
using Command = std::function<Outcome(Session&)>;
/// Runs a parsed command on a store's file, which may be damaged or absent.
using FileCommand = std::function<Outcome(const std::filesystem::path& store)>;

/// The grammar of the command line: each family of commands adds its own subcommands, and a parsed one leaves its
/// command in `chosen`. Belongs to main.
struct Grammar {
    CLI::App app{"Habits and goals, on your own disk", "cairn"};
    CommonOptions common;
    FileCommand chosen;

    /// A subcommand below `parent` that needs the store open.
    CLI::App* add(CLI::App& parent, const std::string& name, const std::string& help, Command command);
    /// A subcommand below `parent` that needs no more than the store's file.
    CLI::App* addOnFile(CLI::App& parent, const std::string& name, const std::string& help, FileCommand command);
    /// A subcommand that only holds others.
    CLI::App* addGroup(const std::string& name, const std::string& help);
};

void addHabitCommands(Grammar& grammar);
void addSectionCommands(Grammar& grammar);
void addLogCommands(Grammar& grammar);
void addReportCommands(Grammar& grammar);
void addGoalCommands(Grammar& grammar);
void addDataCommands(Grammar& grammar);
void addSafetyCommands(Grammar& grammar);
void addSignInCommands(Grammar& grammar);
void addSyncCommands(Grammar& grammar);
void addConflictCommands(Grammar& grammar);

/// The output with this text and this document.
Output output(std::string text, const nlohmann::ordered_json& document);

/// A dashed name such as "2026-11-20" checked and read: a validator for options that hold a date.
void addDate(CLI::App& command, const std::string& name, std::optional<core::Date>& date, const std::string& help);

/// Hands what an act gave to the store and tells what came of it: {"changed": rows written, …}; without `extra` the
/// identifier of the first row that it is about.
Outcome applied(Session& session, const core::Result<core::Edit>& edit, nlohmann::ordered_json extra);
Outcome applied(Session& session, const core::Result<core::Edit>& edit);

} // namespace cairn::app
