#include "app/desktop/options.h"

namespace cairn::app {
namespace {

core::Result<void> take(DesktopOptions& options, const QString& name, const QString& value) {
    if (name == QLatin1String("--db")) {
        options.store = std::filesystem::path(value.toStdU16String());
    } else if (name == QLatin1String("--screenshot")) {
        options.screenshots = value;
    } else if (name == QLatin1String("--size")) {
        const QStringList sides = value.split(u'x');
        options.pictureSize = sides.size() == 2 ? QSize(sides[0].toInt(), sides[1].toInt()) : QSize();
        if (options.pictureSize.isEmpty())
            return core::failure(core::ErrorCode::invalidValue, "--size takes a size such as 900x600");
    } else {
        const auto day = core::parseDate(value.toStdString());
        if (!day) return core::failure(core::ErrorCode::invalidValue, "--today takes a date such as 2026-11-20");
        options.today = *day;
    }
    return {};
}

} // namespace

core::Result<DesktopOptions> parseOptions(const QStringList& arguments) {
    DesktopOptions options;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString& name = arguments[i];
        const bool takesValue = name == QLatin1String("--db") || name == QLatin1String("--today") ||
                                name == QLatin1String("--screenshot") || name == QLatin1String("--size");
        if (name == QLatin1String("--demo")) {
            options.isDemo = true;
        } else if (name == QLatin1String("--help") || name == QLatin1String("-h")) {
            options.wantsHelp = true;
        } else if (!takesValue) {
            return core::failure(core::ErrorCode::invalidValue, "unknown argument " + name.toStdString());
        } else if (i + 1 == arguments.size()) {
            return core::failure(core::ErrorCode::invalidValue, name.toStdString() + " needs a value");
        } else if (const auto taken = take(options, name, arguments[++i]); !taken) {
            return tl::unexpected(taken.error());
        }
    }
    if (options.screenshots && options.store)
        return core::failure(core::ErrorCode::invalidValue,
                             "--screenshot empties its store for the pictures of a first run, so it takes no --db");
    if (options.isDemo && options.store)
        return core::failure(core::ErrorCode::invalidValue,
                             "--demo fills a store that is thrown away at the end, so it takes no --db");
    options.isDemo = options.isDemo || options.screenshots;
    return options;
}

QString usage() {
    return QStringLiteral("usage: cairn-desktop [--db FILE] [--demo] [--today DATE] [--screenshot DIR [--size WxH]]\n"
                          "  --db FILE         the store to open instead of your own\n"
                          "  --demo            generated data in a store that is thrown away at the end\n"
                          "  --today DATE      the day that is shown as today, such as 2026-11-20\n"
                          "  --screenshot DIR  draw every page of the --demo, light and dark, into PNG files and end\n"
                          "  --size WxH        of the window in these pictures instead of 1280x820\n");
}

} // namespace cairn::app
