#include "core/store/timelines.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace cairn::core {

namespace {

/// A change of more rows than this is cheaper to read as a whole.
constexpr std::size_t manyRows = 64;

/// What one row of a change set asks for.
struct Touched {
    bool isAll = false;
    std::optional<Uuid> habit; ///< to be read anew
};

template<class R>
Result<Touched> touchedBy(const Reader& reader, const Uuid& id, std::optional<Uuid> (*habitOf)(const R&)) {
    const auto record = reader.find<R>(id);
    if (!record) return tl::unexpected(record.error());
    const std::optional<Uuid> habit = *record ? habitOf(**record) : std::nullopt;
    return Touched{!habit, habit};
}

Result<Touched> touchedBy(const Reader& reader, const RowChange& change) {
    switch (change.row.kind) {
    case Kind::habit: return Touched{false, change.row.id};
    case Kind::section: return Touched{change.removal != Removal::unchanged, std::nullopt};
    case Kind::habitRule:
        return touchedBy<HabitRule>(reader, change.row.id,
                                    [](const HabitRule& rule) { return std::optional(rule.habit); });
    case Kind::pause: {
        const bool isMoved = !change.isNew && (change.fields & 1) != 0;
        if (isMoved) return Touched{true, std::nullopt};
        return touchedBy<Pause>(reader, change.row.id, [](const Pause& pause) { return pause.habit; });
    }
    default: return Touched{};
    }
}

} // namespace

Result<void> Timelines::load() {
    auto all = m_reader.timelines();
    if (!all) return tl::unexpected(all.error());
    m_all = std::move(*all);
    return {};
}

const HabitWithTimeline* Timelines::find(const Uuid& habit) const {
    const auto known = std::ranges::find(m_all, habit, [](const HabitWithTimeline& each) { return each.habit.id; });
    return known == m_all.end() ? nullptr : &*known;
}

Result<std::vector<Uuid>> Timelines::take(const ChangeSet& set) {
    if (set.rows.size() > manyRows) return reloadAll();
    std::set<Uuid> touched;
    for (const RowChange& change : set.rows) {
        const auto part = touchedBy(m_reader, change);
        if (!part) return tl::unexpected(part.error());
        if (part->isAll) return reloadAll();
        if (part->habit) touched.insert(*part->habit);
    }
    for (const Uuid& habit : touched)
        if (auto done = reload(habit); !done) return tl::unexpected(done.error());
    for (const RowChange& change : set.rows) {
        if (change.row.kind != Kind::habitLog || !touched.insert(change.row.id).second) continue;
        for (const RowChange& each : set.rows)
            if (each.row.kind == Kind::habitLog && each.row.id == change.row.id)
                if (auto done = takeLog(each.row); !done) return tl::unexpected(done.error());
    }
    return std::vector<Uuid>(touched.begin(), touched.end());
}

Result<std::vector<Uuid>> Timelines::reloadAll() {
    std::set<Uuid> touched;
    for (const HabitWithTimeline& each : m_all) touched.insert(each.habit.id);
    if (auto done = load(); !done) return tl::unexpected(done.error());
    for (const HabitWithTimeline& each : m_all) touched.insert(each.habit.id);
    return std::vector<Uuid>(touched.begin(), touched.end());
}

Result<void> Timelines::reload(const Uuid& habit) {
    auto read = m_reader.timeline(habit);
    if (!read && read.error().code != ErrorCode::notFound) return tl::unexpected(read.error());
    std::erase_if(m_all, [&](const HabitWithTimeline& each) { return each.habit.id == habit; });
    if (!read || read->habit.removed) return {};
    const auto order = [](const HabitWithTimeline& each) { return std::tuple(each.habit.position, each.habit.id); };
    m_all.insert(std::ranges::upper_bound(m_all, order(*read), {}, order), std::move(*read));
    return {};
}

Result<void> Timelines::takeLog(const RecordRef& row) {
    const auto log = m_reader.log(row.id, *row.day);
    if (!log) return tl::unexpected(log.error());
    for (HabitWithTimeline& each : m_all)
        if (each.habit.id == row.id) each.timeline.history.set(log->date, log->mark, log->amount);
    return {};
}

} // namespace cairn::core
