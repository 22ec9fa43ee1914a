#include "tests/support/catch.h"

#include <QAction>
#include <QLineEdit>

#include "tests/ui/window/window_fixture.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/week_grid.h"

using namespace cairn;
using namespace cairn::ui;

TEST_CASE("with the keyboard alone: make a habit, mark it, undo it, redo it", "[ui][window]") {
    Window w;
    w.key(Qt::Key_N, Qt::ControlModifier);
    REQUIRE(QApplication::focusWidget() == w.find<QLineEdit>("habitName"));
    w.type("Read a page");
    w.key(Qt::Key_S, Qt::ControlModifier);
    w.until([&] { return w.snapshot().habits.size() == 1; });
    w.key(Qt::Key_1, Qt::ControlModifier);
    w.until([&] { return QApplication::focusWidget() == w.find<WeekGrid>("weekGrid"); });

    w.key(Qt::Key_Space);
    w.until([&] { return w.snapshot().habits.front().isDoneToday; });
    REQUIRE(w.find<QAction>("undoAction")->text() == QStringLiteral("Undo: mark Read a page done"));

    w.key(Qt::Key_Z, Qt::ControlModifier);
    w.until([&] { return !w.snapshot().habits.front().isDoneToday; });
    w.until([&] { return w.window.messages().text() == QStringLiteral("Undone: mark Read a page done."); });
    REQUIRE(w.find<QAction>("redoAction")->text() == QStringLiteral("Redo: mark Read a page done"));

    w.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    w.until([&] { return w.snapshot().habits.front().isDoneToday; });
}

TEST_CASE("the first run reaches the first logged habit with a name and two keys", "[ui][window][first-run]") {
    Window w;
    REQUIRE(QApplication::focusWidget() == w.find<QLineEdit>("firstHabitName"));
    w.type("Read");
    w.key(Qt::Key_Return);
    w.until([&] { return QApplication::focusWidget() == w.find<WeekGrid>("weekGrid"); });
    w.key(Qt::Key_Space);
    w.until([&] { return w.snapshot().habits.front().isDoneToday; });
}

TEST_CASE("a template is one click", "[ui][window][first-run]") {
    Window w;
    w.click("template1");
    w.until([&] { return w.snapshot().habits.size() == 1; });
    REQUIRE(w.snapshot().habits.front().name == QStringLiteral("Read"));
    REQUIRE(w.snapshot().habits.front().target == 20);
}

TEST_CASE("the palette finds a habit by letters and opens it", "[ui][window][palette]") {
    Window w;
    w.addHabit("Morning run");
    w.key(Qt::Key_K, Qt::ControlModifier);
    REQUIRE(QApplication::focusWidget() == w.find<QLineEdit>("paletteField"));
    w.type("mor");
    w.key(Qt::Key_Return);
    w.until([&] { return w.find("habitPage")->isVisible(); });
    w.key(Qt::Key_Escape);
    REQUIRE(w.find("habitsPage")->isVisible());
}

TEST_CASE("Escape leaves the palette and gives the keyboard back", "[ui][window][palette]") {
    Window w;
    w.addHabit("Read");
    w.key(Qt::Key_1, Qt::ControlModifier);
    w.key(Qt::Key_K, Qt::ControlModifier);
    REQUIRE(w.find("commandPalette")->isVisible());
    w.key(Qt::Key_Escape);
    REQUIRE_FALSE(w.find("commandPalette")->isVisible());
    REQUIRE(QApplication::focusWidget() == w.find<WeekGrid>("weekGrid"));
}

TEST_CASE("a backup that was missed is told, and so is a window that nothing can be handed to", "[ui][window]") {
    Window w;
    emit w.store.backupMissed({core::BackupOutcome::Kind::noSpace, std::nullopt, std::nullopt});
    REQUIRE(w.window.messages().isVisible());
    REQUIRE(w.window.messages().text().contains(QStringLiteral("No backup was made")));
    w.window.tellDeafness();
    REQUIRE(w.window.messages().text().contains(QStringLiteral("Other programs")));
}

TEST_CASE("a habit without a name is not saved, and the bar says so", "[ui][window]") {
    Window w;
    w.key(Qt::Key_N, Qt::ControlModifier);
    w.click("primaryButton");
    REQUIRE(w.window.messages().isVisible());
    REQUIRE(w.window.messages().text().contains(QStringLiteral("needs a name")));
    REQUIRE(w.snapshot().habits.empty());
}
