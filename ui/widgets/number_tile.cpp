#include "ui/widgets/number_tile.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/widgets/parts.h"
#include "ui/widgets/theme/tokens.h"

namespace cairn::ui {

NumberTile::NumberTile(const QString& title, QWidget* parent)
    : QFrame(parent), m_title(title), m_number(label(QStringLiteral("–"), "number")), m_unit(label({}, "small")) {
    setProperty("kind", "card");
    setMinimumHeight(84);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::card, 14, space::card, 14);
    layout->setSpacing(0);
    layout->addWidget(label(title, "muted"));
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(m_number, 0, Qt::AlignBaseline);
    row->addWidget(m_unit, 1, Qt::AlignBaseline);
    layout->addLayout(row);
}

void NumberTile::setNumber(const QString& number, const QString& unit) {
    m_number->setText(number);
    m_unit->setText(unit);
    setAccessibleName(m_title + QStringLiteral(": ") + number + u' ' + unit);
}

} // namespace cairn::ui
