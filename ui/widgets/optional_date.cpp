#include "ui/widgets/optional_date.h"

#include <QCheckBox>
#include <QDateEdit>
#include <QHBoxLayout>

#include "core/domain/field.h"
#include "ui/models/words.h"

namespace cairn::ui {

QDateEdit* dateField(core::Date date, const QString& accessibleName, const char* objectName) {
    auto* field = new QDateEdit(toQDate(date));
    field->setObjectName(QLatin1String(objectName));
    field->setAccessibleName(accessibleName);
    field->setCalendarPopup(true);
    field->setDisplayFormat(QStringLiteral("d MMM yyyy"));
    field->setDateRange(toQDate(core::earliestUse), toQDate(core::latestUse));
    field->setMinimumWidth(130);
    return field;
}

OptionalDate::OptionalDate(const QString& text, const char* objectName, QWidget* parent)
    : QWidget(parent), m_check(new QCheckBox(text)), m_date(dateField(core::Date{}, text, objectName)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_check, 1);
    layout->addWidget(m_date);
    m_date->setEnabled(false);
    m_check->setObjectName(QLatin1String(objectName) + QStringLiteral("Check"));
    connect(m_check, &QCheckBox::toggled, m_date, &QWidget::setEnabled);
}

void OptionalDate::setDate(std::optional<core::Date> date, core::Date proposal) {
    m_date->setDate(toQDate(date.value_or(proposal)));
    m_check->setChecked(date.has_value());
}

std::optional<core::Date> OptionalDate::date() const {
    if (!m_check->isChecked()) return std::nullopt;
    return fromQDate(m_date->date());
}

} // namespace cairn::ui
