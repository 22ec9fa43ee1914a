#include "tests/support/catch.h"

#include <QLabel>
#include <QPushButton>

#include "core/actions/goal_actions.h"
#include "core/actions/log_actions.h"
#include "core/actions/record_actions.h"
#include "tests/ui/window/window_fixture.h"
#include "ui/widgets/message_bar.h"

using namespace cairn;
using namespace cairn::ui;

namespace {

void remove(Window& w, const core::RecordRef& row, const char* name) {
    bool isDone = false;
    w.store.act([=](const core::ActionContext&) { return core::removeRecord(row, name); }, &w.window,
                [&](const core::Result<core::ChangeSet>& result) { isDone = result.has_value(); });
    w.until([&] { return isDone; });
}

/// The buttons of the rows, from above.
QList<QPushButton*> rowsOf(Window& w) {
    return w.find("trashPage")->findChildren<QPushButton*>(QStringLiteral("restoreRow"));
}

QString textOf(const QPushButton* row) {
    QStringList texts;
    for (const QLabel* label : row->parentWidget()->findChildren<QLabel*>()) texts << label->text();
    return texts.join(u' ').trimmed();
}

} // namespace

TEST_CASE("a habit is restored from the trash with its history, by the settings' button", "[ui][window][trash]") {
    Window w;
    w.addHabit("Read");
    const core::Uuid habit = w.snapshot().habits.front().id;
    w.store.act([=](const core::ActionContext& at) {
        return core::recordDay(at, habit, at.today, core::SetMark{core::Mark::done});
    });
    remove(w, {core::Kind::habit, habit, std::nullopt}, "Read");
    w.until([&] { return w.snapshot().habits.empty(); });

    w.window.go(Place::settings);
    w.click("trashButton");
    w.until([&] { return w.find("trashPage")->isVisible() && rowsOf(w).size() == 1; });
    REQUIRE(textOf(rowsOf(w).front()) == QStringLiteral("Read habit · removed on 20 Nov 2026 · with 1 recorded day"));
    QTest::mouseClick(rowsOf(w).front(), Qt::LeftButton);
    w.until([&] { return w.snapshot().habits.size() == 1 && rowsOf(w).empty(); });
    REQUIRE(w.snapshot().habits.front().isDoneToday);
    REQUIRE(w.window.messages().text() == QStringLiteral("Done: restore Read."));

    w.key(Qt::Key_Z, Qt::ControlModifier);
    w.until([&] { return rowsOf(w).size() == 1; });
    REQUIRE(w.snapshot().habits.empty());
}

TEST_CASE("a milestone whose goal lies in the trash too says so", "[ui][window][trash]") {
    Window w;
    core::Uuid goal;
    core::GoalDraft draft;
    draft.goal.name = "Walk";
    draft.goal.target = 100;
    w.store.act([&](const core::ActionContext& at) { return core::addGoal(at, draft, &goal); });
    w.until([&] { return w.snapshot().goals.size() == 1; });
    core::Uuid step;
    w.store.act([&](const core::ActionContext& at) { return core::addMilestone(at, goal, "A half", {}, &step); },
                &w.window, [](const core::Result<core::ChangeSet>&) {});
    w.until([&] { return step != core::Uuid{}; });
    remove(w, {core::Kind::milestone, step, std::nullopt}, "A half");
    remove(w, {core::Kind::goal, goal, std::nullopt}, "Walk");

    w.window.openTrash();
    w.until([&] { return rowsOf(w).size() == 2; });
    QStringList rows{textOf(rowsOf(w)[0]), textOf(rowsOf(w)[1])};
    rows.sort();
    REQUIRE(rows[0] ==
            QStringLiteral("A half milestone of Walk · removed on 20 Nov 2026 · its goal lies in the trash too"));
    REQUIRE(rows[1] == QStringLiteral("Walk goal · removed on 20 Nov 2026"));
}

TEST_CASE("the trash is emptied of its rows by the keyboard alone", "[ui][window][trash]") {
    Window w;
    for (const char* name : {"Read", "Run"}) w.addHabit(name);
    const std::vector<HabitRow> habits = w.snapshot().habits;
    for (const HabitRow& habit : habits)
        remove(w, {core::Kind::habit, habit.id, std::nullopt}, habit.name.toStdString().c_str());
    w.key(Qt::Key_K, Qt::ControlModifier);
    w.type("trash");
    w.key(Qt::Key_Return);
    w.until([&] { return rowsOf(w).size() == 2; });
    QTest::keyClick(rowsOf(w).front(), Qt::Key_Space);
    w.until([&] { return rowsOf(w).size() == 1 && QApplication::focusWidget() == rowsOf(w).front(); });
    w.key(Qt::Key_Space);
    w.until([&] { return w.snapshot().habits.size() == 2; });
    w.key(Qt::Key_Escape);
    REQUIRE(w.find("settingsPage")->isVisible());
}
