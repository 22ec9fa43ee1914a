#include "core/exchange/identify.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <unordered_map>

#include "core/domain/text.h"

namespace cairn::core {

namespace {

/// Tells rows with one key apart: the second one becomes "key, 2".
class Occurrences {
public:
    std::string distinct(std::string key) {
        const int count = ++m_counts[key];
        return count == 1 ? key : fmt::format("{}\x1F{}", key, count);
    }

private:
    std::map<std::string, int> m_counts;
};

std::optional<Uuid> ownIdentifier(const ImportedData& data, const std::string& key) {
    if (data.keys != Keys::own) return std::nullopt;
    const auto id = parseUuid(key);
    return id && !id->isNil() ? std::optional(*id) : std::nullopt;
}

Uuid derivedFrom(const ImportedData& data, Kind kind, const std::string& key) {
    return derivedUuid("import", fmt::format("{}\x1F{}\x1F{}", data.format, nameOf(kind), key));
}

/// Gives ids to the rows of one list; `contentKey` names a row that has no key of its own.
template<class List, class ContentKey>
void assignIds(const ImportedData& data, Kind kind, std::string_view owner, List& list, ContentKey contentKey) {
    Occurrences occurrences;
    for (auto& row : list) {
        if (const auto own = ownIdentifier(data, row.key)) {
            row.record.id = *own;
            continue;
        }
        const std::string key = occurrences.distinct(row.key.empty() ? contentKey(row) : row.key);
        row.record.id = derivedFrom(data, kind, owner.empty() ? key : fmt::format("{}\x1F{}", owner, key));
    }
}

/// Drops rows whose identifier stands there already, with all that belongs to them, and says so.
template<class List>
void dropTwins(ImportedData& data, List& list, std::string_view message) {
    std::set<Uuid> seen;
    std::erase_if(list, [&](const auto& row) {
        if (seen.insert(row.record.id).second) return false;
        data.report(row.line, "id", std::string(message));
        return true;
    });
}

std::string contentKeyOf(const ImportedData& data, const ImportedHabit& habit) {
    const auto first = firstRecorded(habit);
    if (data.keys == Keys::own) return habit.record.name;
    return fmt::format("{}\x1F{}", habit.record.name, first ? formatDate(*first) : "");
}

/// Finds rows of one kind by the texts that may stand for them in a reference.
using References = std::unordered_map<std::string, Uuid>;

template<class List, class NameOf>
References referencesTo(const List& list, NameOf name) {
    References references;
    for (const auto& row : list) {
        if (!row.key.empty()) references.emplace(row.key, row.record.id);
        references.emplace(formatUuid(row.record.id), row.record.id);
    }
    for (const auto& row : list) references.emplace(name(row), row.record.id);
    return references;
}

/// What a reference means: a row of the file, or an identifier of Cairn's own that only the store may know.
std::optional<Uuid> resolve(const ImportedData& data, const References& references, const std::string& key) {
    const auto found = references.find(key);
    return found != references.end() ? std::optional(found->second) : ownIdentifier(data, key);
}

template<class R>
void ownBy(std::vector<Imported<R>>& list, const Uuid& habit) {
    for (Imported<R>& row : list) row.record.habit = habit;
}

void identifyParts(const ImportedData& data, ImportedHabit& habit) {
    const std::string owner = formatUuid(habit.record.id);
    ownBy(habit.rules, habit.record.id);
    ownBy(habit.logs, habit.record.id);
    ownBy(habit.reminders, habit.record.id);
    ownBy(habit.dismissals, habit.record.id);
    for (Imported<Pause>& pause : habit.pauses) pause.record.habit = habit.record.id;
    for (Imported<Dismissal>& row : habit.dismissals) assignNaturalId(row.record);
    assignIds(data, Kind::pause, owner, habit.pauses, [](const auto& row) { return formatDate(row.record.from); });
    assignIds(data, Kind::reminder, owner, habit.reminders, [](const auto&) { return std::string(); });
}

void identifyTags(ImportedData& data) {
    for (Imported<Tag>& tag : data.tags) {
        if (tag.record.key.empty()) tag.record.key = foldedText(tag.record.name);
        if (tag.record.name.empty()) tag.record.name = tag.record.key;
        assignNaturalId(tag.record);
    }
}

/// The tag that a habit names; one that the file does not list is added to it.
Uuid tagNamed(ImportedData& data, References& tags, const Imported<HabitTag>& row) {
    if (const auto known = resolve(data, tags, row.key)) return *known;
    if (const auto known = resolve(data, tags, foldedText(row.key))) return *known;
    Imported<Tag> tag{Tag{{}, foldedText(row.key), row.key, {}, {}}, {}, row.line, 0};
    assignNaturalId(tag.record);
    tags.emplace(tag.record.key, tag.record.id);
    data.tags.push_back(tag);
    return tag.record.id;
}

void identifyHabitTags(ImportedData& data) {
    References tags = referencesTo(data.tags, [](const Imported<Tag>& tag) { return tag.record.key; });
    for (ImportedHabit& habit : data.habits) {
        for (Imported<HabitTag>& row : habit.tags) {
            row.record.habit = habit.record.id;
            row.record.tag = tagNamed(data, tags, row);
            assignNaturalId(row.record);
        }
    }
}

void identifySections(ImportedData& data) {
    const auto name = [](const Imported<Section>& row) { return row.record.name; };
    assignIds(data, Kind::section, {}, data.sections, name);
    const References sections = referencesTo(data.sections, name);
    for (ImportedHabit& habit : data.habits) {
        if (habit.section.empty()) continue;
        habit.record.section = resolve(data, sections, habit.section);
        if (!habit.record.section) data.report(habit.line, "section", "names no section");
    }
}

void identifyLinks(ImportedData& data, ImportedGoal& goal, const References& habits) {
    std::erase_if(goal.links, [&](Imported<GoalLink>& link) {
        const auto habit = resolve(data, habits, link.key);
        if (!habit) {
            data.report(link.line, "habit", "names no habit");
            return true;
        }
        link.record.goal = goal.record.id;
        link.record.habit = *habit;
        assignNaturalId(link.record);
        return false;
    });
}

void identifyGoals(ImportedData& data) {
    const References habits = referencesTo(data.habits, [](const ImportedHabit& row) { return row.record.name; });
    assignIds(data, Kind::goal, {}, data.goals, [](const auto& row) { return row.record.name; });
    dropTwins(data, data.goals, "the goal stands there twice");
    for (ImportedGoal& goal : data.goals) {
        const std::string owner = formatUuid(goal.record.id);
        for (Imported<GoalEntry>& entry : goal.entries) entry.record.goal = goal.record.id;
        for (Imported<Milestone>& milestone : goal.milestones) milestone.record.goal = goal.record.id;
        assignIds(data, Kind::goalEntry, owner, goal.entries,
                  [](const auto& row) { return formatDate(row.record.date); });
        assignIds(data, Kind::milestone, owner, goal.milestones, [](const auto& row) { return row.record.title; });
        identifyLinks(data, goal, habits);
    }
}

} // namespace

std::optional<Date> firstRecorded(const ImportedHabit& habit) {
    std::optional<Date> first;
    for (const Imported<HabitLog>& log : habit.logs) {
        const bool isRecorded = log.record.mark != Mark::none || log.record.amount;
        if (isRecorded && (!first || log.record.date < *first)) first = log.record.date;
    }
    return first;
}

void identify(ImportedData& data) {
    const auto key = [&](const ImportedHabit& habit) { return contentKeyOf(data, habit); };
    assignIds(data, Kind::habit, {}, data.habits, key);
    dropTwins(data, data.habits, "the habit stands there twice");
    for (ImportedHabit& habit : data.habits) identifyParts(data, habit);
    identifyTags(data);
    identifyHabitTags(data);
    identifySections(data);
    identifyGoals(data);
    assignIds(data, Kind::pause, {}, data.pauses, [](const auto& row) { return formatDate(row.record.from); });
    for (Imported<Setting>& setting : data.settings) assignNaturalId(setting.record);
}

} // namespace cairn::core
