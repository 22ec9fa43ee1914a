#include "ui/widgets/reminder_editor.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QTimeEdit>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/words.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/theme/line_icon.h"
#include "ui/widgets/theme/theme.h"

namespace cairn::ui {

/// One reminder: its time, seven weekdays, and a button that removes it.
class ReminderEditor::Row : public QWidget {
public:
    Row(const Theme& theme, const core::Reminder& reminder)
        : m_reminder(reminder), m_time(new QTimeEdit(QTime(reminder.time.minutes / 60, reminder.time.minutes % 60))),
          m_remove(iconButton(lineIcon(theme, QStringLiteral("close"), &Tokens::muted),
                              ReminderEditor::tr("Remove reminder"), "removeReminder")) {
        auto* layout = new QHBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(4);
        m_time->setObjectName(QStringLiteral("reminderTime"));
        m_time->setAccessibleName(ReminderEditor::tr("Time of the reminder"));
        m_time->setDisplayFormat(QStringLiteral("HH:mm"));
        m_time->setFixedWidth(72);
        layout->addWidget(m_time);
        layout->addSpacing(4);
        for (int i = 0; i < 7; ++i) {
            const auto day = static_cast<core::Weekday>(i);
            auto* toggle = new QToolButton;
            toggle->setProperty("kind", "day");
            toggle->setText(shortWeekdayName(day));
            toggle->setAccessibleName(weekdayName(day));
            toggle->setCheckable(true);
            toggle->setChecked(reminder.days.contains(day));
            toggle->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
            toggle->setFocusPolicy(Qt::StrongFocus);
            layout->addWidget(toggle, 1);
            m_days << toggle;
        }
        layout->addWidget(m_remove);
    }

    [[nodiscard]] QToolButton* removeButton() const { return m_remove; }
    [[nodiscard]] core::Reminder reminder() const {
        core::Reminder made = m_reminder;
        made.time.minutes = m_time->time().hour() * 60 + m_time->time().minute();
        made.days = {};
        for (int i = 0; i < 7; ++i)
            if (m_days[i]->isChecked()) made.days.insert(static_cast<core::Weekday>(i));
        return made;
    }

private:
    core::Reminder m_reminder;
    QTimeEdit* m_time;
    QList<QToolButton*> m_days;
    QToolButton* m_remove;
};

ReminderEditor::ReminderEditor(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_list(new QVBoxLayout) {
    setObjectName(QStringLiteral("reminderEditor"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_list->setSpacing(8);
    layout->addLayout(m_list);
    auto* add = button(tr("Add reminder"), "", "addReminder");
    auto* row = new QHBoxLayout;
    row->addWidget(add);
    row->addStretch();
    layout->addLayout(row);
    connect(add, &QPushButton::clicked, this, [this] {
        core::Reminder reminder;
        reminder.time.minutes = 8 * 60;
        this->add(reminder);
    });
}

void ReminderEditor::add(const core::Reminder& reminder) {
    auto* row = new Row(m_theme, reminder);
    m_rows.push_back(row);
    m_list->addWidget(row);
    connect(row->removeButton(), &QToolButton::clicked, this, [this, row] {
        std::erase(m_rows, row);
        discard(row);
    });
}

void ReminderEditor::setReminders(const std::vector<core::Reminder>& reminders) {
    for (Row* row : m_rows) discard(row);
    m_rows.clear();
    for (const core::Reminder& reminder : reminders) add(reminder);
}

std::vector<core::Reminder> ReminderEditor::reminders() const {
    std::vector<core::Reminder> made;
    for (const Row* row : m_rows)
        if (const core::Reminder reminder = row->reminder(); reminder.days.count() > 0) made.push_back(reminder);
    return made;
}

} // namespace cairn::ui
