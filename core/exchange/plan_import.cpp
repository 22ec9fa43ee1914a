#include <algorithm>

#include "core/exchange/check_rows.h"
#include "core/exchange/compare.h"
#include "core/exchange/exchange.h"
#include "core/exchange/identify.h"
#include "core/exchange/import_format.h"
#include "core/exchange/place_lists.h"
#include "core/exchange/settle.h"

namespace cairn::core {

namespace {

constexpr std::size_t mostProblems = 10'000;

HabitHere habitHere(const RowsHere& here, const Uuid& id) {
    const RowHere<Habit>* const row = here.find<Habit>(id);
    if (row == nullptr) return {};
    return {row->record, here.firstRule(id)};
}

bool isEmpty(const ImportRows& rows) {
    return std::apply([](const auto&... lists) { return (lists.empty() && ...); }, rows);
}

ImportReport reportOf(std::string_view format, const ImportRows& rows, const Comparison& comparison) {
    ImportReport report;
    report.format = format;
    report.habits = std::get<std::vector<ImportedHabit>>(rows).size();
    report.goals = std::get<std::vector<ImportedGoal>>(rows).size();
    report.logs = std::get<std::vector<Imported<HabitLog>>>(rows).size();
    report.created = comparison.created;
    report.updated = comparison.updated;
    report.skipped = comparison.skipped;
    report.inTrash = comparison.inTrash;
    return report;
}

/// Orders the problems by line and keeps their number within reason.
void settleProblems(std::vector<ImportProblem>& problems) {
    const auto byLine = [](const ImportProblem& a, const ImportProblem& b) { return a.line < b.line; };
    std::stable_sort(problems.begin(), problems.end(), byLine);
    if (problems.size() <= mostProblems) return;
    const std::size_t left = problems.size() - mostProblems;
    problems.resize(mostProblems);
    problems.push_back({0, "", std::to_string(left) + " further problems are not listed"});
}

} // namespace

Result<ImportPlan> planImport(const std::filesystem::path& file, const Reader& reader, const ImportOptions& options) {
    auto source = openSource(file);
    if (!source) return tl::unexpected(source.error());
    auto data = readSource(*source, options);
    if (!data) return tl::unexpected(data.error());
    const std::string name = source->name;
    source = Source{};

    identify(*data);
    const auto here = RowsHere::read(reader);
    if (!here) return tl::unexpected(here.error());
    std::vector<ImportProblem> problems = std::move(data->problems);
    const std::string_view format = data->format;
    const auto lookup = [&](const Uuid& id) { return habitHere(*here, id); };
    ImportRows rows = settle(std::move(*data), options.today, lookup, problems);
    checkRows(rows, problems);
    if (isEmpty(rows) && !problems.empty())
        return failure(ErrorCode::damagedFile, "nothing in the file can be read; first: " + problems.front().message);

    placeLists(rows, *here);
    auto comparison = compare(rows, *here, options, problems);
    if (!comparison) return tl::unexpected(comparison.error());
    settleProblems(problems);
    ImportPlan plan{reportOf(format, rows, *comparison), {}};
    plan.report.problems = std::move(problems);
    plan.edit.changes = std::move(comparison->changes);
    plan.edit.origin = {OriginKind::import, {Action::import, name}, options.today};
    return plan;
}

} // namespace cairn::core
