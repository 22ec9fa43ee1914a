#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "core/actions/habit_actions.h"
#include "core/analytics/timeline.h"
#include "ui/models/habit_row.h"

class QComboBox;
class QDateEdit;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace cairn::ui {

class LookPicker;
class OptionalDate;
class ReminderEditor;
class ScheduleEditor;
class Theme;

/// All fields of a habit, in groups. Takes a draft apart and puts one together; knows nothing of the store.
class HabitForm : public QWidget {
    Q_OBJECT
public:
    explicit HabitForm(const Theme& theme, QWidget* parent = nullptr);

    void show(const core::HabitDraft& draft, core::AsOf asOf);
    using QWidget::show;
    void setSections(const std::vector<SectionRow>& sections);
    void setIsNew(bool isNew);
    /// Where it can't be put together, the sentence that says why; the field that is meant has the keyboard.
    [[nodiscard]] std::optional<QString> problem();
    [[nodiscard]] core::HabitDraft draft() const;
    /// The name of a section that is to be made; empty where one was chosen, or none.
    [[nodiscard]] QString newSection() const;
    /// The day from which another schedule or target holds.
    [[nodiscard]] core::Date changeFrom() const;
    void takeFocus();
    /// Below the groups of the left and of the right column.
    [[nodiscard]] QVBoxLayout* rightColumn() const { return m_right; }

private:
    QWidget* buildBasics(const Theme& theme);
    QWidget* buildDemand();
    QWidget* buildReasons();
    QWidget* buildLoop();
    QWidget* buildReminders(const Theme& theme);
    QWidget* buildPlace();
    QWidget* buildOffer();
    void showMeasure();
    /// Offers to begin with the next period where the change would cut one.
    void offerNextPeriod();

    core::HabitDraft m_draft;
    core::Weekday m_firstWeekday = core::Weekday::monday;
    std::vector<SectionRow> m_sections;
    QVBoxLayout* m_right = nullptr;
    QLineEdit* m_name = nullptr;
    QLineEdit* m_question = nullptr;
    QLineEdit* m_tags = nullptr;
    QLineEdit* m_unit = nullptr;
    QLineEdit* m_target = nullptr;
    QLineEdit* m_identity = nullptr;
    QLineEdit* m_cue = nullptr;
    QLineEdit* m_craving = nullptr;
    QLineEdit* m_response = nullptr;
    QLineEdit* m_reward = nullptr;
    QLineEdit* m_dose = nullptr;
    QPlainTextEdit* m_why = nullptr;
    QPlainTextEdit* m_intentions = nullptr;
    QPlainTextEdit* m_description = nullptr;
    QComboBox* m_direction = nullptr;
    QComboBox* m_measure = nullptr;
    QComboBox* m_bound = nullptr;
    QComboBox* m_silence = nullptr;
    QComboBox* m_section = nullptr;
    QComboBox* m_difficulty = nullptr;
    QComboBox* m_priority = nullptr;
    QComboBox* m_category = nullptr;
    QWidget* m_targetRow = nullptr;
    QWidget* m_fromRow = nullptr;
    QDateEdit* m_from = nullptr;
    QWidget* m_offer = nullptr;
    QLabel* m_offerText = nullptr;
    QPushButton* m_offerDay = nullptr;
    core::Date m_next; ///< the day that is offered
    bool m_isNew = true;
    LookPicker* m_look = nullptr;
    ScheduleEditor* m_schedule = nullptr;
    OptionalDate* m_start = nullptr;
    OptionalDate* m_end = nullptr;
    ReminderEditor* m_reminders = nullptr;
};

/// The name of a category of the lifebook.
QString categoryText(core::LifeCategory category);

} // namespace cairn::ui
