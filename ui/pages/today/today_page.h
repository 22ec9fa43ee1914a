#pragma once

#include "core/actions/habit_actions.h"
#include "ui/models/snapshot.h"
#include "ui/models/today_model.h"
#include "ui/pages/page.h"
#include "ui/widgets/week_grid.h"

class QLabel;
class QStackedLayout;
class QVBoxLayout;
class QToolButton;

namespace cairn::ui {

class Card;
class FirstRunView;
class FoldingColumns;
class StoreService;
class SuggestionBanner;
class Theme;

/// Today: the week grid of habits, one suggestion, goals at a glance; without a habit, the first run.
class TodayPage : public Page {
    Q_OBJECT
public:
    TodayPage(const Theme& theme, StoreService& store, QWidget* parent = nullptr);

    [[nodiscard]] PageHead head() const override;
    void pressPrimary() override { emit newHabitWished(); }
    void takeFocus() override;
    void take(const SnapshotPtr& snapshot);

signals:
    void newHabitWished();
    void newGoalWished();
    void importWished();
    void habitOpened(const core::Uuid& habit);
    void habitMenuWished(const core::Uuid& habit, const QPoint& globalPosition);
    void goalOpened(const core::Uuid& goal);
    void amountRefused();

private:
    void buildPage();
    void buildFirstRun();
    QWidget* buildHabits();
    QWidget* buildGoals();
    void connectGrid();
    void record(const core::Uuid& habit, core::Date day, DayWish wish);
    void addHabit(const core::HabitDraft& draft);
    void pageWeek(int weeks);
    void showHabits();
    void showSuggestion();
    void showGoals();
    void applySuggestion();
    void dismissSuggestion();

    const Theme& m_theme;
    StoreService& m_store;
    SnapshotPtr m_snapshot;
    TodayModel m_model;
    QStackedLayout* m_stack = nullptr;
    FirstRunView* m_firstRun = nullptr; ///< built when there is no habit
    SuggestionBanner* m_banner = nullptr;
    Card* m_habits = nullptr;
    WeekGrid* m_grid = nullptr;
    QToolButton* m_later = nullptr;
    FoldingColumns* m_columns = nullptr;
    QWidget* m_side = nullptr; ///< the column of goals
    Card* m_goals = nullptr;
    QVBoxLayout* m_goalList = nullptr;
};

} // namespace cairn::ui
