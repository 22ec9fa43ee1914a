#pragma once

#include <optional>

#include "core/actions/goal_actions.h"
#include "ui/models/snapshot.h"
#include "ui/pages/page.h"

class QComboBox;
class QDateEdit;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace cairn::ui {

class Card;
class OptionalDate;
class StoreService;
class Theme;

/// Makes or edits a goal: what is to be reached, by when, and which habits feed it with which weight.
class GoalEditorPage : public Page {
    Q_OBJECT
public:
    GoalEditorPage(const Theme& theme, StoreService& store, QWidget* parent = nullptr);

    void openNew();
    void open(const core::Uuid& goal);
    [[nodiscard]] PageHead head() const override;
    void pressPrimary() override { save(); }
    void pressSecondary() override { emit left(); }
    void takeFocus() override;

signals:
    void left();
    void saved(const core::Uuid& goal);
    void problemFound(const QString& text);
    void shown();

private:
    struct LinkFields {
        QComboBox* habit;
        QLineEdit* weight;
        QWidget* row;
    };
    void buildPage();
    QWidget* buildFields();
    QWidget* buildLinks();
    Card* buildFate();
    void show(const core::GoalDraft& draft);
    void addLink(const core::GoalLink& link);
    std::optional<QString> takeFields();
    void save();
    void actOnGoal(core::Result<core::Edit> (*act)(const core::ActionContext&, const core::Uuid&));

    const Theme& m_theme;
    StoreService& m_store;
    std::optional<core::Uuid> m_goal;
    core::GoalDraft m_draft;
    QLineEdit* m_name = nullptr;
    QLineEdit* m_target = nullptr;
    QLineEdit* m_unit = nullptr;
    QPlainTextEdit* m_description = nullptr;
    QDateEdit* m_start = nullptr;
    OptionalDate* m_end = nullptr;
    QComboBox* m_category = nullptr;
    QVBoxLayout* m_linkList = nullptr;
    std::vector<LinkFields> m_links;
    Card* m_fate = nullptr;
    QPushButton* m_complete = nullptr;
    QPushButton* m_archive = nullptr;
};

} // namespace cairn::ui
