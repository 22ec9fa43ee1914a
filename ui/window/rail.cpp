#include "ui/window/rail.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/widgets/parts.h"
#include "ui/widgets/theme/line_icon.h"
#include "ui/widgets/theme/theme.h"
#include "ui/window/rail_button.h"

namespace cairn::ui {
namespace {

constexpr int railWidth = 208;
constexpr int footHeight = 51;

QWidget* brand(QToolButton* menu) {
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(10, 0, 0, 0);
    layout->setSpacing(8);
    auto* mark = new QLabel;
    mark->setPixmap(programIcon().pixmap(QSize(20, 20)));
    auto* name = label(QStringLiteral("Cairn"), "brand");
    name->setStyleSheet(QStringLiteral("font-size: 16px; font-weight: 600;"));
    layout->addWidget(mark);
    layout->addWidget(name);
    layout->addStretch();
    layout->addWidget(menu);
    row->setFixedHeight(34);
    return row;
}

} // namespace

Rail::Rail(const Theme& theme, QMenu* menu, QWidget* parent)
    : QWidget(parent), m_theme(theme),
      m_menu(iconButton(lineIcon(theme, QStringLiteral("menu"), &Tokens::muted), tr("Menu (F10)"), "menuButton")) {
    setObjectName(QStringLiteral("rail"));
    setAccessibleName(tr("Pages"));
    setFixedWidth(railWidth);
    m_menu->setMenu(menu);
    m_menu->setPopupMode(QToolButton::InstantPopup);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 11, 11, 0);
    layout->setSpacing(2);
    layout->addWidget(brand(m_menu));
    layout->addSpacing(7);
    layout->addWidget(add(Place::today, QStringLiteral("today"), tr("Today"), QStringLiteral("^1")));
    layout->addWidget(add(Place::habits, QStringLiteral("habits"), tr("Habits"), QStringLiteral("^2")));
    layout->addWidget(add(Place::goals, QStringLiteral("goals"), tr("Goals"), QStringLiteral("^3")));
    layout->addStretch();
    layout->addWidget(add(Place::settings, QStringLiteral("settings"), tr("Settings"), QStringLiteral("^,")));
    layout->addSpacing(8);
    auto* foot = label(tr("On this computer"), "small", "syncState");
    foot->setFixedHeight(footHeight - 13);
    foot->setContentsMargins(26, 0, 0, 0);
    foot->setAccessibleName(tr("Data: on this computer"));
    layout->addWidget(foot);
    layout->addSpacing(13);
}

RailButton* Rail::add(Place place, const QString& icon, const QString& text, const QString& keys) {
    auto* made = new RailButton(m_theme, place, icon, text, keys);
    made->setObjectName(QStringLiteral("rail%1").arg(static_cast<int>(place)));
    connect(made, &QAbstractButton::clicked, this, [this, place] { emit chosen(place); });
    m_buttons.push_back(made);
    return made;
}

void Rail::select(Place place) {
    for (RailButton* entry : m_buttons) entry->setChecked(entry->place() == place);
}

void Rail::openMenu() {
    m_menu->showMenu();
}

void Rail::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), color(m_theme.tokens().background));
    painter.setPen(color(m_theme.tokens().border));
    painter.drawLine(width() - 1, 0, width() - 1, height());
    painter.drawLine(10, height() - footHeight - 1, width() - 12, height() - footHeight - 1);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(m_theme.tokens().accent));
    painter.drawEllipse(QPointF(24, height() - 32.0), 4, 4);
}

RailButton::RailButton(const Theme& theme, Place place, const QString& icon, const QString& text, const QString& keys)
    : m_theme(theme), m_place(place), m_icon(icon), m_keys(keys) {
    setText(text);
    setAccessibleName(text);
    setCheckable(true);
    setAutoExclusive(true);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setFixedHeight(33);
}

void RailButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens& t = m_theme.tokens();
    const bool isOn = isChecked();
    if (isOn || underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color(isOn ? t.accentSoft : t.raised));
        painter.drawRoundedRect(rect(), controlRadius, controlRadius);
    }
    if (hasFocus()) {
        painter.setPen(QPen(color(t.accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), controlRadius, controlRadius);
    }
    paintLineIcon(painter, QRectF(10, height() / 2.0 - 8, 16, 16), m_icon, isOn ? t.accentOnSoft : t.muted);
    painter.setFont(m_theme.font(type::body, isOn ? QFont::DemiBold : QFont::Normal));
    painter.setPen(color(isOn ? t.accentOnSoft : t.muted));
    painter.drawText(rect().adjusted(36, 0, -40, 0), Qt::AlignLeft | Qt::AlignVCenter, text());
    painter.setFont(m_theme.font(type::tiny));
    painter.setPen(color(isOn ? t.accentOnSoft : t.muted));
    painter.drawText(rect().adjusted(0, 0, -10, 0), Qt::AlignRight | Qt::AlignVCenter, m_keys);
}

} // namespace cairn::ui
