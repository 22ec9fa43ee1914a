#include "core/store/consequences.h"

#include "core/store/goal_sources.h"

namespace cairn::core {

namespace {

/// The identifier that a change writes into a field, if it does.
std::optional<Uuid> writtenId(const Change& change, std::string_view name) {
    const auto place = fieldIndex(describe(change.row.kind), name);
    for (const FieldValue& field : change.fields)
        if (field.field == place)
            if (const auto* id = std::get_if<Uuid>(&field.value)) return *id;
    return std::nullopt;
}

/// The same of the row as it stands, where the change does not say it.
template<class R, class Member>
Result<std::optional<Uuid>> ownerOf(const Reader& reader, const Change& change, std::string_view name, Member member) {
    if (const auto written = writtenId(change, name)) return written;
    const auto record = reader.find<R>(change.row.id);
    if (!record) return tl::unexpected(record.error());
    return *record ? std::optional<Uuid>((**record).*member) : std::nullopt;
}

void insert(std::set<Uuid>& ids, const std::optional<Uuid>& id) {
    if (id) ids.insert(*id);
}

} // namespace

Result<void> Consequences::prepare(std::span<const Change> changes) {
    std::set<Uuid> habits;
    for (const Change& change : changes)
        if (auto done = addTouched(change, habits); !done) return done;
    for (const Uuid& habit : habits)
        if (auto done = addLinked(habit); !done) return done;
    if (m_goals.empty()) return {};
    const auto day = m_day();
    if (!day) return tl::unexpected(day.error());
    m_asOf = *day;
    std::set<Uuid> open;
    for (const Uuid& goal : m_goals) {
        const auto standing = standingOf(goal);
        if (!standing) return tl::unexpected(standing.error());
        if (*standing == Standing::belowTarget) open.insert(goal);
    }
    m_goals = std::move(open);
    return {};
}

Result<void> Consequences::addTouched(const Change& change, std::set<Uuid>& habits) {
    Result<std::optional<Uuid>> id = std::optional<Uuid>{};
    switch (change.row.kind) {
    case Kind::goal: m_goals.insert(change.row.id); return {};
    case Kind::habit:
    case Kind::habitLog: habits.insert(change.row.id); return {};
    case Kind::habitRule: id = ownerOf<HabitRule>(m_reader, change, "habit", &HabitRule::habit); break;
    case Kind::goalLink: id = ownerOf<GoalLink>(m_reader, change, "goal", &GoalLink::goal); break;
    case Kind::goalEntry: id = ownerOf<GoalEntry>(m_reader, change, "goal", &GoalEntry::goal); break;
    default: return {};
    }
    if (!id) return tl::unexpected(id.error());
    insert(change.row.kind == Kind::habitRule ? habits : m_goals, *id);
    return {};
}

Result<void> Consequences::addLinked(const Uuid& habit) {
    const auto links = m_reader.ownedBy<GoalLink>(habit);
    if (!links) return tl::unexpected(links.error());
    for (const GoalLink& link : *links) m_goals.insert(link.goal);
    return {};
}

Result<Consequences::Standing> Consequences::standingOf(const Uuid& id) const {
    const auto goal = m_reader.find<Goal>(id);
    if (!goal) return tl::unexpected(goal.error());
    if (!*goal) return Standing::belowTarget;
    if ((**goal).removed || (**goal).completedAt) return Standing::closed;
    const auto sources = GoalSources::read(m_reader, id);
    if (!sources) return tl::unexpected(sources.error());
    const double value = sources->progress(**goal, m_asOf).value;
    return value >= (**goal).target ? Standing::atTarget : Standing::belowTarget;
}

Result<std::vector<Change>> Consequences::follow(Instant now) const {
    const std::size_t completedAt = *fieldIndex(describe<Goal>(), "completed_at");
    std::vector<Change> changes;
    for (const Uuid& goal : m_goals) {
        const auto standing = standingOf(goal);
        if (!standing) return tl::unexpected(standing.error());
        if (*standing == Standing::atTarget)
            changes.push_back(
                {{Kind::goal, goal, std::nullopt}, {{completedAt, now.milliseconds}}, Removal::unchanged});
    }
    return changes;
}

} // namespace cairn::core
