#include "tests/support/catch.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QProcess>
#include <QTest>

#include "ui/widgets/theme/system_appearance.h"
#include "ui/widgets/theme/theme.h"

using namespace cairn::ui;

namespace {

constexpr uint noWish = 0;
constexpr uint dark = 1;
constexpr uint light = 2;

/// A session bus of the test's own. There is one for the whole program, because Qt keeps its connection.
class SessionBus {
public:
    SessionBus() {
        m_daemon.start(QStringLiteral("dbus-daemon"), {"--session", "--nofork", "--print-address"});
        m_daemon.waitForReadyRead();
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_daemon.readLine().trimmed());
    }
    ~SessionBus() {
        m_daemon.kill();
        m_daemon.waitForFinished();
    }
    SessionBus(const SessionBus&) = delete;
    SessionBus& operator=(const SessionBus&) = delete;

private:
    QProcess m_daemon;
};

/// The settings portal of a desktop: answers what is asked, and tells what changes.
class Portal : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")
public:
    Portal() : m_bus(QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("portal"))) {
        REQUIRE(m_bus.registerObject(m_path, this, QDBusConnection::ExportAllContents));
        REQUIRE(m_bus.registerService(QStringLiteral("org.freedesktop.portal.Desktop")));
    }
    ~Portal() override {
        m_bus.unregisterService(QStringLiteral("org.freedesktop.portal.Desktop"));
        m_bus.unregisterObject(m_path);
    }
    Portal(const Portal&) = delete;
    Portal& operator=(const Portal&) = delete;

    void choose(uint wanted) {
        scheme = wanted;
        tell(QStringLiteral("org.freedesktop.appearance"), QStringLiteral("color-scheme"), wanted);
    }
    void animate(bool wanted) {
        tell(QStringLiteral("org.gnome.desktop.interface"), QStringLiteral("enable-animations"), wanted);
    }

    uint scheme = noWish;
    int answers = 0;

public slots:
    // The portal's own names.
    QDBusVariant Read(const QString&, const QString& key) { // NOLINT(readability-identifier-naming)
        ++answers;
        const bool isScheme = key == QLatin1String("color-scheme");
        const QVariant value = isScheme ? QVariant(scheme) : QVariant(true);
        return QDBusVariant(QVariant::fromValue(QDBusVariant(value)));
    }

private:
    void tell(const QString& group, const QString& key, const QVariant& value) {
        QDBusMessage signal = QDBusMessage::createSignal(m_path, QStringLiteral("org.freedesktop.portal.Settings"),
                                                         QStringLiteral("SettingChanged"));
        signal << group << key << QVariant::fromValue(QDBusVariant(value));
        REQUIRE(m_bus.send(signal));
    }

    const QString m_path = QStringLiteral("/org/freedesktop/portal/desktop");
    QDBusConnection m_bus;
};

struct Desktop {
    Desktop() { static const SessionBus bus; }
};

} // namespace

TEST_CASE("the window begins as light or dark as the desktop is", "[ui][theme][portal]") {
    const Desktop desktop;
    Portal portal;
    portal.scheme = dark;
    Theme theme(*qApp);
    const SystemAppearance appearance(theme);
    REQUIRE(QTest::qWaitFor([&] { return theme.isDark(); }));
}

TEST_CASE("light and dark follow the desktop while the window is open", "[ui][theme][portal]") {
    const Desktop desktop;
    Portal portal;
    Theme theme(*qApp);
    const SystemAppearance appearance(theme);
    REQUIRE(QTest::qWaitFor([&] { return portal.answers == 2; }));
    for (const auto& [wanted, isDark] : {std::pair{dark, true}, {light, false}, {dark, true}, {noWish, false}}) {
        portal.choose(wanted);
        REQUIRE(QTest::qWaitFor([&, expected = isDark] { return theme.isDark() == expected; }));
    }
}

TEST_CASE("reduced motion follows the desktop while the window is open", "[ui][theme][portal]") {
    const Desktop desktop;
    Portal portal;
    Theme theme(*qApp);
    const SystemAppearance appearance(theme);
    REQUIRE(QTest::qWaitFor([&] { return portal.answers == 2; }));
    portal.animate(false);
    REQUIRE(QTest::qWaitFor([&] { return theme.motion() == Motion::reduced; }));
    portal.animate(true);
    REQUIRE(QTest::qWaitFor([&] { return theme.motion() == Motion::full; }));
}

#include "system_appearance_test.moc"
