#include "ui/widgets/template_button.h"

#include <QPainter>

#include "ui/widgets/theme/line_icon.h"
#include "ui/widgets/theme/theme.h"

namespace cairn::ui {

QColor shownColour(const QColor& chosen, const Theme& theme) {
    if (!chosen.isValid()) return color(theme.tokens().accent);
    if (!theme.isDark()) return chosen;
    const QColor hsl = chosen.toHsl();
    return QColor::fromHsl(hsl.hslHue(), qMin(hsl.hslSaturation(), 150), qMax(hsl.lightness(), 160));
}

TemplateButton::TemplateButton(const Theme& theme, const QString& icon, const QString& name, const QString& hint,
                               QColor colour, QWidget* parent)
    : QAbstractButton(parent), m_theme(theme), m_icon(icon), m_hint(hint), m_colour(colour) {
    setText(name);
    setAccessibleName(name);
    setAccessibleDescription(hint);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setFixedHeight(54);
}

void TemplateButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens& t = m_theme.tokens();
    const qreal line = hasFocus() ? 2 : 1;
    painter.setPen(QPen(color(hasFocus() ? t.accent : t.border), line));
    painter.setBrush(color(underMouse() || isDown() ? t.raised : t.surface));
    painter.drawRoundedRect(QRectF(rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2), controlRadius,
                            controlRadius);
    const QColor ink = shownColour(m_colour, m_theme);
    paintLineIcon(painter, QRectF(14, height() / 2.0 - 9, 18, 18), m_icon, ink.rgb() & 0xFFFFFFU);
    const int left = 44;
    const int room = width() - left - 8;
    painter.setFont(m_theme.font(type::body, QFont::DemiBold));
    painter.setPen(color(t.text));
    painter.drawText(QRect(left, 9, room, 18), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, room));
    painter.setFont(m_theme.font(type::small));
    painter.setPen(color(t.muted));
    painter.drawText(QRect(left, 27, room, 18), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_hint, Qt::ElideRight, room));
}

} // namespace cairn::ui
