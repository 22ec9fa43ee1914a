#include "ui/widgets/card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/widgets/parts.h"
#include "ui/widgets/theme/tokens.h"

namespace cairn::ui {

Card::Card(const QString& title, QWidget* parent)
    : QFrame(parent), m_title(label(title, "heading")), m_remark(label({}, "muted")), m_content(new QVBoxLayout(this)) {
    setProperty("kind", "card");
    m_content->setContentsMargins(space::card, space::card, space::card, space::card);
    m_content->setSpacing(space::half);
    auto* head = new QHBoxLayout;
    head->setSpacing(space::half);
    head->addWidget(m_title);
    head->addStretch();
    head->addWidget(m_remark);
    m_content->addLayout(head);
    m_title->setVisible(!title.isEmpty());
    m_remark->hide();
}

void Card::setTitle(const QString& title) {
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
}

void Card::setRemark(const QString& remark) {
    m_remark->setText(remark);
    m_remark->setVisible(!remark.isEmpty());
}

void Card::setInset(int pixels) {
    const QMargins margins = m_content->contentsMargins();
    m_content->setContentsMargins(margins.left() - pixels, margins.top(), margins.right() - pixels, margins.bottom());
    m_content->itemAt(0)->layout()->setContentsMargins(pixels, 0, pixels, 0);
}

void Card::addToHead(QWidget* widget) {
    static_cast<QHBoxLayout*>(m_content->itemAt(0)->layout())->addWidget(widget);
}

} // namespace cairn::ui
