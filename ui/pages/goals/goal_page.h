#pragma once

#include "ui/models/goal_detail.h"
#include "ui/pages/record_page.h"

class QDateEdit;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace cairn::ui {

class BurnUpView;
class Card;
class MilestoneRow;
class NumberTile;
class Theme;

/// One goal: where it stands, its milestones, what feeds it, and amounts put in by hand.
class GoalPage : public RecordPage<GoalDetail> {
    Q_OBJECT
public:
    GoalPage(const Theme& theme, StoreService& store, QWidget* parent = nullptr);

    [[nodiscard]] PageHead head() const override;
    void pressPrimary() override { addEntry(); }
    void takeFocus() override;

private:
    void buildPage();
    QWidget* buildMilestones();
    QWidget* buildEntries();
    void show(const GoalDetail& detail) override;
    void showMilestones(const GoalDetail& detail);
    MilestoneRow* addMilestoneRow(const core::Milestone& milestone, core::Date today);
    [[nodiscard]] bool isMilestoneEdited() const;
    /// The milestone whose row has the keyboard.
    [[nodiscard]] std::optional<core::Uuid> focusedMilestone() const;
    void showLinks(const GoalDetail& detail);
    void showEntries(const GoalDetail& detail);
    void addEntry();
    void addMilestone();

    const Theme& m_theme;
    core::Uuid m_dated; ///< the goal for whose next entry a date was proposed
    NumberTile* m_value = nullptr;
    NumberTile* m_percent = nullptr;
    NumberTile* m_pace = nullptr;
    NumberTile* m_forecast = nullptr;
    Card* m_milestoneCard = nullptr;
    Card* m_linkCard = nullptr;
    Card* m_entryCard = nullptr;
    QVBoxLayout* m_milestones = nullptr;
    std::vector<MilestoneRow*> m_milestoneRows;
    core::Uuid m_milestonesOf; ///< the goal that the rows belong to
    QVBoxLayout* m_links = nullptr;
    QVBoxLayout* m_entries = nullptr;
    BurnUpView* m_burnUp = nullptr;
    QLineEdit* m_milestoneTitle = nullptr;
    QLineEdit* m_amount = nullptr;
    QLineEdit* m_note = nullptr;
    QDateEdit* m_date = nullptr;
};

} // namespace cairn::ui
