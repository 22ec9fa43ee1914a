#pragma once

#include "core/actions/habit_actions.h"
#include "ui/models/habit_detail.h"
#include "ui/models/snapshot.h"
#include "ui/pages/editor_page.h"

class QComboBox;
class QPushButton;

namespace cairn::ui {

class Card;
class HabitForm;
class Theme;

/// Makes a habit, from nothing or from a template, or edits one; for an existing one also pause, archive and trash.
class HabitEditorPage : public EditorPage {
    Q_OBJECT
public:
    HabitEditorPage(const Theme& theme, StoreService& store, QWidget* parent = nullptr);

    void openNew() override;
    void open(const core::Uuid& habit) override;
    void takeFocus() override;

private:
    void buildPage();
    QWidget* buildTemplates();
    [[nodiscard]] core::AsOf asOf() const;
    Card* buildFate();
    void showFate(const HabitDetail& detail);
    void save() override;
    void add(const core::HabitDraft& draft);
    void edit(const core::HabitDraft& draft);

    bool m_isPaused = false;
    bool m_isArchived = false;
    HabitForm* m_form = nullptr;
    QWidget* m_templates = nullptr;
    QComboBox* m_template = nullptr;
    Card* m_fate = nullptr;
    QPushButton* m_pause = nullptr;
    QPushButton* m_archive = nullptr;
};

} // namespace cairn::ui
