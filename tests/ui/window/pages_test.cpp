#include "tests/support/catch.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSet>

#include "core/actions/demo.h"
#include "tests/ui/window/window_fixture.h"
#include "ui/models/habit_list_model.h"
#include "ui/widgets/week_grid.h"

using namespace cairn;
using namespace cairn::ui;

namespace {

void fill(Window& w) {
    w.store.act([](const core::ActionContext& at) { return core::makeDemo(at, {6, 1, 7}); });
    w.until([&] { return w.snapshot().habits.size() == 6; });
}

int coloursIn(const QImage& image) {
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); y += 2)
        for (int x = 0; x < image.width(); x += 2) colours.insert(image.pixel(x, y));
    return static_cast<int>(colours.size());
}

} // namespace

TEST_CASE("each page has its number for good", "[ui][window]") {
    Window w;
    const auto [key, page] = GENERATE(table<Qt::Key, const char*>({
        {Qt::Key_1, "todayPage"},
        {Qt::Key_2, "habitsPage"},
        {Qt::Key_3, "goalsPage"},
        {Qt::Key_Comma, "settingsPage"},
    }));
    w.key(key, Qt::ControlModifier);
    REQUIRE(w.find(page)->isVisible());
}

TEST_CASE("every page draws itself in both themes", "[ui][window][pictures]") {
    Window w;
    fill(w);
    const auto place = GENERATE(Place::today, Place::habits, Place::goals, Place::settings);
    const auto theme = GENERATE(core::Theme::light, core::Theme::dark);
    w.theme.choose(theme);
    w.window.go(place);
    const QImage picture = w.window.grab().toImage();
    REQUIRE(picture.size() == w.window.size() * picture.devicePixelRatio());
    REQUIRE(coloursIn(picture) > 20);
    const int middle = qGray(picture.pixel(220, picture.height() - 40));
    REQUIRE((theme == core::Theme::dark ? middle < 60 : middle > 200));
}

TEST_CASE("everything that can be pressed or typed into has a name for a screen reader", "[ui][window][accessible]") {
    Window w;
    fill(w);
    for (const auto place : {Place::habits, Place::goals, Place::settings}) w.window.go(place);
    w.window.newHabit();
    w.window.newGoal();
    for (const QWidget* widget : w.window.findChildren<QWidget*>()) {
        const auto* pressed = qobject_cast<const QAbstractButton*>(widget);
        const bool isField = qobject_cast<const QLineEdit*>(widget) != nullptr &&
                             widget->objectName() != "qt_spinbox_lineedit" &&
                             qobject_cast<const QComboBox*>(widget->parentWidget()) == nullptr;
        const bool isBox = qobject_cast<const QComboBox*>(widget) != nullptr;
        const bool isQts = widget->objectName().startsWith(QLatin1String("qt_")) ||
                           QByteArray(widget->metaObject()->className()).startsWith("QLineEditIcon") ||
                           QByteArray(widget->metaObject()->className()).startsWith("QTableCorner");
        if (isQts) continue;
        INFO(widget->metaObject()->className() << " " << widget->objectName().toStdString() << " in "
                                               << widget->parentWidget()->objectName().toStdString());
        if (pressed != nullptr && pressed->focusPolicy() != Qt::NoFocus && pressed->isVisibleTo(&w.window))
            REQUIRE_FALSE((pressed->accessibleName() + pressed->text()).isEmpty());
        if (isField || isBox) REQUIRE_FALSE(widget->accessibleName().isEmpty());
    }
}

TEST_CASE("a goal is made with a linked habit and counts what the habit records", "[ui][window][goals]") {
    Window w;
    w.addHabit("Read");
    w.window.newGoal();
    w.type("Twelve books");
    w.find<QLineEdit>("goalTarget")->setText(QStringLiteral("12"));
    w.click("addLink");
    w.click("primaryButton");
    w.until([&] { return w.snapshot().goals.size() == 1; });
    w.window.go(Place::today);
    w.key(Qt::Key_Space);
    w.until([&] { return w.snapshot().goals.front().value == 1; });
}

