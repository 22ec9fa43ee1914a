#include "ui/widgets/empty_state.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/widgets/parts.h"

namespace cairn::ui {

EmptyState::EmptyState(const QString& title, const QString& text, QWidget* parent)
    : QWidget(parent), m_actions(new QHBoxLayout) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 32, 0, 32);
    layout->setSpacing(8);
    auto* heading = label(title, "title");
    auto* sentence = label(text, "muted");
    for (QLabel* part : {heading, sentence}) {
        part->setAlignment(Qt::AlignHCenter);
        part->setWordWrap(true);
        layout->addWidget(part);
    }
    m_actions->setSpacing(12);
    m_actions->addStretch();
    m_actions->addStretch();
    layout->addSpacing(8);
    layout->addLayout(m_actions);
    setAccessibleName(title);
}

void EmptyState::addAction(QWidget* button) {
    m_actions->insertWidget(m_actions->count() - 1, button);
}

} // namespace cairn::ui
