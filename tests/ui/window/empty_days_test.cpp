#include "tests/support/catch.h"

#include <QAction>
#include <QDateEdit>
#include <QLabel>
#include <QMenu>
#include <QPushButton>

#include "core/actions/habit_actions.h"
#include "core/actions/log_actions.h"
#include "tests/ui/window/window_fixture.h"
#include "ui/models/words.h"

using namespace cairn;
using namespace cairn::ui;

namespace {

/// A daily habit from the 10th on, done on the 12th and never since; its page is open.
core::Uuid openAfterABreak(Window& w) {
    core::Uuid id;
    core::HabitDraft draft;
    draft.habit.name = "Read";
    draft.habit.startDate = Window::today - 10;
    w.store.act([&](const core::ActionContext& at) { return core::addHabit(at, draft, &id); });
    w.until([&] { return w.snapshot().habits.size() == 1; });
    w.store.act([=](const core::ActionContext& at) {
        return core::recordDay(at, id, at.today - 8, core::SetMark{core::Mark::done});
    });
    w.window.openHabit(id);
    w.until([&] {
        const auto* count = w.window.findChild<QLabel*>(QStringLiteral("emptyCount"));
        return count != nullptr && count->text().startsWith(u'7');
    });
    return id;
}

int marked(const Window& w, core::DayState state) {
    const auto& days = w.snapshot().habits.front().days;
    return static_cast<int>(std::ranges::count(days, state, &DayCell::state));
}

} // namespace

TEST_CASE("after a break the habit's page offers to mark the empty days, in one step", "[ui][window][empty-days]") {
    Window w;
    openAfterABreak(w);
    REQUIRE(w.find("emptyDaysCard")->isVisible());
    REQUIRE(fromQDate(w.find<QDateEdit>("emptyFrom")->date()) == Window::today - 7);
    REQUIRE(fromQDate(w.find<QDateEdit>("emptyTo")->date()) == Window::today - 1);
    w.click("emptySkipped");
    w.until([&] { return marked(w, core::DayState::skipped) == 6; });
    w.until([&] { return !w.find("emptyDaysCard")->isVisible(); });
    REQUIRE(w.find<QAction>("undoAction")->text() == QStringLiteral("Undo: mark the empty days of Read"));
    w.key(Qt::Key_Z, Qt::ControlModifier);
    w.until([&] { return marked(w, core::DayState::skipped) == 0; });
    w.until([&] { return w.find("emptyDaysCard")->isVisible(); });
}

TEST_CASE("a shorter span is chosen by the keyboard, and counts before it is marked", "[ui][window][empty-days]") {
    Window w;
    openAfterABreak(w);
    auto* from = w.find<QDateEdit>("emptyFrom");
    from->setFocus();
    from->setSelectedSection(QDateTimeEdit::DaySection);
    for (int i = 0; i < 4; ++i) w.key(Qt::Key_Up);
    REQUIRE(w.find<QLabel>("emptyCount")->text().startsWith(u'3'));
    w.find("emptyDone")->setFocus();
    w.key(Qt::Key_Space);
    w.until([&] { return marked(w, core::DayState::done) == 3; });
    REQUIRE(w.snapshot().habits.front().streak == 3);
}

TEST_CASE("the menu of a habit without a break shows the card too", "[ui][window][empty-days]") {
    Window w;
    w.addHabit("Read");
    const core::Uuid id = w.snapshot().habits.front().id;
    w.window.openHabit(id);
    w.until([&] { return w.window.findChild<QLabel*>(QStringLiteral("emptyCount")) != nullptr; });
    REQUIRE_FALSE(w.find("emptyDaysCard")->isVisible());
    w.window.go(Place::today);
    w.key(Qt::Key_Left, Qt::NoModifier);
    w.key(Qt::Key_Home);
    w.key(Qt::Key_Menu);
    const auto actions = w.find<QMenu>("habitMenu")->actions();
    for (QAction* action : actions)
        if (action->text() == QStringLiteral("Mark the empty days…")) action->trigger();
    w.until([&] { return w.find("emptyDaysCard")->isVisible(); });
    REQUIRE_FALSE(w.find("emptyDone")->isEnabled());
}
