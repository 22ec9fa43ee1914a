#include "ui/widgets/week_header.h"

#include <QPainter>

#include "ui/models/today_model.h"
#include "ui/models/words.h"
#include "ui/widgets/mark_painter.h"
#include "ui/widgets/theme/theme.h"

namespace cairn::ui {

WeekHeader::WeekHeader(const Theme& theme, const TodayModel& model, QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent), m_theme(theme), m_model(model) {
    setObjectName(QStringLiteral("weekHeader"));
    setSectionsClickable(false);
    setMinimumSectionSize(1);
}

QSize WeekHeader::sizeHint() const {
    return {0, 40};
}

void WeekHeader::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    const Tokens& t = m_theme.tokens();
    for (int column = TodayModel::firstDay; column <= TodayModel::lastDay; ++column) {
        const core::Date day = m_model.dayOf(column);
        const bool isToday = day == m_model.today();
        const QRectF rect(sectionViewportPosition(column), 0, sectionSize(column), height());
        painter.setFont(m_theme.font(type::tiny, isToday ? QFont::DemiBold : QFont::Normal));
        painter.setPen(color(isToday ? t.accent : t.muted));
        painter.drawText(rect.adjusted(0, 0, 0, -height() + 16), Qt::AlignCenter, shortWeekday(day));
        paintTabular(painter, rect.adjusted(0, 16, 0, -height() + 32), Qt::AlignHCenter,
                     QString::number(core::civil(day).day));
    }
    painter.setPen(color(t.border));
    painter.drawLine(0, height() - 1, viewport()->width(), height() - 1);
}

} // namespace cairn::ui
