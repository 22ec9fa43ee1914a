#pragma once

#include <QWidget>
#include <vector>

#include "core/domain/habit.h"

class QVBoxLayout;

namespace cairn::ui {

class Theme;

/// Any number of reminders: each a time with its weekdays.
class ReminderEditor : public QWidget {
    Q_OBJECT
public:
    explicit ReminderEditor(const Theme& theme, QWidget* parent = nullptr);
    void setReminders(const std::vector<core::Reminder>& reminders);
    /// The reminders as they stand; new ones bear no identifier.
    [[nodiscard]] std::vector<core::Reminder> reminders() const;

private:
    class Row;
    void add(const core::Reminder& reminder);

    const Theme& m_theme;
    QVBoxLayout* m_list = nullptr;
    std::vector<Row*> m_rows;
};

} // namespace cairn::ui
