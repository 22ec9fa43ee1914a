#include "ui/widgets/mark_painter.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/widgets/theme/theme.h"

namespace cairn::ui {
namespace {

QRectF boxIn(const QRectF& cell) {
    QRectF box(0, 0, markSize, markSize);
    box.moveCenter(cell.center());
    box.moveTopLeft(QPointF(std::round(box.left()), std::round(box.top())));
    return box;
}

void paintBox(QPainter& painter, const QRectF& box, QColor fill, QColor line) {
    painter.setPen(QPen(line, 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), markRadius - 0.5, markRadius - 0.5);
}

QPen glyphPen(QColor colour) {
    return QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
}

void paintCheck(QPainter& painter, const QRectF& box, QColor colour) {
    const QPointF c = box.center();
    painter.setPen(glyphPen(colour));
    painter.drawPolyline(QPolygonF({c + QPointF(-3.75, 0.25), c + QPointF(-1.25, 2.75), c + QPointF(4, -2.75)}));
}

void paintCross(QPainter& painter, const QRectF& box, QColor colour) {
    const QPointF c = box.center();
    painter.setPen(glyphPen(colour));
    painter.drawLine(c + QPointF(-2.5, -2.5), c + QPointF(2.5, 2.5));
    painter.drawLine(c + QPointF(-2.5, 2.5), c + QPointF(2.5, -2.5));
}

void paintDash(QPainter& painter, const QRectF& box, QColor colour) {
    const QPointF c = box.center();
    painter.setPen(glyphPen(colour));
    painter.drawLine(c + QPointF(-3, 0), c + QPointF(3, 0));
}

/// A box filled from below; at least a visible line, never quite full.
void paintPart(QPainter& painter, const QRectF& box, double fraction, const Tokens& t) {
    paintBox(painter, box, color(t.surface), color(t.border));
    QPainterPath inside;
    inside.addRoundedRect(box.adjusted(1, 1, -1, -1), markRadius - 1, markRadius - 1);
    const qreal height = std::clamp(fraction, 0.1, 0.92) * (box.height() - 2);
    painter.setClipPath(inside, Qt::IntersectClip);
    painter.fillRect(QRectF(box.left(), box.bottom() - 1 - height, box.width(), height), color(t.heat[2]));
    painter.setClipping(false);
}

void paintDot(QPainter& painter, const QRectF& box, const Tokens& t) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(t.faint));
    painter.drawEllipse(box.center(), 1.75, 1.75);
}

void paintBars(QPainter& painter, const QRectF& box, const Tokens& t) {
    const QPointF c = box.center();
    painter.setPen(glyphPen(color(t.faint)));
    painter.drawLine(c + QPointF(-2, -3), c + QPointF(-2, 3));
    painter.drawLine(c + QPointF(2, -3), c + QPointF(2, 3));
}

void paintNote(QPainter& painter, const QRectF& box, const Tokens& t) {
    painter.setPen(QPen(color(t.surface), 1.5));
    painter.setBrush(color(t.blue));
    painter.drawEllipse(box.topRight() + QPointF(-0.5, 0.5), 3.25, 3.25);
}

void paintState(QPainter& painter, const QRectF& box, const DayCell& day, const Tokens& t) {
    switch (day.state) {
    case core::DayState::done:
        paintBox(painter, box, color(t.accent), color(t.accent));
        paintCheck(painter, box, color(t.onAccent));
        break;
    case core::DayState::kept:
        paintBox(painter, box, color(t.accentSoft), color(t.accentSoft));
        paintCheck(painter, box, color(t.accentOnSoft));
        break;
    case core::DayState::skipped:
        paintBox(painter, box, color(t.blueSoft), color(t.blue));
        paintDash(painter, box, color(t.blue));
        break;
    case core::DayState::missed:
        paintBox(painter, box, color(t.surface), color(t.red));
        paintCross(painter, box, color(t.red));
        break;
    case core::DayState::partial: paintPart(painter, box, day.fraction, t); break;
    case core::DayState::none: paintBox(painter, box, color(t.surface), color(day.isOpen ? t.faint : t.border)); break;
    case core::DayState::notRequired:
        if (day.isPaused)
            paintBars(painter, box, t);
        else
            paintDot(painter, box, t);
        break;
    }
}

qreal advanceOf(const QFontMetricsF& metrics, QChar c) {
    return c.isDigit() ? metrics.horizontalAdvance(u'0') : metrics.horizontalAdvance(c);
}

} // namespace

void paintMark(QPainter& painter, const QRectF& cell, const DayCell& day, const Tokens& tokens) {
    const QRectF box = boxIn(cell);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    paintState(painter, box, day, tokens);
    if (!day.note.isEmpty()) paintNote(painter, box, tokens);
    painter.restore();
}

qreal tabularWidth(const QPainter& painter, const QString& text) {
    const QFontMetricsF metrics(painter.font());
    qreal width = 0;
    for (const QChar c : text) width += advanceOf(metrics, c);
    return width;
}

void paintTabular(QPainter& painter, const QRectF& rect, Qt::Alignment alignment, const QString& text) {
    const QFontMetricsF metrics(painter.font());
    const qreal width = tabularWidth(painter, text);
    qreal x = rect.left();
    if (alignment & Qt::AlignRight) x = rect.right() - width;
    if (alignment & Qt::AlignHCenter) x = rect.center().x() - width / 2;
    for (const QChar c : text) {
        const qreal advance = advanceOf(metrics, c);
        painter.drawText(QRectF(x, rect.top(), advance, rect.height()),
                         static_cast<int>(Qt::AlignHCenter | Qt::AlignVCenter | Qt::TextDontClip), QString(c));
        x += advance;
    }
}

} // namespace cairn::ui
