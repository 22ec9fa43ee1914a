#pragma once

#include <optional>

#include "core/actions/habit_actions.h"
#include "ui/models/habit_detail.h"
#include "ui/models/snapshot.h"
#include "ui/pages/page.h"

class QComboBox;
class QPushButton;

namespace cairn::ui {

class Card;
class HabitForm;
class StoreService;
class Theme;

/// Makes a habit, from nothing or from a template, or edits one; for an existing one also pause, archive and trash.
class HabitEditorPage : public Page {
    Q_OBJECT
public:
    HabitEditorPage(const Theme& theme, StoreService& store, QWidget* parent = nullptr);

    void openNew();
    void open(const core::Uuid& habit);
    [[nodiscard]] PageHead head() const override;
    void pressPrimary() override { save(); }
    void pressSecondary() override { emit left(); }
    void takeFocus() override;

signals:
    /// Nothing more to do here: saved or cancelled.
    void left();
    void saved(const core::Uuid& habit);
    void problemFound(const QString& text);
    void shown();

private:
    void buildPage(const Theme& theme);
    QWidget* buildTemplates();
    Card* buildFate();
    void showFate(const HabitDetail& detail);
    void save();
    void add(const core::HabitDraft& draft, const std::string& section);
    void edit(const core::HabitDraft& draft, const std::string& section);
    void actOnHabit(core::Result<core::Edit> (*act)(const core::ActionContext&, const core::Uuid&));

    StoreService& m_store;
    std::optional<core::Uuid> m_habit;
    QString m_name;
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
