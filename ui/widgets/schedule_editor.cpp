#include "ui/widgets/schedule_editor.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/models/words.h"
#include "ui/widgets/parts.h"

namespace cairn::ui {
namespace {

enum Kind { daily, weekdays, everyNDays, aWeek, aMonth, rolling };

QSpinBox* spinBox(int smallest, int largest, int value) {
    auto* spin = new QSpinBox;
    spin->setRange(smallest, largest);
    spin->setValue(value);
    spin->setFixedWidth(64);
    spin->setAlignment(Qt::AlignHCenter);
    return spin;
}

} // namespace

ScheduleEditor::ScheduleEditor(QWidget* parent)
    : QWidget(parent), m_kind(new QComboBox), m_details(new QStackedWidget),
      m_sentence(label({}, "small", "scheduleSentence")) {
    setObjectName(QStringLiteral("scheduleEditor"));
    m_kind->setObjectName(QStringLiteral("scheduleKind"));
    m_kind->setAccessibleName(tr("Kind of schedule"));
    m_kind->addItems({tr("Every day"), tr("Chosen weekdays"), tr("Every so many days"), tr("Times a week"),
                      tr("Times a month"), tr("Times in any span of days")});
    m_details->addWidget(new QWidget);
    m_details->addWidget(buildWeekdays());
    m_details->addWidget(buildNumber(m_interval, core::longestInterval, tr("every"), tr("days")));
    m_details->addWidget(buildNumber(m_aWeek, 7, {}, tr("times a week")));
    m_details->addWidget(buildNumber(m_aMonth, 31, {}, tr("times a month")));
    m_details->addWidget(buildRolling());
    m_details->setFixedHeight(36);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_kind);
    layout->addWidget(m_details);
    layout->addWidget(m_sentence);
    m_sentence->setWordWrap(true);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this](int kind) {
        m_details->setCurrentIndex(kind);
        m_details->setVisible(kind != daily);
        say();
    });
    m_details->hide();
    say();
}

QWidget* ScheduleEditor::buildWeekdays() {
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (int i = 0; i < 7; ++i) {
        const auto day = static_cast<core::Weekday>(i);
        auto* toggle = new QToolButton;
        toggle->setObjectName(QStringLiteral("weekday%1").arg(i));
        toggle->setProperty("kind", "day");
        toggle->setText(shortWeekdayName(day));
        toggle->setAccessibleName(weekdayName(day));
        toggle->setCheckable(true);
        toggle->setChecked(i < 5);
        toggle->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        toggle->setFocusPolicy(Qt::StrongFocus);
        connect(toggle, &QToolButton::toggled, this, &ScheduleEditor::say);
        layout->addWidget(toggle);
        m_weekdays << toggle;
    }
    return row;
}

QWidget* ScheduleEditor::buildNumber(QSpinBox*& spin, int largest, const QString& before, const QString& after) {
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    spin = spinBox(1, largest, 3);
    spin->setAccessibleName(before + u' ' + after);
    if (!before.isEmpty()) layout->addWidget(label(before));
    layout->addWidget(spin);
    layout->addWidget(label(after));
    layout->addStretch();
    connect(spin, &QSpinBox::valueChanged, this, &ScheduleEditor::say);
    return row;
}

QWidget* ScheduleEditor::buildRolling() {
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    m_times = spinBox(1, core::longestInterval, 3);
    m_days = spinBox(1, core::longestInterval, 10);
    m_times->setAccessibleName(tr("Number of times"));
    m_days->setAccessibleName(tr("Number of days"));
    layout->addWidget(m_times);
    layout->addWidget(label(tr("times in any")));
    layout->addWidget(m_days);
    layout->addWidget(label(tr("days")));
    layout->addStretch();
    connect(m_times, &QSpinBox::valueChanged, this, &ScheduleEditor::say);
    connect(m_days, &QSpinBox::valueChanged, this, &ScheduleEditor::say);
    return row;
}

void ScheduleEditor::setSchedule(const core::Schedule& schedule) {
    m_kind->setCurrentIndex(static_cast<int>(schedule.index()));
    if (const auto* on = std::get_if<core::OnWeekdays>(&schedule))
        for (int i = 0; i < 7; ++i) m_weekdays[i]->setChecked(on->days.contains(static_cast<core::Weekday>(i)));
    if (const auto* every = std::get_if<core::EveryNDays>(&schedule)) m_interval->setValue(every->interval);
    if (const auto* week = std::get_if<core::TimesAWeek>(&schedule)) m_aWeek->setValue(week->times);
    if (const auto* month = std::get_if<core::TimesAMonth>(&schedule)) m_aMonth->setValue(month->times);
    if (const auto* span = std::get_if<core::TimesInDays>(&schedule)) {
        m_times->setValue(span->times);
        m_days->setValue(span->days);
    }
    say();
}

core::Result<core::Schedule> ScheduleEditor::schedule() const {
    core::Schedule chosen = core::Daily{};
    switch (m_kind->currentIndex()) {
    case weekdays: {
        core::Weekdays days;
        for (int i = 0; i < 7; ++i)
            if (m_weekdays[i]->isChecked()) days.insert(static_cast<core::Weekday>(i));
        chosen = core::OnWeekdays{days};
        if (days.count() == 0) return core::failure(core::ErrorCode::invalidValue, "no weekday");
        break;
    }
    case everyNDays: chosen = core::EveryNDays{m_interval->value()}; break;
    case aWeek: chosen = core::TimesAWeek{m_aWeek->value()}; break;
    case aMonth: chosen = core::TimesAMonth{m_aMonth->value()}; break;
    case rolling: chosen = core::TimesInDays{m_times->value(), m_days->value()}; break;
    default: break;
    }
    return core::parseSchedule(core::formatSchedule(chosen));
}

void ScheduleEditor::say() {
    const auto chosen = schedule();
    if (chosen)
        m_sentence->setText(tr("Asked for %1. Written as “%2”.")
                                .arg(scheduleText(*chosen), QString::fromStdString(core::formatSchedule(*chosen))));
    else
        m_sentence->setText(m_kind->currentIndex() == rolling ? tr("There can't be more times than days.")
                                                              : tr("Choose at least one weekday."));
    emit changed();
}

} // namespace cairn::ui
