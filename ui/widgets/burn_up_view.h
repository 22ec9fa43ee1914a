#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "core/analytics/goal_progress.h"

namespace cairn::ui {

class Theme;

/// What a burn-up chart is drawn from.
struct BurnUp {
    std::vector<core::BurnUpPoint> points;
    core::Date start;
    std::optional<core::Date> end; ///< the target date
    double target = 1;
};

/// The value of a goal over time, beside the straight line to its target.
class BurnUpView : public QWidget {
    Q_OBJECT
public:
    explicit BurnUpView(const Theme& theme, QWidget* parent = nullptr);
    void show(const BurnUp& burnUp);
    using QWidget::show;
    [[nodiscard]] QSize sizeHint() const override { return {300, 150}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    BurnUp m_burnUp;
};

} // namespace cairn::ui
