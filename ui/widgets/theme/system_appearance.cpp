#include "ui/widgets/theme/system_appearance.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

#include "ui/widgets/theme/theme.h"

namespace cairn::ui {
namespace {

const QString service = QStringLiteral("org.freedesktop.portal.Desktop");
const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
const QString interface = QStringLiteral("org.freedesktop.portal.Settings");
const QString appearance = QStringLiteral("org.freedesktop.appearance");
const QString gnome = QStringLiteral("org.gnome.desktop.interface");

/// Read answers a variant inside of a variant.
QVariant unwrapped(QVariant value) {
    while (value.userType() == qMetaTypeId<QDBusVariant>()) value = value.value<QDBusVariant>().variant();
    return value;
}

bool hasBus() {
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") && QDBusConnection::sessionBus().isConnected();
}

} // namespace

SystemAppearance::SystemAppearance(Theme& theme) : m_theme(theme) {
    if (!hasBus()) return;             // the theme has read the palette
    qRegisterMetaType<QDBusVariant>(); // Qt looks the slot's parameters up by name, and refuses those it has not met
    QDBusConnection::sessionBus().connect(service, path, interface, QStringLiteral("SettingChanged"), this,
                                          SLOT(takeSetting(QString, QString, QDBusVariant)));
    readFromPortal(appearance, QStringLiteral("color-scheme"));
    readFromPortal(gnome, QStringLiteral("enable-animations"));
}

void SystemAppearance::takeSetting(const QString& group, const QString& key, const QDBusVariant& value) {
    const QVariant setting = unwrapped(QVariant::fromValue(value));
    if (group == appearance && key == QLatin1String("color-scheme"))
        m_theme.setSystemScheme(setting.toUInt() == 1 ? SystemScheme::dark : SystemScheme::light);
    if (group == gnome && key == QLatin1String("enable-animations"))
        m_theme.setMotion(setting.toBool() ? Motion::full : Motion::reduced);
}

void SystemAppearance::readFromPortal(const QString& group, const QString& key) {
    QDBusMessage call = QDBusMessage::createMethodCall(service, path, interface, QStringLiteral("Read"));
    call << group << key;
    auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, group, key] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (!reply.isError()) takeSetting(group, key, reply.value());
        watcher->deleteLater();
    });
}

} // namespace cairn::ui
