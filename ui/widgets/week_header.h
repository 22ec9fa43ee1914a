#pragma once

#include <QHeaderView>

namespace cairn::ui {

class Theme;
class TodayModel;

/// The days above the week grid: weekday over day of month, today in the accent.
class WeekHeader : public QHeaderView {
    Q_OBJECT
public:
    WeekHeader(const Theme& theme, const TodayModel& model, QWidget* parent);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    const TodayModel& m_model;
};

} // namespace cairn::ui
