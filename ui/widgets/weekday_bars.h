#pragma once

#include <QWidget>
#include <array>

#include "core/analytics/statistics.h"

namespace cairn::ui {

class Theme;

/// The rate of each weekday as a bar and a number; amber where it lies 10 points or more under the mean.
class WeekdayBars : public QWidget {
    Q_OBJECT
public:
    explicit WeekdayBars(const Theme& theme, QWidget* parent = nullptr);
    void show(const std::array<core::WeekdayRate, 7>& rates, core::Weekday firstWeekday);
    using QWidget::show;
    [[nodiscard]] QSize sizeHint() const override { return {300, 7 * 25}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    std::array<core::WeekdayRate, 7> m_rates{};
    core::Weekday m_firstWeekday = core::Weekday::monday;
};

} // namespace cairn::ui
