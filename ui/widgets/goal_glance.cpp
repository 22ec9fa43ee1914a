#include "ui/widgets/goal_glance.h"

#include <QKeyEvent>
#include <QPainter>

#include "ui/models/words.h"
#include "ui/widgets/mark_painter.h"
#include "ui/widgets/theme/theme.h"

namespace cairn::ui {
namespace {

constexpr int heightOfGlance = 58;
constexpr int heightOfLine = 18;
constexpr int roomForPercent = 56;

struct ChipColours {
    Rgb ground;
    Rgb ink;
};

ChipColours chipColours(core::GoalState state, const Tokens& t) {
    switch (state) {
    case core::GoalState::behind: return {t.amberSoft, t.amber};
    case core::GoalState::ahead: return {t.blueSoft, t.blue};
    default: return {t.accentSoft, t.accentOnSoft};
    }
}

QString amounts(const GoalRow& goal) {
    return GoalGlance::tr("%1 of %2").arg(amountText(goal.value), amountWithUnit(goal.target, goal.unit));
}

} // namespace

QString goalStateText(std::optional<core::GoalState> state) {
    if (!state) return {};
    switch (*state) {
    case core::GoalState::onTrack: return GoalGlance::tr("on track");
    case core::GoalState::ahead: return GoalGlance::tr("ahead");
    case core::GoalState::behind: return GoalGlance::tr("behind");
    case core::GoalState::complete: return GoalGlance::tr("complete");
    }
    return {};
}

const char* goalStateTone(std::optional<core::GoalState> state) {
    if (!state) return "";
    switch (*state) {
    case core::GoalState::behind: return "amber";
    case core::GoalState::ahead: return "blue";
    default: return "accent";
    }
}

GoalGlance::GoalGlance(const Theme& theme, const GoalRow& goal, const QString& lastLine, QWidget* parent)
    : QAbstractButton(parent), m_theme(theme), m_goal(goal), m_lastLine(lastLine) {
    setObjectName(QStringLiteral("goalGlance"));
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setText(goal.name);
    setAccessibleName(goal.name);
    setAccessibleDescription(QStringLiteral("%1, %2 %3 %4")
                                 .arg(percentText(goal.percent), amounts(goal), goalStateText(goal.state), lastLine)
                                 .trimmed());
    setFixedHeight(lastLine.isEmpty() ? heightOfGlance : heightOfGlance + heightOfLine);
}

void GoalGlance::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return click();
    QAbstractButton::keyPressEvent(event);
}

void GoalGlance::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens& t = m_theme.tokens();
    if (underMouse() || hasFocus()) {
        painter.setPen(hasFocus() ? QPen(color(t.accent), 2) : QPen(Qt::NoPen));
        painter.setBrush(color(t.raised));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), controlRadius, controlRadius);
    }
    const QRectF inner = QRectF(rect()).adjusted(8, 4, -8, -4);
    qreal chipWidth = 0;
    if (m_goal.state) {
        const ChipColours colours = chipColours(*m_goal.state, t);
        painter.setFont(m_theme.font(type::tiny));
        chipWidth = painter.fontMetrics().horizontalAdvance(goalStateText(m_goal.state)) + 16;
        const QRectF chip(inner.right() - chipWidth, inner.top() + 1, chipWidth, 18);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color(colours.ground));
        painter.drawRoundedRect(chip, 9, 9);
        painter.setPen(color(colours.ink));
        painter.drawText(chip, Qt::AlignCenter, goalStateText(m_goal.state));
    }
    painter.setFont(m_theme.font(type::body, QFont::DemiBold));
    painter.setPen(color(t.text));
    const auto room = static_cast<int>(inner.width() - chipWidth - 8);
    painter.drawText(QRectF(inner.left(), inner.top(), room, 20), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_goal.name, Qt::ElideRight, room));
    const QRectF track(inner.left(), inner.top() + 25, inner.width(), 4);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(t.heat[0]));
    painter.drawRoundedRect(track, 2, 2);
    painter.setBrush(color(t.accent));
    if (m_goal.percent > 0)
        painter.drawRoundedRect(QRectF(track.topLeft(), QSizeF(qMax(4.0, track.width() * m_goal.percent), 4)), 2, 2);
    painter.setFont(m_theme.font(type::small));
    painter.setPen(color(t.muted));
    const QRectF foot(inner.left(), inner.top() + 32, inner.width(), 18);
    paintTabular(painter, foot, Qt::AlignRight, percentText(m_goal.percent));
    const auto elided = [&](const QString& text, qreal width) {
        return painter.fontMetrics().elidedText(text, Qt::ElideRight, static_cast<int>(width));
    };
    painter.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter, elided(amounts(m_goal), foot.width() - roomForPercent));
    painter.drawText(foot.translated(0, heightOfLine), Qt::AlignLeft | Qt::AlignVCenter,
                     elided(m_lastLine, foot.width()));
}

} // namespace cairn::ui
