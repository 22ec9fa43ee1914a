#pragma once

#include <QWidget>

#include "core/domain/schedule.h"

class QComboBox;
class QLabel;
class QSpinBox;
class QStackedWidget;
class QToolButton;

namespace cairn::ui {

/// Edits any of the six schedules, and says below in words and in the grammar what is chosen.
class ScheduleEditor : public QWidget {
    Q_OBJECT
public:
    explicit ScheduleEditor(QWidget* parent = nullptr);
    void setSchedule(const core::Schedule& schedule);
    /// What is chosen; nothing while no weekday is.
    [[nodiscard]] core::Result<core::Schedule> schedule() const;

signals:
    void changed();

private:
    QWidget* buildWeekdays();
    QWidget* buildNumber(QSpinBox*& spin, int largest, const QString& before, const QString& after);
    QWidget* buildRolling();
    void say();

    QComboBox* m_kind = nullptr;
    QStackedWidget* m_details = nullptr;
    QList<QToolButton*> m_weekdays;
    QSpinBox* m_interval = nullptr;
    QSpinBox* m_aWeek = nullptr;
    QSpinBox* m_aMonth = nullptr;
    QSpinBox* m_times = nullptr;
    QSpinBox* m_days = nullptr;
    QLabel* m_sentence = nullptr;
};

} // namespace cairn::ui
