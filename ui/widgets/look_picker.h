#pragma once

#include <QString>
#include <QWidget>

class QButtonGroup;
class QComboBox;

namespace cairn::ui {

class Theme;

/// Picks a habit's colour (a row of swatches) and icon.
class LookPicker : public QWidget {
    Q_OBJECT
public:
    explicit LookPicker(const Theme& theme, QWidget* parent = nullptr);
    void setLook(const QString& colour, const QString& icon);
    [[nodiscard]] QString colour() const; ///< "#RRGGBB", or empty for the accent
    [[nodiscard]] QString icon() const;

private:
    void addSwatch(const QString& colour);

    const Theme& m_theme;
    QButtonGroup* m_colours = nullptr;
    QComboBox* m_icon = nullptr;
};

} // namespace cairn::ui
