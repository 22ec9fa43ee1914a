#include "tests/support/catch.h"

#include <QApplication>
#include <QDirIterator>
#include <QFile>
#include <QImage>
#include <cstdlib>

#include "ui/widgets/theme/line_icon.h"
#include "ui/widgets/theme/theme.h"

using namespace cairn::ui;

namespace {

/// Whether two colours differ by no more than rounding.
bool isNear(QRgb one, QRgb other) {
    return std::abs(qRed(one) - qRed(other)) <= 3 && std::abs(qGreen(one) - qGreen(other)) <= 3 &&
           std::abs(qBlue(one) - qBlue(other)) <= 3;
}

/// The colours of all pixels that are wholly covered.
QList<QRgb> inkOf(const QPixmap& pixmap) {
    QList<QRgb> ink;
    const QImage image = pixmap.toImage();
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (qAlpha(image.pixel(x, y)) == 255 && !ink.contains(image.pixel(x, y))) ink << image.pixel(x, y);
    return ink;
}

} // namespace

TEST_CASE("every icon of the set draws something, in lines of 1.5 pixels that take the text colour", "[ui][icons]") {
    const Theme theme(*qApp);
    int count = 0;
    for (QDirIterator it(QStringLiteral(":/cairn/icons")); it.hasNext(); ++count) {
        QFile file(it.next());
        REQUIRE(file.open(QIODevice::ReadOnly));
        const QByteArray svg = file.readAll();
        CAPTURE(file.fileName().toStdString());
        REQUIRE(svg.contains("stroke=\"currentColor\""));
        REQUIRE(svg.contains("stroke-width=\"1.5\""));
        const QString name = it.fileInfo().completeBaseName();
        const QList<QRgb> ink = inkOf(lineIcon(theme, name).pixmap(64));
        REQUIRE_FALSE(ink.isEmpty());
        for (const QRgb pixel : ink) REQUIRE(isNear(pixel, color(theme.tokens().text).rgb()));
    }
    REQUIRE(count >= 40);
}

TEST_CASE("an icon follows a change of theme", "[ui][icons]") {
    Theme theme(*qApp);
    theme.choose(cairn::core::Theme::light);
    const QIcon icon = lineIcon(theme, QStringLiteral("check"));
    const auto light = inkOf(icon.pixmap(64));
    theme.choose(cairn::core::Theme::dark);
    REQUIRE(inkOf(icon.pixmap(64)) != light);
}

TEST_CASE("the theme of the system holds until the person chooses one", "[ui][theme]") {
    Theme theme(*qApp);
    theme.setSystemScheme(SystemScheme::dark);
    REQUIRE(theme.isDark());
    theme.choose(cairn::core::Theme::light);
    REQUIRE_FALSE(theme.isDark());
    theme.setSystemScheme(SystemScheme::light);
    theme.choose(cairn::core::Theme::system);
    REQUIRE_FALSE(theme.isDark());
}
