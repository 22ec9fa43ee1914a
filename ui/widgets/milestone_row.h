#pragma once

#include <QWidget>

#include "core/domain/goal.h"

class QCheckBox;
class QLineEdit;
class QPlainTextEdit;

namespace cairn::ui {

class OptionalDate;
class Theme;

/// One milestone of a goal: done or not, its text, its date. F2, or its button, opens fields in its place; Enter in the
/// title saves them, Escape leaves them. It changes nothing itself: it says what is wished. GUI thread.
class MilestoneRow : public QWidget {
    Q_OBJECT
public:
    /// `today` is proposed as a date where there is none.
    MilestoneRow(const Theme& theme, const core::Milestone& milestone, core::Date today, QWidget* parent = nullptr);

    [[nodiscard]] const core::Milestone& milestone() const { return m_milestone; }
    [[nodiscard]] bool isEditing() const { return m_form != nullptr; }
    void edit();
    void takeFocus();

signals:
    void doneWished(bool isDone);
    /// The fields were opened.
    void editBegun();
    /// The fields were left; `changed` comes before, where they were saved.
    void editEnded();
    void changed(const cairn::core::Milestone& milestone);
    void removeWished();
    void problemFound(const QString& text);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* buildLine();
    QWidget* buildForm();
    void save();
    void leave();

    const Theme& m_theme;
    core::Milestone m_milestone;
    core::Date m_today;
    QWidget* m_line = nullptr;
    QWidget* m_form = nullptr; ///< only while it is edited
    QCheckBox* m_done = nullptr;
    QLineEdit* m_title = nullptr;
    QPlainTextEdit* m_description = nullptr;
    OptionalDate* m_date = nullptr;
};

} // namespace cairn::ui
