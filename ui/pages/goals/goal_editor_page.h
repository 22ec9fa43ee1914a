#pragma once

#include "core/actions/goal_actions.h"
#include "ui/models/snapshot.h"
#include "ui/pages/editor_page.h"

class QComboBox;
class QDateEdit;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace cairn::ui {

class Card;
class OptionalDate;
class Theme;

/// Makes or edits a goal: what is to be reached, by when, and which habits feed it with which weight.
class GoalEditorPage : public EditorPage {
    Q_OBJECT
public:
    GoalEditorPage(const Theme& theme, StoreService& store, QWidget* parent = nullptr);

    void openNew() override;
    void open(const core::Uuid& goal) override;
    void takeFocus() override;

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
    void save() override;

    const Theme& m_theme;
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
