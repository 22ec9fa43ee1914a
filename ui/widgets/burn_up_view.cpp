#include "ui/widgets/burn_up_view.h"

#include <QPainter>
#include <algorithm>

#include "ui/models/words.h"
#include "ui/widgets/theme/theme.h"

namespace cairn::ui {

BurnUpView::BurnUpView(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setObjectName(QStringLiteral("burnUp"));
    setAccessibleName(tr("Burn-up"));
    setMinimumHeight(150);
}

void BurnUpView::show(const BurnUp& burnUp) {
    m_burnUp = burnUp;
    const double value = burnUp.points.empty() ? 0 : burnUp.points.back().value;
    setAccessibleDescription(tr("%1 of %2").arg(amountText(value), amountText(burnUp.target)));
    update();
}

void BurnUpView::paintEvent(QPaintEvent*) {
    if (m_burnUp.points.empty()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens& t = m_theme.tokens();
    const core::Date last = std::max(m_burnUp.end.value_or(m_burnUp.points.back().date), m_burnUp.points.back().date);
    const double days = std::max(1, last - m_burnUp.start);
    double top = m_burnUp.target;
    for (const core::BurnUpPoint& point : m_burnUp.points) top = std::max(top, point.value);
    const QRectF area = QRectF(rect()).adjusted(2, 6, -2, -20);
    const auto at = [&](core::Date date, double value) {
        return QPointF(area.left() + area.width() * (date - m_burnUp.start) / days,
                       area.bottom() - area.height() * std::max(0.0, value) / top);
    };
    painter.setPen(QPen(color(t.border), 1));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    painter.setPen(QPen(color(t.muted), 1, Qt::DashLine));
    if (m_burnUp.end) painter.drawLine(at(m_burnUp.start, 0), at(*m_burnUp.end, m_burnUp.target));
    QPolygonF curve;
    curve << at(m_burnUp.start, 0);
    for (const core::BurnUpPoint& point : m_burnUp.points) curve << at(point.date, point.value);
    painter.setPen(QPen(color(t.accent), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(curve);
    painter.setFont(m_theme.font(type::tiny));
    painter.setPen(color(t.muted));
    const QRectF foot(rect().left(), rect().bottom() - 16, rect().width(), 16);
    painter.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter, dayAndMonth(m_burnUp.start));
    painter.drawText(foot, Qt::AlignRight | Qt::AlignVCenter, dayAndMonth(last));
}

} // namespace cairn::ui
