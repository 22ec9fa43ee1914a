#pragma once

#include <QWidget>
#include <optional>

#include "core/base/date.h"

class QCheckBox;
class QDateEdit;

namespace cairn::ui {

/// A date that may be left out: a check box and a date field.
class OptionalDate : public QWidget {
    Q_OBJECT
public:
    OptionalDate(const QString& text, const char* objectName, QWidget* parent = nullptr);
    /// `proposal` stands in the field while none is chosen.
    void setDate(std::optional<core::Date> date, core::Date proposal);
    [[nodiscard]] std::optional<core::Date> date() const;

private:
    QCheckBox* m_check = nullptr;
    QDateEdit* m_date = nullptr;
};

/// A date field within the days that Cairn accepts, with a calendar.
QDateEdit* dateField(core::Date date, const QString& accessibleName, const char* objectName);

} // namespace cairn::ui
