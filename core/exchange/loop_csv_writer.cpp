#include "core/exchange/loop_csv_writer.h"

#include <algorithm>
#include <fmt/format.h>
#include <ranges>

#include "core/exchange/csv.h"
#include "core/exchange/loop_facts.h"
#include "core/exchange/loop_folder.h"
#include "core/exchange/loop_habit.h"

namespace cairn::core {

namespace {

/// 12 as "12.0", as Loop writes numbers.
std::string decimal(double value) {
    std::string text = fmt::format("{}", value);
    if (text.find_first_of(".e") == std::string::npos) text += ".0";
    return text;
}

std::string habitRow(const LoopHabitOut& loop, std::size_t position) {
    const Habit& habit = *loop.habit;
    const bool isNumeric = habit.measure == Measure::measured;
    const LoopFrequency frequency = loopFrequencyOf(loop.rule->schedule);
    constexpr int plainColor = 8;
    std::string text;
    appendCsv(text, {fmt::format("{:03}", position), habit.name, isNumeric ? "NUMERICAL" : "YES_NO", habit.question,
                     habit.description, std::to_string(frequency.times), std::to_string(frequency.days),
                     habit.color.empty() ? loopPaletteColor(plainColor) : habit.color, habit.unit,
                     !isNumeric                          ? ""
                     : loop.rule->bound == Bound::atMost ? "AT_MOST"
                                                         : "AT_LEAST",
                     isNumeric ? decimal(loop.rule->target.value_or(0)) : "", habit.archivedOn ? "true" : "false"});
    return text;
}

std::string daysTable(const LoopHabitOut& loop) {
    std::string text = "Date,Value,Notes\n";
    for (const auto& [date, day] : std::views::reverse(loop.days))
        appendCsv(text, {formatDate(date), loopWord(day.value), day.note});
    return text;
}

std::string scoresTable(const LoopHabitOut& loop, Date today) {
    std::string text = "Date,Score\n";
    const Date oldest = loop.days.empty() ? today : std::min(loop.days.begin()->first, today);
    for (Date day = today; day >= oldest; day = day - 1)
        text += fmt::format("{},{:.4f}\n", formatDate(day), loop.scoreOn(day));
    return text;
}

/// The first lines and days of the two tables that have a column for each habit.
class WideTables {
public:
    WideTables(const std::vector<LoopHabitOut>& habits, Date today) : m_habits(habits), m_today(today) {}

    void write(std::vector<OutputEntry>& entries) const {
        std::string days = header();
        std::string scores = header();
        for (Date day = m_today; day >= oldest(); day = day - 1) {
            days += formatDate(day) + ',';
            scores += formatDate(day) + ',';
            for (const LoopHabitOut& loop : m_habits) {
                const auto found = loop.days.find(day);
                const auto unknown = static_cast<std::int64_t>(LoopValue::unknown);
                days += loopWord(found != loop.days.end() ? found->second.value : unknown) + ',';
                scores += fmt::format("{:.4f},", loop.scoreOn(day));
            }
            days += '\n';
            scores += '\n';
        }
        entries.push_back({"Checkmarks.csv", std::move(days)});
        entries.push_back({"Scores.csv", std::move(scores)});
    }

private:
    [[nodiscard]] std::string header() const {
        std::vector<std::string> names{"Date"};
        for (const LoopHabitOut& loop : m_habits) names.push_back(loop.habit->name);
        names.emplace_back();
        std::string text;
        appendCsv(text, names);
        return text;
    }
    [[nodiscard]] Date oldest() const {
        Date first = m_today;
        for (const LoopHabitOut& loop : m_habits)
            if (!loop.days.empty()) first = std::min(first, loop.days.begin()->first);
        return first;
    }

    const std::vector<LoopHabitOut>& m_habits;
    Date m_today;
};

std::string folderOf(const LoopHabitOut& loop, std::size_t position) {
    std::string folder = fmt::format("{:03} {}", position, loopFolderName(loop.habit->name));
    while (folder.ends_with(' ')) folder.pop_back();
    return folder + '/';
}

void reportForAll(const StoreContent& content, ExportReport& report) {
    const auto add = [&](bool isLost, std::string_view field) {
        if (isLost) report.problems.push_back({0, std::string(field), "are unknown to Loop"});
    };
    add(!content.all<Goal>().empty(), "goals");
    add(!content.all<HabitTag>().empty(), "tags");
    add(!content.of<Pause>(Uuid{}).empty(), "pauses");
    add(!content.all<Reminder>().empty(), "reminders");
}

} // namespace

Result<std::vector<OutputEntry>> loopCsv(const StoreContent& content, const ImportOptions& options,
                                         ExportReport& report) {
    const auto timelines = content.reader().timelines();
    if (!timelines) return tl::unexpected(timelines.error());
    const auto profile = content.reader().profile();
    if (!profile) return tl::unexpected(profile.error());
    const AsOf asOf{options.today, profile->firstWeekday};
    std::vector<LoopHabitOut> habits;
    for (const HabitWithTimeline& habit : *timelines) {
        const auto logs = content.logs(habit.habit.id);
        if (!logs) return tl::unexpected(logs.error());
        habits.push_back(loopHabitOf(habit, *logs, asOf, habits.size() + 2, report.problems));
        report.logs += logs->size();
        const auto share = static_cast<double>(habits.size()) / static_cast<double>(timelines->size());
        if (options.progress && !options.progress(share))
            return failure(ErrorCode::cancelled, "the export was stopped");
    }
    report.habits = habits.size();
    reportForAll(content, report);

    std::string list = "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,"
                       "Target Type,Target Value,Archived?\n";
    std::vector<OutputEntry> entries;
    for (std::size_t i = 0; i < habits.size(); ++i) {
        const std::string folder = folderOf(habits[i], i + 1);
        list += habitRow(habits[i], i + 1);
        entries.push_back({folder + "Scores.csv", scoresTable(habits[i], asOf.today)});
        entries.push_back({folder + "Checkmarks.csv", daysTable(habits[i])});
    }
    entries.insert(entries.begin(), {"Habits.csv", std::move(list)});
    WideTables(habits, asOf.today).write(entries);
    return entries;
}

} // namespace cairn::core
