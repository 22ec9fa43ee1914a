#pragma once

#include <QAbstractTableModel>
#include <vector>

#include "ui/models/snapshot.h"

namespace cairn::ui {

/// The week grid: one row a habit that is shown today, and one a section heading where there are sections. Column 0 is
/// the habit, 1–7 are the days, 8 the streak. Fed with snapshots; rows that look the same are not touched, so a mark
/// repaints one row. GUI thread.
class TodayModel : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr int nameColumn = 0;
    static constexpr int firstDay = 1;
    static constexpr int lastDay = 7;
    static constexpr int streakColumn = 8;
    static constexpr int columns = 9;

    using QAbstractTableModel::QAbstractTableModel;

    void show(const SnapshotPtr& snapshot);

    [[nodiscard]] bool isHeading(int row) const { return !m_entries[static_cast<std::size_t>(row)].isHabit; }
    [[nodiscard]] const QString& heading(int row) const { return m_entries[static_cast<std::size_t>(row)].heading; }
    /// The habit of a row that is no heading.
    [[nodiscard]] const HabitRow& habit(int row) const { return m_entries[static_cast<std::size_t>(row)].habit; }
    /// The row of a habit, or -1.
    [[nodiscard]] int rowOf(const core::Uuid& id) const;
    /// The day of a column between firstDay and lastDay.
    [[nodiscard]] core::Date dayOf(int column) const { return m_weekLast - (lastDay - column); }
    [[nodiscard]] core::Date today() const { return m_today; }
    [[nodiscard]] static bool isDay(int column) { return column >= firstDay && column <= lastDay; }

    /// Habits done today, and those that were due or done.
    [[nodiscard]] int doneCount() const;
    [[nodiscard]] int expectedCount() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Entry {
        bool isHabit = false;
        QString heading;
        HabitRow habit;

        friend bool operator==(const Entry&, const Entry&) = default;
        [[nodiscard]] bool isSameLine(const Entry& other) const {
            return isHabit == other.isHabit && (isHabit ? habit.id == other.habit.id : heading == other.heading);
        }
    };
    static std::vector<Entry> entriesOf(const Snapshot& snapshot);
    void replace(std::vector<Entry> entries);
    [[nodiscard]] QString accessibleText(const QModelIndex& index) const;

    std::vector<Entry> m_entries;
    core::Date m_today{};
    core::Date m_weekLast{};
};

} // namespace cairn::ui
