#pragma once

#include <QWidget>
#include <vector>

#include "core/analytics/heatmap.h"

namespace cairn::ui {

class Theme;

/// A year of days as columns of weeks, darker where more was done; skips and misses bear a glyph as well. Draws days
/// from left to right; the first of them is a first weekday.
class HeatmapView : public QWidget {
    Q_OBJECT
public:
    explicit HeatmapView(const Theme& theme, QWidget* parent = nullptr);
    void show(std::vector<core::HeatmapDay> days, core::Weekday firstWeekday);
    using QWidget::show;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    void paintLabels(QPainter& painter) const;
    [[nodiscard]] QRectF cellOf(std::size_t day) const;
    [[nodiscard]] double pitch() const;

    const Theme& m_theme;
    std::vector<core::HeatmapDay> m_days;
    core::Weekday m_firstWeekday = core::Weekday::monday;
};

/// The five levels with "Less" and "More", for the head of a card.
class HeatmapLegend : public QWidget {
    Q_OBJECT
public:
    explicit HeatmapLegend(const Theme& theme, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
};

} // namespace cairn::ui
