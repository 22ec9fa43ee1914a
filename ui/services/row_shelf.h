#pragma once

#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/domain/change.h"
#include "core/store/reader.h"
#include "ui/models/snapshot.h"

namespace cairn::ui {

/// The rows of all habits and goals, kept current by change sets: a change of one habit reads and computes that habit
/// and the goals alone. One thread.
class RowShelf {
public:
    /// Reads everything anew. Errors are those of reading; the rows then stay as they were.
    core::Result<void> reload(const core::Reader& reader, core::Date today, core::Date weekLast);
    /// Takes over a change set: as little as it touches, everything where it touches the list itself. After an error
    /// some rows may be older than others; `reload` sets that right.
    core::Result<void> take(const core::ChangeSet& changes, const core::Reader& reader);

    /// Writes the rows into a snapshot.
    void fill(Snapshot& snapshot) const;

private:
    struct Shelved {
        core::HabitWithTimeline source;
        HabitRow row;
        std::optional<SuggestionRow> suggestion;
    };
    struct Touched {
        bool everything = false;
        std::unordered_set<core::Uuid> habits;
    };

    [[nodiscard]] core::AsOf asOf() const { return {m_today, m_profile.firstWeekday}; }
    [[nodiscard]] Touched touchedBy(const core::ChangeSet& changes, const core::Reader& reader) const;
    void touch(Touched& touched, const core::RowChange& change, const core::Reader& reader) const;
    /// Fills an empty shelf.
    core::Result<void> readAll(const core::Reader& reader, core::Date today, core::Date weekLast);
    core::Result<void> refresh(const core::Uuid& habit, const core::Reader& reader);
    core::Result<void> compute(Shelved& shelved, const core::Reader& reader) const;
    core::Result<void> readGoals(const core::Reader& reader);
    [[nodiscard]] QStringList tagsOf(const core::Uuid& habit, const core::Reader& reader) const;

    core::Profile m_profile;
    core::Date m_today{};
    core::Date m_weekLast{};
    std::vector<SectionRow> m_sections;
    std::vector<Shelved> m_habits;
    std::unordered_map<core::Uuid, std::size_t> m_places;
    std::unordered_map<core::Uuid, QString> m_tagNames;
    std::vector<GoalRow> m_goals;
};

} // namespace cairn::ui
