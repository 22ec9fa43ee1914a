#pragma once

#include <QAbstractListModel>
#include <vector>

#include "ui/models/snapshot.h"

namespace cairn::ui {

/// Which habits a list shows.
enum class HabitFilter { current, archived, all };

/// The list of habits, with section headings where there are sections; filtered by status and by what is typed. Rows
/// can be dragged: the model says where one should go, and the store's change brings it there. GUI thread.
class HabitListModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void show(const SnapshotPtr& snapshot);
    void setFilter(HabitFilter filter);
    void search(const QString& text);

    [[nodiscard]] bool isHeading(int row) const { return m_lines[static_cast<std::size_t>(row)].habit == nullptr; }
    [[nodiscard]] const QString& heading(int row) const { return m_lines[static_cast<std::size_t>(row)].heading; }
    [[nodiscard]] const HabitRow& habit(int row) const { return *m_lines[static_cast<std::size_t>(row)].habit; }
    [[nodiscard]] int rowOf(const core::Uuid& id) const;
    /// Asks for the habit of `row` to go one place up (-1) or down (1); nothing at the ends or while searching.
    void wishStep(int row, int step);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

signals:
    /// The habit should stand right after another of the section, or first in it.
    void moveWished(const core::Uuid& habit, std::optional<core::Uuid> after, std::optional<core::Uuid> section);

private:
    struct Line {
        const HabitRow* habit = nullptr; ///< into m_snapshot; null for a heading
        QString heading;
        std::optional<core::Uuid> section;
    };
    [[nodiscard]] std::vector<Line> linesOf(const Snapshot& snapshot) const;
    [[nodiscard]] bool isShown(const HabitRow& row) const;
    void wishBefore(const core::Uuid& habit, int row);
    void rebuild();

    SnapshotPtr m_snapshot;
    HabitFilter m_filter = HabitFilter::current;
    QString m_search;
    std::vector<Line> m_lines;
};

} // namespace cairn::ui
