#include "ui/widgets/heatmap_view.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "ui/models/words.h"
#include "ui/widgets/theme/theme.h"

namespace cairn::ui {
namespace {

constexpr int labelWidth = 30;
constexpr int labelHeight = 18;
constexpr int weeksShown = 53;
constexpr double widest = 18.5;
constexpr double gap = 3;

void paintSquare(QPainter& painter, const QRectF& cell, const core::HeatmapDay& day, const Tokens& t) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(t.heat[static_cast<std::size_t>(std::clamp(day.level, 0, 4))]));
    painter.drawRoundedRect(cell, 3, 3);
    const QPointF c = cell.center();
    if (day.state == core::DayState::skipped) {
        painter.setPen(QPen(color(t.blue), 1.5, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(c - QPointF(2.5, 0), c + QPointF(2.5, 0));
    } else if (day.state == core::DayState::missed) {
        painter.setPen(QPen(color(t.red), 1.5, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(c - QPointF(2, 2), c + QPointF(2, 2));
        painter.drawLine(c + QPointF(-2, 2), c + QPointF(2, -2));
    }
}

} // namespace

HeatmapView::HeatmapView(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setObjectName(QStringLiteral("heatmap"));
    setAccessibleName(tr("Heatmap of the past year"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void HeatmapView::show(std::vector<core::HeatmapDay> days, core::Weekday firstWeekday) {
    m_days = std::move(days);
    m_firstWeekday = firstWeekday;
    const auto done = std::ranges::count_if(m_days, [](const core::HeatmapDay& day) { return day.level == 4; });
    setAccessibleDescription(tr("%n day(s) done in the past year", nullptr, static_cast<int>(done)));
    update();
}

QSize HeatmapView::sizeHint() const {
    return {labelWidth + static_cast<int>(weeksShown * 18), labelHeight + 7 * 18 + 2};
}

double HeatmapView::pitch() const {
    return std::min(widest, static_cast<double>(width() - labelWidth) / weeksShown);
}

QRectF HeatmapView::cellOf(std::size_t day) const {
    const double step = pitch();
    const std::size_t weeksBefore = day / 7;
    const auto week = static_cast<double>(weeksBefore);
    const auto row = static_cast<double>(day % 7);
    return {labelWidth + week * step, labelHeight + row * 18.0, step - gap, 15};
}

void HeatmapView::paintLabels(QPainter& painter) const {
    painter.setFont(m_theme.font(type::tiny));
    painter.setPen(color(m_theme.tokens().muted));
    for (int row = 0; row < 6; row += 2) {
        const auto day = static_cast<core::Weekday>((static_cast<int>(m_firstWeekday) + row) % 7);
        painter.drawText(QRectF(0, labelHeight + row * 18.0, labelWidth, 15), Qt::AlignLeft | Qt::AlignVCenter,
                         shortWeekdayName(day));
    }
    double freeFrom = 0;
    for (std::size_t i = 0; i < m_days.size(); i += 7) {
        const core::YearMonthDay date = core::civil(m_days[i].date);
        const QRectF cell = cellOf(i);
        if (date.day > 7 || cell.left() < freeFrom) continue;
        painter.drawText(QRectF(cell.left(), 0, 60, labelHeight - 3), Qt::AlignLeft | Qt::AlignVCenter,
                         QLocale().standaloneMonthName(date.month, QLocale::ShortFormat));
        freeFrom = cell.left() + 40;
    }
}

void HeatmapView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintLabels(painter);
    for (std::size_t i = 0; i < m_days.size(); ++i) paintSquare(painter, cellOf(i), m_days[i], m_theme.tokens());
}

bool HeatmapView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    for (std::size_t i = 0; i < m_days.size(); ++i) {
        if (!cellOf(i).contains(help->pos())) continue;
        const QString amount = m_days[i].amount ? amountText(*m_days[i].amount) + QStringLiteral(", ") : QString();
        QToolTip::showText(help->globalPos(),
                           fullDate(m_days[i].date) + QStringLiteral(": ") + amount + stateText(m_days[i].state), this);
        return true;
    }
    QToolTip::hideText();
    return true;
}

HeatmapLegend::HeatmapLegend(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setFixedSize(150, 18);
}

void HeatmapLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_theme.font(type::body));
    painter.setPen(color(m_theme.tokens().muted));
    const QString more = tr("More");
    const int moreWidth = painter.fontMetrics().horizontalAdvance(more);
    painter.drawText(rect(), Qt::AlignRight | Qt::AlignVCenter, more);
    const int squares = width() - moreWidth - 6 - 5 * 15 + 4;
    painter.drawText(rect().adjusted(0, 0, -(width() - squares + 6), 0), Qt::AlignRight | Qt::AlignVCenter, tr("Less"));
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < 5; ++i) {
        painter.setBrush(color(m_theme.tokens().heat[static_cast<std::size_t>(i)]));
        painter.drawRoundedRect(QRectF(squares + 15.0 * i, 3.5, 11, 11), 3, 3);
    }
}

} // namespace cairn::ui
