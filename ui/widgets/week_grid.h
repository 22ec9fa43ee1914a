#pragma once

#include <QTableView>
#include <optional>

#include "core/base/date.h"
#include "core/base/uuid.h"
#include "core/domain/habit.h"

namespace cairn::ui {

class Theme;
class TodayModel;
class WeekGridDelegate;

/// What a key, a click or the menu asks for on a day.
enum class DayWish { toggle, done, skip, miss, clear };

/// The week grid. Arrows move; Space and Enter mark done and clear again, S skips, M or X misses, Delete clears, N
/// writes a note, a digit begins an amount; a click does what Space does, and opens the amount of a measured habit; a
/// right click offers all of it. It changes nothing itself: it says what is wished. GUI thread; the model must outlive
/// it.
class WeekGrid : public QTableView {
    Q_OBJECT
public:
    WeekGrid(const Theme& theme, TodayModel& model, QWidget* parent = nullptr);

    /// As high as all rows are, so that a card around it is no higher than its habits.
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {480, 100}; }

signals:
    void dayWished(const core::Uuid& habit, core::Date day, cairn::ui::DayWish wish);
    void amountWished(const core::Uuid& habit, core::Date day, double amount);
    void amountRefused(const QString& text);
    void noteWished(const core::Uuid& habit, core::Date day, const QString& note);
    void habitOpened(const core::Uuid& habit);
    void habitMenuWished(const core::Uuid& habit, const QPoint& globalPosition);
    void earlierWished();
    void laterWished();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void layRows();
    /// Where the keyboard stands, whatever becomes of rows and columns.
    struct Place {
        core::Uuid habit;
        std::optional<core::Date> day; ///< nothing on the name and the streak
        int row = 0;
        int column = 0;
    };
    /// Goes where the keyboard stood: to the same habit and day as far as they are shown, else to the nearest row and
    /// the same column; before it stood anywhere, to the last day of the first habit.
    void restorePlace();
    /// The row nearest to `row` that is no heading; -1 where there is none.
    [[nodiscard]] int nearestHabit(int row) const;
    void activate(const QModelIndex& index);
    void wish(const QModelIndex& index, DayWish wish);
    bool keyOnDay(QKeyEvent* event, const QModelIndex& index);
    void typeAmount(const QModelIndex& index, const QString& text);
    void enterAmount(const QModelIndex& index, const QString& text);
    void editNote(const QModelIndex& index);
    void showDayMenu(const QModelIndex& index, const QPoint& globalPosition);
    [[nodiscard]] bool isPast(const QModelIndex& index) const;

    const Theme& m_theme;
    TodayModel& m_model;
    WeekGridDelegate* m_delegate = nullptr;
    QPersistentModelIndex m_pressed;
    std::optional<Place> m_place;
};

} // namespace cairn::ui
