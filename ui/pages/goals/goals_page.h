#pragma once

#include "ui/models/snapshot.h"
#include "ui/pages/page.h"

class QCheckBox;
class QGridLayout;

namespace cairn::ui {

class StoreService;
class Theme;

/// All goals as cards: where each stands and when it will be reached.
class GoalsPage : public Page {
    Q_OBJECT
public:
    GoalsPage(const Theme& theme, StoreService& store, QWidget* parent = nullptr);

    [[nodiscard]] PageHead head() const override;
    void pressPrimary() override { emit newGoalWished(); }
    void takeFocus() override;
    void take(const SnapshotPtr& snapshot);

signals:
    void newGoalWished();
    void goalOpened(const core::Uuid& goal);

private:
    void showCards();

    const Theme& m_theme;
    std::vector<GoalRow> m_goals;
    QCheckBox* m_archived = nullptr;
    QGridLayout* m_cards = nullptr;
};

} // namespace cairn::ui
