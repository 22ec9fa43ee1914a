#pragma once

#include <QListView>

#include "core/base/uuid.h"

namespace cairn::ui {

class HabitListModel;
class Theme;

/// The list of habits with their numbers. Enter or a double click opens one, dragging or Alt+Up and Alt+Down moves it,
/// a right click or the menu key offers what can be done with it. GUI thread; the model must outlive it.
class HabitListView : public QListView {
    Q_OBJECT
public:
    HabitListView(const Theme& theme, HabitListModel& model, QWidget* parent = nullptr);

    /// A row as it is seen, on the card's colour: what is shown under the pointer while it is dragged, also where the
    /// system draws nothing through.
    [[nodiscard]] QPixmap pictureOf(const QModelIndex& index) const;

    /// How many pixels a habit's name has.
    [[nodiscard]] int nameWidth() const;

signals:
    void habitOpened(const core::Uuid& habit);
    void habitMenuWished(const core::Uuid& habit, const QPoint& globalPosition);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void startDrag(Qt::DropActions actions) override;

private:
    void open(const QModelIndex& index);

    const Theme& m_theme;
    HabitListModel& m_model;
};

/// The words above the columns of the list, which must outlive it.
class HabitListHeader : public QWidget {
    Q_OBJECT
public:
    HabitListHeader(const Theme& theme, const HabitListView& list, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    const HabitListView& m_list;
};

} // namespace cairn::ui
