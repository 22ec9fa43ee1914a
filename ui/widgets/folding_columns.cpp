#include "ui/widgets/folding_columns.h"

#include <QBoxLayout>
#include <QResizeEvent>

#include "ui/widgets/theme/tokens.h"

namespace cairn::ui {

FoldingColumns::FoldingColumns(int narrowest, QWidget* parent)
    : QWidget(parent), m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this)), m_narrowest(narrowest) {
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(space::card);
}

void FoldingColumns::addColumn(QWidget* column, int stretch) {
    m_layout->addWidget(column, stretch);
}

void FoldingColumns::addColumn(QLayout* column, int stretch) {
    m_layout->addLayout(column, stretch);
}

bool FoldingColumns::isFolded() const {
    return m_layout->direction() == QBoxLayout::TopToBottom;
}

QSize FoldingColumns::minimumSizeHint() const {
    QSize smallest = m_layout->minimumSize();
    int width = 0;
    for (int i = 0; i < m_layout->count(); ++i) width = qMax(width, m_layout->itemAt(i)->minimumSize().width());
    smallest.setWidth(width);
    if (m_layout->hasHeightForWidth()) smallest.setHeight(m_layout->minimumHeightForWidth(this->width()));
    return smallest;
}

void FoldingColumns::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool isNarrow = width() < m_narrowest;
    if (event->oldSize().width() != width()) updateGeometry(); // wrapped lines are as many as the width makes them
    if (isNarrow == isFolded()) return;
    m_layout->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    updateGeometry();
    emit folded(isNarrow);
}

} // namespace cairn::ui
