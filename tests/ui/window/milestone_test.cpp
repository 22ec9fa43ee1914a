#include "tests/support/catch.h"

#include <QCheckBox>
#include <QDateEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>

#include "core/actions/goal_actions.h"
#include "tests/ui/window/window_fixture.h"
#include "ui/models/words.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/milestone_row.h"

using namespace cairn;
using namespace cairn::ui;

namespace {

QCheckBox* milestone(Window& w) {
    return w.window.findChild<QCheckBox*>(QStringLiteral("milestone"));
}

QLineEdit* title(Window& w) {
    return w.window.findChild<QLineEdit*>(QStringLiteral("milestoneEditTitle"));
}

/// A goal with one milestone; its page is open.
void openGoal(Window& w) {
    core::Uuid goal;
    core::GoalDraft draft;
    draft.goal.name = "Walk";
    draft.goal.target = 100;
    w.store.act([&](const core::ActionContext& at) { return core::addGoal(at, draft, &goal); });
    w.until([&] { return w.snapshot().goals.size() == 1; });
    w.store.act([&](const core::ActionContext& at) { return core::addMilestone(at, goal, "A half", {}); });
    w.window.openGoal(goal);
    w.until([&] { return milestone(w) != nullptr && milestone(w)->isVisible(); });
}

/// What the rows say, from above.
QString textOf(Window& w) {
    QStringList texts;
    for (const auto* row : w.window.findChildren<MilestoneRow*>()) {
        texts << QString::fromStdString(row->milestone().title);
        for (const QLabel* label : row->findChildren<QLabel*>()) texts << label->text();
    }
    return texts.join(u'|');
}

} // namespace

TEST_CASE("a milestone gets text and a date by the keyboard, in one step of undo", "[ui][window][milestones]") {
    Window w;
    openGoal(w);
    milestone(w)->setFocus();
    w.key(Qt::Key_F2);
    REQUIRE(QApplication::focusWidget() == title(w));
    w.type("Fifty");
    w.key(Qt::Key_Tab);
    REQUIRE(QApplication::focusWidget() == w.find<QPlainTextEdit>("milestoneEditDescription"));
    w.type("along the river");
    w.key(Qt::Key_Tab);
    w.key(Qt::Key_Space);
    w.key(Qt::Key_Tab);
    auto* date = w.find<QDateEdit>("milestoneEditDate");
    REQUIRE(QApplication::focusWidget() == date);
    date->setSelectedSection(QDateTimeEdit::DaySection);
    w.key(Qt::Key_Up);
    title(w)->setFocus();
    w.key(Qt::Key_Return);
    w.until([&] { return textOf(w) == QStringLiteral("Fifty|21 Nov 2026|along the river"); });
    w.until([&] { return QApplication::focusWidget() == milestone(w); });

    w.key(Qt::Key_Z, Qt::ControlModifier);
    w.until([&] { return textOf(w) == QStringLiteral("A half"); });
}

TEST_CASE("Escape leaves the fields of a milestone, not the page", "[ui][window][milestones]") {
    Window w;
    openGoal(w);
    w.click("editMilestone");
    w.type("Fifty");
    w.key(Qt::Key_Escape);
    w.until([&] { return title(w) == nullptr; });
    REQUIRE(w.find("goalPage")->isVisible());
    REQUIRE(textOf(w) == QStringLiteral("A half"));
    w.key(Qt::Key_Escape);
    REQUIRE(w.find("goalsPage")->isVisible());
}

TEST_CASE("what is typed for a milestone survives a change that comes meanwhile", "[ui][window][milestones]") {
    Window w;
    openGoal(w);
    w.click("editMilestone");
    w.type("Fifty");
    w.addHabit("Read");
    bool isAnswered = false; // behind the question that the page asked after the change
    w.store.ask<int>([](const core::ActionContext&) -> core::Result<int> { return 0; }, &w.window,
                     [&](const core::Result<int>&) { isAnswered = true; });
    w.until([&] { return isAnswered; });
    REQUIRE(title(w)->text() == QStringLiteral("Fifty"));
    w.click("saveMilestone");
    w.until([&] { return textOf(w) == QStringLiteral("Fifty"); });
}

TEST_CASE("a milestone without a title is not saved, and the bar says so", "[ui][window][milestones]") {
    Window w;
    openGoal(w);
    w.click("editMilestone");
    w.key(Qt::Key_Delete);
    w.click("saveMilestone");
    REQUIRE(title(w) != nullptr);
    REQUIRE(w.window.messages().text().contains(QStringLiteral("needs a title")));
}

TEST_CASE("a milestone is moved to the trash and comes back by undo", "[ui][window][milestones]") {
    Window w;
    openGoal(w);
    w.click("editMilestone");
    w.click("removeMilestone");
    w.until([&] { return milestone(w) == nullptr; });
    w.key(Qt::Key_Z, Qt::ControlModifier);
    w.until([&] { return milestone(w) != nullptr && milestone(w)->isVisible(); });
}
