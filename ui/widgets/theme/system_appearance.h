#pragma once

#include <QObject>

class QDBusVariant;

namespace cairn::ui {

class Theme;

/// Tells the theme what the system asks for, now and whenever it changes: light or dark, and reduced motion. On Linux
/// from the settings portal over the session bus where there is one, else from the lightness of the system's palette.
/// GUI thread; never waits for the bus. The theme must outlive it.
class SystemAppearance : public QObject {
    Q_OBJECT
public:
    explicit SystemAppearance(Theme& theme);

private slots:
    void takeSetting(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void readFromPortal(const QString& group, const QString& key);

    Theme& m_theme;
};

} // namespace cairn::ui
