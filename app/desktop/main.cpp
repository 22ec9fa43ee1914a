#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTimer>
#include <cstdio>

#include "app/common/default_store.h"
#include "app/desktop/options.h"
#include "app/desktop/owner_link.h"
#include "app/desktop/screenshots.h"
#include "app/desktop/single_instance.h"
#include "core/actions/demo.h"
#include "core/base/system_clock.h"
#include "ui/models/english_plurals.h"
#include "ui/services/exchange_service.h"
#include "ui/services/store_service.h"
#include "ui/widgets/theme/line_icon.h"
#include "ui/widgets/theme/system_appearance.h"
#include "ui/widgets/theme/theme.h"
#include "ui/window/main_window.h"
#include "ui/window/store_trouble.h"

namespace {

using namespace cairn;

constexpr int demoHabits = 6;

bool hasDisplay() {
#ifdef Q_OS_LINUX
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") ||
           qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
#else
    return true;
#endif
}

/// The arguments as they came, before there is an application.
QStringList argumentsOf(int argc, char** argv) {
    QStringList arguments;
    for (int i = 1; i < argc; ++i) arguments << QString::fromLocal8Bit(argv[i]);
    return arguments;
}

std::filesystem::path storeOf(const app::DesktopOptions& options, const QTemporaryDir& scratch) {
    if (options.store) return *options.store;
    if (options.isDemo) return scratch.filePath(QStringLiteral("demo.db")).toStdU16String();
    return app::defaultStoreFile();
}

QString textOf(const std::filesystem::path& path) {
    return QString::fromStdU16String(path.u16string());
}

/// Everything of one run, wired together. Members end in reverse order: the window before what it uses.
class Desktop {
public:
    Desktop(QApplication& application, const app::DesktopOptions& options)
        : m_options(options), m_file(storeOf(options, m_scratch)), m_theme(application), m_appearance(m_theme),
          m_store({m_clock, core::entropySeed(), options.today}), m_link(m_store), m_instance(textOf(m_file)),
          m_window(m_theme, m_store, m_exchange), m_trouble(*new ui::StoreTrouble(m_store, &m_window)),
          m_pictures(m_window, m_theme, m_store, options.screenshots.value_or(QString()), options.pictureSize) {
        QObject::connect(&m_store, &ui::StoreService::opened, &m_window, [this] { whenOpen(); });
        QObject::connect(&m_trouble, &ui::StoreTrouble::givenUp, &m_window, [] { QApplication::exit(1); });
        QObject::connect(&m_pictures, &app::Screenshots::finished, &m_window,
                         [](bool allWritten) { QApplication::exit(allWritten ? 0 : 1); });
        QObject::connect(&m_instance, &app::SingleInstance::raiseWished, &m_window, &ui::MainWindow::raiseToFront);
        QObject::connect(&m_instance, &app::SingleInstance::alreadyRunning, &m_window, [] { QApplication::exit(0); });
        QObject::connect(&m_instance, &app::SingleInstance::claimed, &m_window, [this] { open(); });
    }

    void start() { m_instance.claim(); }

private:
    void open() {
        QDir().mkpath(QFileInfo(textOf(m_file)).absolutePath());
        if (!m_options.screenshots && !m_options.isDemo)
            m_window.rememberStateIn(QFileInfo(textOf(m_file)).dir().filePath(QStringLiteral("window.ini")));
        m_window.QWidget::show();
        m_store.open(m_file);
    }

    void whenOpen() {
        if (!m_link.listen()) m_window.tellDeafness();
        if (!m_options.isDemo || !m_store.snapshot()->habits.empty()) return whenFilled();
        m_store.act(
            [](const core::ActionContext& at) {
                return core::makeDemo(at, {demoHabits, 1, 7});
            },
            &m_window, [this](const core::Result<core::ChangeSet>&) { whenFilled(); });
    }

    void whenFilled() {
        if (m_options.screenshots) m_pictures.start();
    }

    app::DesktopOptions m_options;
    QTemporaryDir m_scratch;
    std::filesystem::path m_file;
    core::SystemClock m_clock;
    ui::Theme m_theme;
    ui::SystemAppearance m_appearance;
    ui::StoreService m_store;
    ui::ExchangeService m_exchange;
    app::OwnerLink m_link;
    app::SingleInstance m_instance;
    ui::MainWindow m_window;
    ui::StoreTrouble& m_trouble; ///< a child of the window
    app::Screenshots m_pictures;
};

} // namespace

int main(int argc, char** argv) {
    const auto options = app::parseOptions(argumentsOf(argc, argv));
    if (!options) {
        std::fprintf(stderr, "cairn-desktop: %s\n%s", options.error().detail.c_str(), qPrintable(app::usage()));
        return 2;
    }
    if (options->wantsHelp) {
        std::fputs(qPrintable(app::usage()), stdout);
        return 0;
    }
    if (options->screenshots && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    if (!hasDisplay()) {
        std::fputs(
            "cairn-desktop: there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set); start it in a "
            "desktop session, or draw every page into files with --screenshot DIR\n",
            stderr);
        return 1;
    }
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("cairn"));
    QApplication::setApplicationDisplayName(QStringLiteral("Cairn"));
    QApplication::setDesktopFileName(QStringLiteral("cairn"));
    ui::EnglishPlurals plurals;
    QApplication::installTranslator(&plurals);
    Desktop desktop(application, *options);
    // Once the loop runs: a second start may find the first at once and end.
    QTimer::singleShot(0, &application, [&desktop] { desktop.start(); });
    return QApplication::exec();
}
