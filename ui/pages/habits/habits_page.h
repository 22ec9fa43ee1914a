#pragma once

#include "ui/models/habit_list_model.h"
#include "ui/pages/page.h"

class QComboBox;
class QLineEdit;
class QStackedLayout;

namespace cairn::ui {

class Card;
class HabitListView;
class StoreService;
class Theme;

/// All habits with their numbers: search, filter, sections, reordering.
class HabitsPage : public Page {
    Q_OBJECT
public:
    HabitsPage(const Theme& theme, StoreService& store, QWidget* parent = nullptr);

    [[nodiscard]] PageHead head() const override;
    void pressPrimary() override { emit newHabitWished(); }
    void takeFocus() override;
    void take(const SnapshotPtr& snapshot);

signals:
    void newHabitWished();
    void importWished();
    void habitOpened(const core::Uuid& habit);
    void habitMenuWished(const core::Uuid& habit, const QPoint& globalPosition);

private:
    void buildPage(const Theme& theme);
    void move(const core::Uuid& habit, std::optional<core::Uuid> after, std::optional<core::Uuid> section);
    void countRows();

    StoreService& m_store;
    HabitListModel m_model;
    Card* m_card = nullptr;
    QLineEdit* m_search = nullptr;
    QComboBox* m_filter = nullptr;
    HabitListView* m_list = nullptr;
    QStackedLayout* m_stack = nullptr;
};

} // namespace cairn::ui
