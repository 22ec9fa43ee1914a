#include "ui/widgets/message_bar.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>

#include "ui/widgets/parts.h"
#include "ui/widgets/theme/line_icon.h"
#include "ui/widgets/theme/theme.h"

namespace cairn::ui {
namespace {

constexpr int stayMilliseconds = 8000;
constexpr int widest = 820;

} // namespace

MessageBar::MessageBar(const Theme& theme, QWidget* parent)
    : QFrame(parent), m_text(label({}, "", "messageText")), m_action(button({}, "", "messageAction")),
      m_timer(new QTimer(this)) {
    setObjectName(QStringLiteral("messageBar"));
    setProperty("kind", "message");
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 8, 8, 8);
    layout->setSpacing(12);
    m_text->setWordWrap(true);
    auto* close = iconButton(lineIcon(theme, QStringLiteral("close")), tr("Close the message"), "messageClose");
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action);
    layout->addWidget(close);
    m_timer->setSingleShot(true);
    m_timer->setInterval(stayMilliseconds);
    connect(m_timer, &QTimer::timeout, this, &QWidget::hide);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_action, &QPushButton::clicked, this, [this] {
        hide();
        if (m_act) m_act();
    });
    hide();
}

QString MessageBar::text() const {
    return m_text->text();
}

void MessageBar::show(MessageTone tone, const QString& text) {
    show(tone, text, {}, {});
}

void MessageBar::showProblem(const QWidget* page, const QString& text) {
    show(MessageTone::error, text);
    m_page = page;
}

void MessageBar::leavePage(const QWidget* page) {
    if (m_page == page) hide();
}

void MessageBar::show(MessageTone tone, const QString& text, const QString& actionText, std::function<void()> action) {
    m_page = nullptr;
    m_text->setText(text);
    m_act = std::move(action);
    m_action->setText(actionText);
    m_action->setVisible(!actionText.isEmpty());
    setTone(this, tone == MessageTone::error ? "red" : "");
    setAccessibleName(text);
    QFrame::show();
    raise();
    place();
    if (tone == MessageTone::information)
        m_timer->start();
    else
        m_timer->stop();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void MessageBar::place() {
    const int room = qMin(widest, parentWidget()->width() - 2 * space::page);
    const int fitting = m_text->fontMetrics().horizontalAdvance(m_text->text()) + 90 +
                        (m_action->isHidden() ? 0 : m_action->sizeHint().width() + 12);
    const int wide = qMin(room, qMax(320, fitting));
    resize(wide, heightForWidth(wide) > 0 ? qMax(48, heightForWidth(wide)) : 48);
    move(parentWidget()->width() - wide - space::page, parentWidget()->height() - height() - space::page);
}

} // namespace cairn::ui
