#pragma once

#include "ui/widgets/card.h"

class QLabel;

namespace cairn::ui {

/// A card with one big number: what it is above, its unit beside it.
class NumberTile : public QFrame {
public:
    explicit NumberTile(const QString& title, QWidget* parent = nullptr);
    void setNumber(const QString& number, const QString& unit);

private:
    QString m_title;
    QLabel* m_number = nullptr;
    QLabel* m_unit = nullptr;
};

} // namespace cairn::ui
