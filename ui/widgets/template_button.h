#pragma once

#include <QAbstractButton>
#include <QColor>

namespace cairn::ui {

class Theme;

/// A button with an icon, a name and one line of what it asks for.
class TemplateButton : public QAbstractButton {
    Q_OBJECT
public:
    TemplateButton(const Theme& theme, const QString& icon, const QString& name, const QString& hint, QColor colour,
                   QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override { return {180, 54}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QString m_icon;
    QString m_hint;
    QColor m_colour;
};

/// A colour that a person chose, made light enough for the dark theme; the accent where none was chosen.
QColor shownColour(const QColor& chosen, const Theme& theme);

} // namespace cairn::ui
