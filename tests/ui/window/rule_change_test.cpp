#include "tests/support/catch.h"

#include <QComboBox>
#include <QDateEdit>
#include <QLineEdit>
#include <QPushButton>

#include "tests/ui/window/window_fixture.h"
#include "ui/models/words.h"

using namespace cairn;
using namespace cairn::ui;

TEST_CASE("the editor offers to begin another kind of schedule with the next week", "[ui][window][rule-change]") {
    Window w;
    w.addHabit("Read");
    w.window.editHabit(w.snapshot().habits.front().id);
    w.until([&] { return w.find<QLineEdit>("habitName")->text() == QStringLiteral("Read"); });
    REQUIRE_FALSE(w.find("nextPeriodOffer")->isVisible());

    auto* kind = w.find<QComboBox>("scheduleKind");
    kind->setFocus();
    for (int i = 0; i < 3; ++i) w.key(Qt::Key_Down); // times a week
    REQUIRE(w.find("nextPeriodOffer")->isVisible());
    auto* offer = w.find<QPushButton>("beginNextPeriod");
    REQUIRE(offer->text() == QStringLiteral("Begin on Mon 23 Nov"));
    w.click("beginNextPeriod");
    REQUIRE_FALSE(w.find("nextPeriodOffer")->isVisible());
    REQUIRE(fromQDate(w.find<QDateEdit>("changeFrom")->date()) == Window::today + 3);

    w.key(Qt::Key_S, Qt::ControlModifier);
    w.until([&] { return w.snapshot().undo.undo.has_value() && w.find("todayPage")->isVisible(); });
    REQUIRE(w.snapshot().habits.front().scheduleText == QStringLiteral("every day"));
}

TEST_CASE("a month that a change would cut is named, and a new habit is offered nothing", "[ui][window][rule-change]") {
    Window w;
    w.addHabit("Read");
    w.window.editHabit(w.snapshot().habits.front().id);
    w.until([&] { return w.find<QLineEdit>("habitName")->text() == QStringLiteral("Read"); });
    w.find<QComboBox>("scheduleKind")->setCurrentIndex(4);
    REQUIRE(w.find<QPushButton>("beginNextPeriod")->text() == QStringLiteral("Begin on Tue 1 Dec"));
    w.window.newHabit();
    w.find<QComboBox>("scheduleKind")->setCurrentIndex(3);
    REQUIRE_FALSE(w.find("nextPeriodOffer")->isVisible());
}
