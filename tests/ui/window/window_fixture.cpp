#include "tests/ui/window/window_fixture.h"

#include "core/actions/habit_actions.h"

namespace cairn::ui {

const core::Date Window::today = *core::parseDate("2026-11-20");

Window::Window() : theme(*qApp), store({clock, 7, today}), window(theme, store, exchange) {
    store.open(folder.filePath(QStringLiteral("a.db")).toStdString());
    until([this] { return store.snapshot() != nullptr; });
    static_cast<QWidget&>(window).show();
    window.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&window));
    window.go(Place::today);
}

void Window::key(Qt::Key key, Qt::KeyboardModifiers modifiers) {
    QWidget* target = QApplication::focusWidget();
    QTest::keyClick(target != nullptr ? target : &window, key, modifiers);
}

void Window::type(const char* text) {
    QTest::keyClicks(QApplication::focusWidget(), QLatin1String(text));
}

void Window::addHabit(const char* name) {
    const std::size_t before = snapshot().habits.size();
    core::HabitDraft draft;
    draft.habit.name = name;
    store.act([draft](const core::ActionContext& at) { return core::addHabit(at, draft); });
    until([&] { return snapshot().habits.size() == before + 1; });
}

} // namespace cairn::ui
