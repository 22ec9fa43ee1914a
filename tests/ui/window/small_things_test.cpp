#include "tests/support/catch.h"

#include <QLabel>
#include <QListView>

#include "core/actions/demo.h"
#include "core/actions/goal_actions.h"
#include "tests/ui/window/window_fixture.h"
#include "ui/pages/today/today_page.h"
#include "ui/widgets/goal_glance.h"
#include "ui/widgets/message_bar.h"

using namespace cairn;
using namespace cairn::ui;

namespace {

void addGoal(Window& w, const char* name, double target) {
    core::GoalDraft draft;
    draft.goal.name = name;
    draft.goal.target = target;
    draft.goal.startDate = Window::today;
    w.store.act([draft](const core::ActionContext& at) { return core::addGoal(at, draft); });
    w.until([&] { return !w.snapshot().goals.empty(); });
}

} // namespace

TEST_CASE("Enter opens a goal like Space, and the goal's last line is part of it", "[ui][window][goals]") {
    Window w;
    addGoal(w, "Twelve books", 12);
    w.window.go(Place::goals);
    auto* glance = w.find("goalsPage")->findChild<GoalGlance*>();
    REQUIRE(QApplication::focusWidget() == glance);
    CHECK(glance->accessibleDescription().contains(QStringLiteral("no date set")));
    CHECK(glance->height() > 58);
    w.key(GENERATE(Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space));
    w.until([&] { return w.find<QLabel>("pageTitle")->text() == QStringLiteral("Twelve books"); });
}

TEST_CASE("a palette without results says so", "[ui][window][palette]") {
    Window w;
    w.window.openPalette();
    auto* nothing = w.find("paletteNothing");
    auto* list = w.find("paletteList");
    CHECK_FALSE(nothing->isVisible());
    w.type("qqqq");
    CHECK(nothing->isVisible());
    CHECK_FALSE(list->isVisible());
    w.key(Qt::Key_Backspace, Qt::ControlModifier);
    CHECK_FALSE(nothing->isVisible());
    CHECK(list->isVisible());
}

TEST_CASE("before the store is open no day is shown", "[ui][window][today]") {
    const core::FixedClock clock{core::Instant{1'795'170'000'000}};
    Theme theme(*qApp);
    StoreService store({clock, 7, Window::today});
    ExchangeService exchange;
    MainWindow window(theme, store, exchange);
    static_cast<QWidget&>(window).show();
    auto* grid = window.findChild<QWidget*>(QStringLiteral("weekGrid"));
    CHECK_FALSE(grid->isVisible());
    const QTemporaryDir folder;
    store.open(folder.filePath(QStringLiteral("a.db")).toStdString());
    REQUIRE(QTest::qWaitFor([&] { return store.snapshot() != nullptr; }));
    store.act([](const core::ActionContext& at) { return core::makeDemo(at, {2, 1, 7}); });
    REQUIRE(QTest::qWaitFor([&] { return grid->isVisible(); }));
}

TEST_CASE("Today says which days its columns are", "[ui][window][today]") {
    Window w;
    w.addHabit("Read");
    const auto isSaid = [&](const char* days) {
        for (const auto* text : w.find<TodayPage>("todayPage")->findChildren<QLabel*>())
            if (text->text().contains(QString::fromUtf8(days))) return true;
        return false;
    };
    w.until([&] { return isSaid("14–20 Nov"); });
    w.key(Qt::Key_PageUp);
    w.until([&] { return isSaid("7–13 Nov"); });
    w.key(Qt::Key_PageUp);
    w.until([&] { return isSaid("31 Oct–6 Nov"); });
}

TEST_CASE("a file that was replaced is told as that", "[ui][window]") {
    Window w;
    const std::filesystem::path file = w.store.file();
    std::filesystem::rename(file, file.string() + ".before");
    core::HabitDraft draft;
    draft.habit.name = "Read";
    w.store.act([draft](const core::ActionContext& at) { return core::addHabit(at, draft); });
    w.until([&] { return w.window.messages().text().contains(QStringLiteral("replaced or removed")); });
}
