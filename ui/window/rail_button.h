#pragma once

#include <QAbstractButton>

#include "ui/window/rail.h"

namespace cairn::ui {

/// One page in the rail: icon, name, and its keys at the right.
class RailButton : public QAbstractButton {
    Q_OBJECT
public:
    RailButton(const Theme& theme, Place place, const QString& icon, const QString& text, const QString& keys);
    [[nodiscard]] Place place() const { return m_place; }
    [[nodiscard]] QSize sizeHint() const override { return {187, 33}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    Place m_place;
    QString m_icon;
    QString m_keys;
};

} // namespace cairn::ui
