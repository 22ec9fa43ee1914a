#include <charconv>
#include <nlohmann/json.hpp>

#include "app/cli/command_line.h"
#include "core/actions/log_actions.h"

namespace cairn::app {

namespace {

struct LogOptions {
    std::string name;
    std::optional<std::string> entry;
    std::optional<std::string> note;
    std::optional<core::Date> date;
};

std::optional<double> numberFrom(const std::string& text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<core::DayEntry> entryFrom(const std::string& text) {
    if (text == "done") return core::SetMark{core::Mark::done};
    if (text == "skip") return core::SetMark{core::Mark::skipped};
    if (text == "miss") return core::SetMark{core::Mark::missed};
    if (text == "clear") return core::ClearDay{};
    if (const auto amount = numberFrom(text)) return core::SetAmount{*amount};
    return std::nullopt;
}

/// Without an entry the day is done, with a note or without.
core::DayEntry entryOf(const LogOptions& options) {
    return options.entry ? entryFrom(*options.entry).value_or(core::DayEntry{}) : core::SetMark{core::Mark::done};
}

Outcome log(Session& session, const LogOptions& options) {
    const auto habit = core::habitNamed(session.reader(), options.name);
    if (!habit) return tl::unexpected(habit.error());
    const core::Date day = options.date.value_or(session.today());
    const auto edit = core::recordDay(session.context(), habit->id, day, entryOf(options), options.note);
    return applied(session, edit, {{"id", core::formatUuid(habit->id)}, {"date", core::formatDate(day)}});
}

} // namespace

void addLogCommands(Grammar& grammar) {
    const auto options = std::make_shared<LogOptions>();
    CLI::App* const command = grammar.add(grammar.app, "log", "Record a day; done when nothing else is said",
                                          [options](Session& session) { return log(session, *options); });
    command->add_option("NAME", options->name, "The habit's name or identifier")->required();
    command->add_option("ENTRY", options->entry, "done, skip, miss, clear or an amount")
        ->check([](const std::string& text) {
            return entryFrom(text) ? std::string() : std::string("an entry is done, skip, miss, clear or an amount");
        });
    addDate(*command, "--date", options->date, "The day; today without it");
    command->add_option("--note", options->note, "A note for the day");
}

} // namespace cairn::app
