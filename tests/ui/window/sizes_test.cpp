#include "tests/support/catch.h"

#include <QScreen>

#include "tests/ui/window/window_fixture.h"

using namespace cairn;
using namespace cairn::ui;

TEST_CASE("the window of a first start lies on the screen with its frame", "[ui][window][sizes]") {
    Window w;
    // A laptop, a large one at twice the size, a small one, and a screen with room to spare.
    const QSize room = GENERATE(QSize(1366, 736), QSize(800, 500), QSize(1024, 568), QSize(2560, 1400));
    w.window.fitInto(room);
    CHECK(w.window.width() <= room.width());
    CHECK(w.window.height() + 40 <= room.height());
    CHECK(w.window.width() >= qMin(room.width() - 40, 1280));
    CHECK(w.window.height() >= qMin(room.height() - 60, 820));
}

TEST_CASE("the window is made for the screen it is on", "[ui][window][sizes]") {
    Window w;
    const QRect room = w.window.screen()->availableGeometry();
    REQUIRE(room.width() < 1280); // the test's screen is smaller than a first window likes to be
    REQUIRE(room.contains(QRect(room.topLeft(), w.window.size())));
}
