#include "tests/support/catch.h"

#include <QApplication>
#include <QCompleter>
#include <QImage>
#include <QStandardItemModel>
#include <QTreeView>

#include "ui/models/habit_list_model.h"
#include "ui/widgets/habit_list_view.h"
#include "ui/widgets/theme/theme.h"

using namespace cairn;
using namespace cairn::ui;

namespace {

/// Whether a picture is opaque and its ground is the theme's surface.
bool standsOnSurface(const QImage& picture, const Theme& theme) {
    const QColor ground = picture.pixelColor(picture.width() / 2, picture.height() - 6);
    return ground.alpha() == 255 && ground == color(theme.tokens().surface);
}

} // namespace

TEST_CASE("lists that open beside the window have a ground of their own", "[ui][theme][lists]") {
    Theme theme(*qApp);
    theme.choose(GENERATE(core::Theme::light, core::Theme::dark));
    QCompleter completer(QStringList{QStringLiteral("a/b.db")});
    completer.popup()->resize(200, 120);
    CHECK(standsOnSurface(completer.popup()->grab().toImage(), theme));
    QTreeView files;
    files.resize(200, 120);
    CHECK(standsOnSurface(files.grab().toImage(), theme));
}

TEST_CASE("a habit that is dragged is seen on the card's colour", "[ui][habits][drag]") {
    Theme theme(*qApp);
    theme.choose(GENERATE(core::Theme::light, core::Theme::dark));
    auto snapshot = std::make_shared<Snapshot>();
    HabitRow row;
    row.id = core::derivedUuid("habit", "read");
    row.name = QStringLiteral("Read");
    snapshot->habits.push_back(row);
    HabitListModel model;
    model.show(snapshot);
    HabitListView list(theme, model);
    list.resize(700, 200);
    list.show();
    const QImage picture = list.pictureOf(model.index(0)).toImage();
    REQUIRE(picture.width() > 500);
    REQUIRE_FALSE(picture.hasAlphaChannel());
    CHECK(standsOnSurface(picture, theme));
}
