#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/command_line.h"
#include "core/analytics/heatmap.h"
#include "core/analytics/stats.h"
#include "core/analytics/today.h"

namespace cairn::app {

namespace {

using nlohmann::ordered_json;

template<class T>
ordered_json orNull(const std::optional<T>& value) {
    return value ? ordered_json(*value) : ordered_json();
}

ordered_json orNull(const std::optional<core::Date>& date) {
    return date ? ordered_json(core::formatDate(*date)) : ordered_json();
}

ordered_json toJson(const core::Run& run) {
    return {{"from", core::formatDate(run.from)},
            {"to", core::formatDate(run.to)},
            {"length", run.length},
            {"unit", core::nameOf(run.unit)}};
}

ordered_json toJson(const core::Habit& habit, const core::HabitStats& stats) {
    ordered_json runs = ordered_json::array();
    for (const core::Run& run : stats.streaks) runs.push_back(toJson(run));
    return {{"id", core::formatUuid(habit.id)},
            {"name", habit.name},
            {"schedule", core::formatSchedule(stats.schedule)},
            {"due_today", stats.dueToday},
            {"streak",
             {{"current", stats.streak.current},
              {"longest", stats.streak.longest},
              {"unit", core::nameOf(stats.streak.unit)},
              {"from", orNull(stats.streak.from)},
              {"to", orNull(stats.streak.to)}}},
            {"streaks", runs},
            {"consistency", orNull(stats.consistency)},
            {"strength", stats.strength},
            {"consecutive_misses", stats.consecutiveMisses},
            {"at_risk", stats.atRisk},
            {"failure_rate", orNull(stats.failureRate)},
            {"path66", stats.path66},
            {"done_total", stats.doneTotal},
            {"skipped_total", stats.skippedTotal},
            {"last_done", orNull(stats.lastDone)}};
}

std::string percentOrDash(const std::optional<double>& percent) {
    return percent ? fmt::format("{:.0f} %", *percent) : "–";
}

std::string lineFor(const core::Habit& habit, const core::HabitStats& stats) {
    return fmt::format("{}: {} {} (longest {}), consistency {}, strength {:.0f} %{}\n", habit.name,
                       stats.streak.current, core::nameOf(stats.streak.unit), stats.streak.longest,
                       percentOrDash(stats.consistency), stats.strength * 100, stats.atRisk ? ", at risk" : "");
}

/// The habits a report is about: the one named, or all, archived ones too.
core::Result<std::vector<core::HabitWithTimeline>> chosenHabits(const Session& session, const std::string& name) {
    if (name.empty()) return session.reader().timelines();
    const auto habit = core::habitNamed(session.reader(), name);
    if (!habit) return tl::unexpected(habit.error());
    const auto timeline = session.reader().timeline(habit->id);
    if (!timeline) return tl::unexpected(timeline.error());
    return std::vector{*timeline};
}

std::string withoutLastBreak(std::string text) {
    if (!text.empty()) text.pop_back();
    return text;
}

Outcome stats(Session& session, const std::string& name) {
    const auto habits = chosenHabits(session, name);
    if (!habits) return tl::unexpected(habits.error());
    ordered_json rows = ordered_json::array();
    std::string text;
    for (const auto& [habit, timeline] : *habits) {
        const core::HabitStats numbers = core::statsOf(timeline, session.asOf());
        rows.push_back(toJson(habit, numbers));
        text += lineFor(habit, numbers);
    }
    return output(withoutLastBreak(text), {{"habits", rows}});
}

Outcome heatmap(Session& session, const std::string& name, core::DateSpan span) {
    const auto habit = core::habitNamed(session.reader(), name);
    if (!habit) return tl::unexpected(habit.error());
    const auto found = session.reader().timeline(habit->id);
    if (!found) return tl::unexpected(found.error());
    ordered_json days = ordered_json::array();
    std::string text;
    for (const core::HeatmapDay& day : core::heatmapOf(found->timeline, session.asOf(), span)) {
        days.push_back({{"date", core::formatDate(day.date)},
                        {"state", core::nameOf(day.state)},
                        {"level", day.level},
                        {"amount", orNull(day.amount)}});
        text += fmt::format("{}  {} {}\n", core::formatDate(day.date), day.level, core::nameOf(day.state));
    }
    return output(withoutLastBreak(text), {{"days", days}});
}

ordered_json toJson(const core::Habit& habit, const core::HabitToday& today) {
    const core::TodayCell& cell = today.days.back();
    return {{"id", core::formatUuid(habit.id)},
            {"name", habit.name},
            {"due", today.dueToday},
            {"open", today.openToday},
            {"state", core::nameOf(cell.state)},
            {"amount", orNull(today.amountToday)},
            {"target", orNull(today.targetToday)},
            {"unit", habit.unit}};
}

Outcome today(Session& session) {
    const auto habits = session.reader().timelines();
    if (!habits) return tl::unexpected(habits.error());
    ordered_json rows = ordered_json::array();
    std::string text;
    int open = 0, due = 0;
    for (const auto& [habit, timeline] : *habits) {
        const core::HabitToday day = core::todayOf(timeline, session.asOf());
        if (!day.dueToday) continue;
        ++due;
        open += day.openToday ? 1 : 0;
        rows.push_back(toJson(habit, day));
        text += fmt::format("{} {}\n", day.openToday ? "[ ]" : "[x]", habit.name);
    }
    text += fmt::format("{} of {} open\n", open, due);
    return output(withoutLastBreak(text),
                  {{"date", core::formatDate(session.today())}, {"open", open}, {"habits", rows}});
}

} // namespace

void addReportCommands(Grammar& grammar) {
    grammar.add(grammar.app, "today", "What is due today", today);

    const auto wanted = std::make_shared<std::string>();
    grammar
        .add(grammar.app, "stats", "The numbers of one habit or of all",
             [wanted](Session& session) { return stats(session, *wanted); })
        ->add_option("NAME", *wanted, "The habit's name or identifier");

    struct HeatmapOptions {
        std::string name;
        std::optional<core::Date> from;
        std::optional<core::Date> to;
    };
    const auto options = std::make_shared<HeatmapOptions>();
    CLI::App* const map = grammar.add(grammar.app, "heatmap", "A habit's days", [options](Session& session) -> Outcome {
        const core::Date to = options->to.value_or(session.today());
        const core::DateSpan span{options->from.value_or(to - 364), to};
        if (span.length() == 0 || span.first < core::earliestUse || core::latestUse < span.last)
            return core::failure(core::ErrorCode::invalidValue, "the span ends before it begins or is out of range");
        return heatmap(session, options->name, span);
    });
    map->add_option("NAME", options->name, "The habit's name or identifier")->required();
    addDate(*map, "--from", options->from, "The first day; a year before the last without it");
    addDate(*map, "--to", options->to, "The last day; today without it");
}

} // namespace cairn::app
