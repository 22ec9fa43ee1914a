#pragma once

#include <tuple>
#include <unordered_map>
#include <vector>

#include "core/exchange/exchange.h"

namespace cairn::core {

/// Everything that a store holds but its logs, for an export: the trash too. Logs are read habit by habit.
class StoreContent {
public:
    /// Errors: those of the reader, which must outlive the result.
    static Result<StoreContent> read(const Reader& reader);

    /// All rows of a kind, parents of other rows or not, in the reader's order.
    template<class R>
    [[nodiscard]] const std::vector<R>& all() const {
        return std::get<std::vector<R>>(m_rows);
    }
    /// The rows that belong to `owner`, which `member` names, in the reader's order.
    template<class R>
    [[nodiscard]] std::vector<const R*> of(const Uuid& owner) const {
        const auto& index = std::get<Index<R>>(m_indexes).rows;
        const auto found = index.find(owner);
        return found == index.end() ? std::vector<const R*>{} : found->second;
    }
    /// The recorded days of a habit, by day.
    [[nodiscard]] Result<std::vector<HabitLog>> logs(const Uuid& habit) const;
    [[nodiscard]] const Reader& reader() const { return *m_reader; }

private:
    template<class R>
    struct Index {
        std::unordered_map<Uuid, std::vector<const R*>> rows;
    };

    explicit StoreContent(const Reader& reader) : m_reader(&reader) {}
    template<class R>
    void indexBy(Uuid R::*owner);

    const Reader* m_reader;
    std::tuple<std::vector<Section>, std::vector<Habit>, std::vector<HabitRule>, std::vector<Pause>, std::vector<Tag>,
               std::vector<HabitTag>, std::vector<Reminder>, std::vector<Dismissal>, std::vector<Goal>,
               std::vector<GoalLink>, std::vector<GoalEntry>, std::vector<Milestone>, std::vector<Setting>>
        m_rows;
    std::tuple<Index<HabitRule>, Index<Pause>, Index<HabitTag>, Index<Reminder>, Index<Dismissal>, Index<GoalLink>,
               Index<GoalEntry>, Index<Milestone>>
        m_indexes;
};

/// Whether a setting follows the person to every device, and so into an export.
bool isExported(const Setting& setting);

} // namespace cairn::core
