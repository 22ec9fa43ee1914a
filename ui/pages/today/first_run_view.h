#pragma once

#include <QWidget>

#include "core/actions/habit_actions.h"

class QLineEdit;

namespace cairn::ui {

class Theme;

/// What a person without habits sees: one field for a habit of their own, templates to pick from, and import. Any of
/// them is one step.
class FirstRunView : public QWidget {
    Q_OBJECT
public:
    explicit FirstRunView(const Theme& theme, QWidget* parent = nullptr);
    void takeFocus();

signals:
    void habitWished(const cairn::core::HabitDraft& draft);
    void editorWished();
    void importWished();

private:
    QWidget* buildOwn();
    QWidget* buildTemplates();
    void addOwn();

    const Theme& m_theme;
    QLineEdit* m_name = nullptr;
};

} // namespace cairn::ui
