#pragma once

#include <span>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "core/exchange/imported_data.h"
#include "core/store/reader.h"

namespace cairn::core {

/// One row as the store holds it, and the fields that something other than an import wrote.
template<class R>
struct RowHere {
    R record;
    FieldSet written = 0;
};

/// The rows of a store that an import is compared with, read once: all but the logs, removed ones too. The logs are
/// read habit by habit. Belongs to the reader's thread and must not outlive it.
class RowsHere {
public:
    /// Errors: those of the reader.
    static Result<RowsHere> read(const Reader& reader);

    /// The row with this identifier, in the trash or not; nothing when there is none.
    template<class R>
    [[nodiscard]] const RowHere<R>* find(const Uuid& id) const {
        const auto& rows = std::get<Table<R>>(m_tables).rows;
        const auto found = rows.find(id);
        return found == rows.end() ? nullptr : &found->second;
    }

    /// All rows of a kind by their identifiers, in the trash or not, in no order.
    template<class R>
    [[nodiscard]] const std::unordered_map<Uuid, RowHere<R>>& all() const {
        return std::get<Table<R>>(m_tables).rows;
    }

    /// The first day of a habit's first rule, removed ones left out.
    [[nodiscard]] std::optional<Date> firstRule(const Uuid& habit) const;

    /// The logs of a habit by day; days that a person cleared are empty logs among them. Errors: those of the reader.
    [[nodiscard]] Result<std::vector<RowHere<HabitLog>>> logs(const Uuid& habit, DateSpan span) const;

private:
    template<class R>
    struct Table {
        std::unordered_map<Uuid, RowHere<R>> rows;
    };

    explicit RowsHere(const Reader& reader) : m_reader(&reader) {}
    template<class R>
    Result<void> readTable(Table<R>& table);

    const Reader* m_reader;
    std::tuple<Table<Section>, Table<Habit>, Table<HabitRule>, Table<Pause>, Table<Tag>, Table<HabitTag>,
               Table<Reminder>, Table<Dismissal>, Table<Goal>, Table<GoalLink>, Table<GoalEntry>, Table<Milestone>,
               Table<Setting>>
        m_tables;
};

} // namespace cairn::core
