#include "ui/services/row_shelf.h"

#include <algorithm>

#include "core/analytics/facts.h"
#include "core/store/goal_sources.h"
#include "ui/models/row_builder.h"

namespace cairn::ui {
namespace {

/// More rows than this and reading everything is the shorter way.
constexpr std::size_t manyRows = 64;

/// The habit that a record belongs to; nothing where it is gone or belongs to none.
template<class R>
std::optional<core::Uuid> habitOf(const core::Reader& reader, const core::Uuid& id) {
    const auto found = reader.find<R>(id);
    if (!found || !*found) return std::nullopt;
    return (*found)->habit;
}

/// Whether the change took a record that was there already to another habit; which one it left is not known any more.
template<class R>
bool isMoved(const core::RowChange& change) {
    const auto fields = core::describe<R>().fields;
    const auto place = std::ranges::find(fields, std::string_view("habit"), &core::FieldDescription::name);
    return !change.isNew && (change.fields >> (place - fields.begin()) & 1U) != 0;
}

} // namespace

void RowShelf::touch(Touched& touched, const core::RowChange& change, const core::Reader& reader) const {
    const auto one = [&](const std::optional<core::Uuid>& habit) {
        if (habit)
            touched.habits.insert(*habit);
        else
            touched.everything = true;
    };
    const core::Uuid& id = change.row.id;
    switch (change.row.kind) {
    case core::Kind::habitLog: one(id); break;
    case core::Kind::habitRule: one(habitOf<core::HabitRule>(reader, id)); break;
    case core::Kind::pause: one(isMoved<core::Pause>(change) ? std::nullopt : habitOf<core::Pause>(reader, id)); break;
    case core::Kind::reminder:
        one(isMoved<core::Reminder>(change) ? std::nullopt : habitOf<core::Reminder>(reader, id));
        break;
    case core::Kind::habitTag: one(habitOf<core::HabitTag>(reader, id)); break;
    case core::Kind::dismissal: one(habitOf<core::Dismissal>(reader, id)); break;
    case core::Kind::habit:
    case core::Kind::section:
    case core::Kind::tag:
    case core::Kind::setting: touched.everything = true; break;
    case core::Kind::goal:
    case core::Kind::goalLink:
    case core::Kind::goalEntry:
    case core::Kind::milestone: break;
    }
}

RowShelf::Touched RowShelf::touchedBy(const core::ChangeSet& changes, const core::Reader& reader) const {
    Touched touched;
    touched.everything = changes.rows.size() > manyRows;
    for (const core::RowChange& change : changes.rows) {
        if (touched.everything) break;
        touch(touched, change, reader);
    }
    return touched;
}

core::Result<void> RowShelf::take(const core::ChangeSet& changes, const core::Reader& reader) {
    const Touched touched = touchedBy(changes, reader);
    if (touched.everything) return reload(reader, m_today, m_weekLast);
    for (const core::Uuid& habit : touched.habits)
        if (auto done = refresh(habit, reader); !done) return done;
    return readGoals(reader);
}

core::Result<void> RowShelf::refresh(const core::Uuid& habit, const core::Reader& reader) {
    const auto place = m_places.find(habit);
    if (place == m_places.end()) return {};
    auto source = reader.timeline(habit);
    if (!source) return tl::unexpected(source.error());
    Shelved fresh{std::move(*source), {}, {}};
    if (auto done = compute(fresh, reader); !done) return done;
    m_habits[place->second] = std::move(fresh);
    return {};
}

QStringList RowShelf::tagsOf(const core::Uuid& habit, const core::Reader& reader) const {
    QStringList names;
    const auto tags = reader.ownedBy<core::HabitTag>(habit);
    if (!tags) return names;
    for (const core::HabitTag& tag : *tags)
        if (const auto name = m_tagNames.find(tag.tag); name != m_tagNames.end()) names << name->second;
    names.sort(Qt::CaseInsensitive);
    return names;
}

core::Result<void> RowShelf::compute(Shelved& shelved, const core::Reader& reader) const {
    const core::Habit& habit = shelved.source.habit;
    auto logs = reader.logs(habit.id, {m_weekLast - 6, m_weekLast});
    if (!logs) return tl::unexpected(logs.error());
    auto reminders = reader.ownedBy<core::Reminder>(habit.id);
    if (!reminders) return tl::unexpected(reminders.error());
    const auto dismissals = reader.ownedBy<core::Dismissal>(habit.id);
    if (!dismissals) return tl::unexpected(dismissals.error());
    const core::HabitFacts facts = core::factsOf(shelved.source.timeline, asOf());
    shelved.row = habitRow(shelved.source, facts, {std::move(*reminders), tagsOf(habit.id, reader), std::move(*logs)},
                           m_weekLast);
    shelved.suggestion.reset();
    if (const auto suggestion = core::suggestionFor(facts, habit.difficulty, *dismissals))
        shelved.suggestion = SuggestionRow{habit.id, shelved.row.name, QString::fromStdString(habit.minimalDose),
                                           shelved.row.unit, *suggestion};
    return {};
}

core::Result<void> RowShelf::reload(const core::Reader& reader, core::Date today, core::Date weekLast) {
    RowShelf fresh;
    if (auto done = fresh.readAll(reader, today, weekLast); !done) return done;
    *this = std::move(fresh);
    return {};
}

core::Result<void> RowShelf::readAll(const core::Reader& reader, core::Date today, core::Date weekLast) {
    auto profile = reader.profile();
    if (!profile) return tl::unexpected(profile.error());
    auto sources = reader.timelines();
    if (!sources) return tl::unexpected(sources.error());
    const auto sections = reader.all<core::Section>();
    if (!sections) return tl::unexpected(sections.error());
    const auto tags = reader.all<core::Tag>();
    if (!tags) return tl::unexpected(tags.error());
    m_profile = std::move(*profile);
    m_today = today;
    m_weekLast = weekLast;
    for (const core::Section& section : *sections)
        m_sections.push_back({section.id, QString::fromStdString(section.name)});
    for (const core::Tag& tag : *tags) m_tagNames[tag.id] = QString::fromStdString(tag.name);
    for (core::HabitWithTimeline& source : *sources) {
        m_places[source.habit.id] = m_habits.size();
        m_habits.push_back({std::move(source), {}, {}});
        if (auto done = compute(m_habits.back(), reader); !done) return done;
    }
    return readGoals(reader);
}

core::Result<void> RowShelf::readGoals(const core::Reader& reader) {
    const auto goals = reader.all<core::Goal>();
    if (!goals) return tl::unexpected(goals.error());
    const auto known = [this](const core::Uuid& habit) {
        const auto place = m_places.find(habit);
        return place == m_places.end() ? nullptr : &m_habits[place->second].source;
    };
    std::vector<GoalRow> rows;
    for (const core::Goal& goal : *goals) {
        const auto sources = core::GoalSources::read(reader, goal.id, known);
        if (!sources) return tl::unexpected(sources.error());
        rows.push_back(goalRow(goal, sources->progress(goal, asOf())));
    }
    m_goals = std::move(rows);
    return {};
}

void RowShelf::fill(Snapshot& snapshot) const {
    snapshot.profile = m_profile;
    snapshot.today = m_today;
    snapshot.weekLast = m_weekLast;
    snapshot.sections = m_sections;
    snapshot.goals = m_goals;
    snapshot.habits.reserve(m_habits.size());
    for (const Shelved& shelved : m_habits) {
        snapshot.habits.push_back(shelved.row);
        if (shelved.suggestion) snapshot.suggestions.push_back(*shelved.suggestion);
    }
}

} // namespace cairn::ui
