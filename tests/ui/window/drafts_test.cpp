#include "tests/support/catch.h"

#include <QCloseEvent>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>

#include "tests/ui/window/window_fixture.h"
#include "ui/widgets/message_bar.h"

using namespace cairn;
using namespace cairn::ui;

namespace {

/// The field of that name that is seen: an editor that was left has one too.
QLineEdit* shown(Window& w, const char* name) {
    for (auto* field : w.window.findChildren<QLineEdit*>(QLatin1String(name)))
        if (field->isVisible()) return field;
    FAIL("no field " << name << " is shown");
    return nullptr;
}

QString title(Window& w) {
    return w.find<QLabel>("pageTitle")->text();
}

} // namespace

TEST_CASE("what was typed into an editor is kept when it is left, and offered again", "[ui][window][drafts]") {
    Window w;
    w.window.newHabit();
    w.type("Learn the piano");
    switch (GENERATE(0, 1, 2)) {
    case 0: w.key(Qt::Key_2, Qt::ControlModifier); break;
    case 1: w.key(Qt::Key_Escape); break;
    default: w.click("secondaryButton");
    }
    w.until([&] { return title(w) != QStringLiteral("New habit"); });
    REQUIRE(w.window.messages().isVisible());
    if (GENERATE(true, false))
        w.click("messageAction");
    else
        w.key(Qt::Key_N, Qt::ControlModifier);
    w.until([&] { return title(w) == QStringLiteral("New habit"); });
    CHECK(shown(w, "habitName")->text() == QStringLiteral("Learn the piano"));
    w.click("messageAction"); // begin anew
    CHECK(shown(w, "habitName")->text().isEmpty());
}

TEST_CASE("a goal that is being made is kept too", "[ui][window][drafts]") {
    Window w;
    w.window.newGoal();
    w.type("Twelve books");
    w.window.go(Place::today);
    w.window.newHabit();
    REQUIRE(shown(w, "habitName")->text().isEmpty());
    w.window.newGoal();
    REQUIRE(shown(w, "goalName")->text() == QStringLiteral("Twelve books"));
}

TEST_CASE("each record keeps its own draft", "[ui][window][drafts]") {
    Window w;
    w.addHabit("Read");
    w.addHabit("Run");
    const core::Uuid read = w.snapshot().habits[0].id;
    const core::Uuid run = w.snapshot().habits[1].id;
    const auto edit = [&](const core::Uuid& habit, const char* text) {
        w.window.editHabit(habit);
        w.until([&] { return title(w) == QStringLiteral("Edit ") + QLatin1String(text); });
    };
    edit(read, "Read");
    shown(w, "habitName")->setText(QStringLiteral("Read more"));
    edit(run, "Run");
    CHECK(shown(w, "habitName")->text() == QStringLiteral("Run"));
    edit(read, "Read");
    CHECK(shown(w, "habitName")->text() == QStringLiteral("Read more"));
    w.click("primaryButton");
    w.until([&] { return w.snapshot().habits[0].name == QStringLiteral("Read more"); });
    edit(read, "Read more");
    CHECK_FALSE(w.window.messages().text().contains(QStringLiteral("before"))); // saved, so there is no draft
}

TEST_CASE("an editor in which nothing was typed is left without a word", "[ui][window][drafts]") {
    Window w;
    w.addHabit("Read");
    w.window.messages().hide();
    const bool isNew = GENERATE(true, false);
    if (isNew)
        w.window.newHabit();
    else
        w.window.editHabit(w.snapshot().habits.front().id);
    w.until([&] { return shown(w, "habitName")->isVisible() && (isNew || title(w) == QStringLiteral("Edit Read")); });
    w.key(Qt::Key_Escape);
    w.until([&] { return title(w) != QStringLiteral("New habit") && title(w) != QStringLiteral("Edit Read"); });
    REQUIRE_FALSE(w.window.messages().isVisible());
}

TEST_CASE("what is wrong in an editor is not shown on another page", "[ui][window][drafts]") {
    Window w;
    w.window.newHabit();
    w.click("primaryButton"); // without a name
    REQUIRE(w.window.messages().isVisible());
    w.window.go(Place::goals);
    REQUIRE_FALSE(w.window.messages().isVisible());
}

TEST_CASE("the window does not close over what was typed without asking", "[ui][window][drafts]") {
    Window w;
    w.window.newHabit();
    w.type("Learn the piano");
    w.window.go(Place::today);
    REQUIRE_FALSE(w.window.close());
    auto* question = w.find<QMessageBox>("unsavedQuestion");
    SECTION("going back leaves it open, and it asks again") {
        for (auto* button : question->buttons())
            if (question->buttonRole(button) == QMessageBox::RejectRole) button->click();
        REQUIRE(w.window.isVisible());
        REQUIRE_FALSE(w.window.close());
    }
    SECTION("quitting closes it") {
        for (auto* button : question->buttons())
            if (question->buttonRole(button) == QMessageBox::DestructiveRole) button->click();
        REQUIRE_FALSE(w.window.isVisible());
    }
}
