#include "core/actions/context.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/domain/text.h"

namespace cairn::core {

namespace {

template<class R, class NameOf>
std::vector<R> fitting(const std::vector<R>& records, std::string_view wanted, NameOf nameOf, bool folded) {
    const std::string name = folded ? foldedText(wanted) : std::string(wanted);
    std::vector<R> found;
    for (const R& record : records)
        if ((folded ? foldedText(nameOf(record)) : nameOf(record)) == name) found.push_back(record);
    return found;
}

template<class R, class NameOf>
Result<R> oneNamed(const Result<std::vector<R>>& records, std::string_view wanted, NameOf nameOf) {
    if (!records) return tl::unexpected(records.error());
    if (const auto id = parseUuid(wanted))
        for (const R& record : *records)
            if (record.id == *id) return record;
    std::vector<R> found = fitting(*records, wanted, nameOf, false);
    if (found.empty()) found = fitting(*records, wanted, nameOf, true);
    if (found.empty()) return failure(ErrorCode::notFound, fmt::format("no {} has this name", describe<R>().name));
    if (found.size() == 1) return found.front();
    std::vector<std::string> ids;
    ids.reserve(found.size());
    for (const R& record : found) ids.push_back(formatUuid(record.id));
    return failure(ErrorCode::ambiguousName, fmt::format("the name fits {}", fmt::join(ids, " and ")));
}

} // namespace

Result<Habit> habitNamed(const Reader& reader, std::string_view nameOrId) {
    return oneNamed(reader.all<Habit>(), nameOrId, [](const Habit& habit) { return habit.name; });
}

Result<Goal> goalNamed(const Reader& reader, std::string_view nameOrId) {
    return oneNamed(reader.all<Goal>(), nameOrId, [](const Goal& goal) { return goal.name; });
}

Result<Section> sectionNamed(const Reader& reader, std::string_view nameOrId) {
    return oneNamed(reader.all<Section>(), nameOrId, [](const Section& section) { return section.name; });
}

Result<Milestone> milestoneNamed(const Reader& reader, const Uuid& goal, std::string_view titleOrId) {
    return oneNamed(reader.ownedBy<Milestone>(goal), titleOrId,
                    [](const Milestone& milestone) { return milestone.title; });
}

Result<std::vector<HabitRule>> rulesOf(const Reader& reader, const Uuid& habit) {
    auto rules = reader.ownedBy<HabitRule>(habit);
    if (rules)
        std::sort(rules->begin(), rules->end(), [](const auto& a, const auto& b) { return a.validFrom < b.validFrom; });
    return rules;
}

} // namespace cairn::core
