#pragma once

#include <QColor>
#include <QFont>
#include <QObject>

#include "core/domain/profile.h"
#include "ui/widgets/theme/tokens.h"

class QApplication;

namespace cairn::ui {

/// How light the system wants programs to be.
enum class SystemScheme { light, dark };
enum class Motion { full, reduced };

/// The colours and fonts in force. Holds the person's choice (system, light, dark) and what the system asks for, and
/// dresses the application (palette, style sheet, font) whenever either changes. GUI thread; made in main after the
/// application, outlives every widget.
class Theme : public QObject {
    Q_OBJECT
public:
    explicit Theme(QApplication& application);

    void choose(core::Theme choice);
    void setSystemScheme(SystemScheme scheme);
    void setMotion(Motion motion) { m_motion = motion; }

    [[nodiscard]] const Tokens& tokens() const { return isDark() ? darkTokens : lightTokens; }
    [[nodiscard]] bool isDark() const;
    [[nodiscard]] Motion motion() const { return m_motion; }
    [[nodiscard]] core::Theme choice() const { return m_choice; }

    /// A font of the type scale.
    [[nodiscard]] QFont font(int pixels, QFont::Weight weight = QFont::Normal) const;

signals:
    void changed();

private:
    void dress();

    QApplication& m_application;
    core::Theme m_choice = core::Theme::system;
    SystemScheme m_system = SystemScheme::light;
    Motion m_motion = Motion::full;
};

inline QColor color(Rgb rgb) {
    return QColor(QRgb(0xFF000000U | rgb));
}

} // namespace cairn::ui