TEST_CASE("an entry and a milestone are added on the page of a goal", "[ui][window][goals]") {
    Window w;
    w.window.newGoal();
    w.type("Save");
    w.find<QLineEdit>("goalTarget")->setText(QStringLiteral("100"));
    w.click("primaryButton");
    w.until([&] {
        const auto* amount = w.window.findChild<QLineEdit*>(QStringLiteral("entryAmount"));
        return amount != nullptr && QApplication::focusWidget() == amount;
    });
    w.type("25");
    w.key(Qt::Key_Return);
    w.until([&] { return w.snapshot().goals.front().value == 25; });
    w.find<QLineEdit>("milestoneTitle")->setText(QStringLiteral("A quarter"));
    w.click("addMilestone");
    w.until([&] { return w.window.findChild<QCheckBox*>(QStringLiteral("milestone")) != nullptr; });
}

TEST_CASE("habits are moved by Alt and the arrows", "[ui][window][habits]") {
    Window w;
    w.addHabit("First");
    w.addHabit("Second");
    w.window.go(Place::habits);
    auto* list = w.find<QListView>("habitList");
    list->setCurrentIndex(list->model()->index(1, 0));
    QTest::keyClick(list, Qt::Key_Up, Qt::AltModifier);
    w.until([&] { return w.snapshot().habits.front().name == QStringLiteral("Second"); });
}

TEST_CASE("Page Up shows the week before, Page Down comes back", "[ui][window][today]") {
    Window w;
    w.addHabit("Read");
    w.window.go(Place::today);
    w.key(Qt::Key_PageUp);
    w.until([&] { return w.snapshot().weekLast == Window::today - 7; });
    w.key(Qt::Key_PageDown);
    w.until([&] { return w.snapshot().weekLast == Window::today; });
}

TEST_CASE("choosing dark in the settings makes the window dark", "[ui][window][settings]") {
    Window w;
    w.window.go(Place::settings);
    auto* choice = w.find<QComboBox>("themeChoice");
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_End);
    w.until([&] { return w.snapshot().profile.theme == core::Theme::dark; });
    REQUIRE(w.theme.choice() == core::Theme::dark);
    REQUIRE(w.theme.isDark());
}

TEST_CASE("a narrow window puts columns below one another and cuts no button", "[ui][window][narrow]") {
    Window w;
    fill(w);
    w.window.resize(900, 600);
    const auto place = GENERATE(Place::today, Place::habits, Place::goals, Place::settings);
    w.window.go(place);
    if (place == Place::goals) w.window.openGoal(w.snapshot().goals.front().id);
    w.until([&] { return w.find("pageTitle")->isVisible() && w.window.width() == 900; });
    const QRect inside = w.window.rect();
    const auto areaOf = [&](const QWidget* part) { return QRect(part->mapTo(&w.window, QPoint()), part->size()); };
    for (const auto* button : w.window.findChildren<QAbstractButton*>()) {
        if (!button->isVisible() || !button->isVisibleTo(&w.window)) continue;
        INFO(button->objectName().toStdString() << " " << button->text().toStdString());
        const QRect area = areaOf(button);
        CHECK(area.left() >= inside.left());
        CHECK(area.right() <= inside.right());
        for (const auto* other : w.find("pageHeader")->findChildren<QAbstractButton*>())
            if (other != button && other->isVisible() && !other->isAncestorOf(button))
                CHECK_FALSE(areaOf(other).intersects(area));
    }
}

TEST_CASE("the first run fits a narrow window", "[ui][window][narrow][first-run]") {
    Window w;
    w.window.resize(900, 600);
    const auto* last = w.find("template3");
    w.until([&] { return last->isVisible() && last->mapTo(&w.window, QPoint(last->width(), 0)).x() <= 900 - 24; });
    const auto* import = w.find("importFirst");
    CHECK(import->mapTo(&w.window, QPoint(import->width(), 0)).x() <= 900 - 24);
}
