#include "tests/support/catch.h"

#include <QScreen>
#include <QScrollArea>
#include <QStackedWidget>

#include "core/actions/demo.h"
#include "tests/ui/window/window_fixture.h"
#include "ui/models/today_model.h"
#include "ui/widgets/habit_list_view.h"
#include "ui/widgets/week_grid.h"

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

TEST_CASE("today's column and the names of 200 habits are seen in every width", "[ui][window][sizes][narrow]") {
    Window w;
    w.store.act([](const core::ActionContext& at) { return core::makeDemo(at, {200, 1, 7}); });
    w.until([&] { return w.snapshot().habits.size() == 200; });
    w.window.setMinimumSize(1, 1); // the test's screen is small
    const int width = GENERATE(880, 940, 1024, 1366);
    w.window.resize(width, 600);
    w.window.go(Place::today);
    auto* grid = w.find<WeekGrid>("weekGrid");
    w.until([&] { return w.window.width() == width && grid->viewport()->width() > 0; });
    const auto end = [&](int column) { return grid->columnViewportPosition(column) + grid->columnWidth(column); };
    CHECK(grid->columnWidth(TodayModel::nameColumn) >= 120);
    CHECK(end(TodayModel::lastDay) <= grid->viewport()->width());
    CHECK(end(TodayModel::streakColumn) <= grid->viewport()->width());
    CHECK(grid->viewport()->mapTo(&w.window, QPoint(end(TodayModel::lastDay), 0)).x() <= width);

    w.window.go(Place::habits);
    auto* list = w.find<HabitListView>("habitList");
    w.until([&] { return list->viewport()->width() > 0 && list->viewport()->width() < width; });
    CHECK(list->nameWidth() >= 120);
    CHECK(list->mapTo(&w.window, QPoint(list->width(), 0)).x() <= width);

    w.window.newHabit();
    for (const char* field : {"habitName", "goalName"}) {
        if (field == std::string("goalName")) w.window.newGoal();
        QWidget* seen = w.find(field);
        w.until([&] { return seen->isVisible(); });
        auto* area = qobject_cast<QScrollArea*>(
            seen->window()->findChild<QStackedWidget*>()->currentWidget()->findChild<QScrollArea*>());
        REQUIRE(area != nullptr);
        CHECK(area->widget()->minimumSizeHint().width() <= area->viewport()->width());
        for (const auto* other : area->findChildren<QWidget*>())
            if (other->isVisible() && other->focusPolicy() != Qt::NoFocus && other->window() == &w.window) {
                INFO(other->objectName().toStdString());
                CHECK(other->mapTo(&w.window, QPoint(other->width(), 0)).x() <= width);
            }
    }
}
