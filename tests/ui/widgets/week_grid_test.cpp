#include "tests/support/catch.h"

#include <QAccessible>
#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTest>
#include <memory>

#include "ui/models/today_model.h"
#include "ui/widgets/note_popup.h"
#include "ui/widgets/theme/theme.h"
#include "ui/widgets/week_grid.h"

using namespace cairn;
using namespace cairn::ui;

namespace {

const core::Date friday = *core::parseDate("2026-11-20");

HabitRow rowNamed(const char* name, core::Measure measure) {
    HabitRow row;
    row.id = core::derivedUuid("habit", name);
    row.name = QLatin1String(name);
    row.measure = measure;
    for (int i = 0; i < 7; ++i) row.days[static_cast<std::size_t>(i)].date = friday - 6 + i;
    return row;
}

SnapshotPtr listOf(std::initializer_list<const char*> names, core::Date today = friday) {
    Snapshot snapshot;
    snapshot.today = today;
    snapshot.weekLast = today;
    for (const char* name : names)
        snapshot.habits.push_back(
            rowNamed(name, name == std::string_view("Read") ? core::Measure::measured : core::Measure::yesNo));
    return std::make_shared<const Snapshot>(snapshot);
}

/// A grid with a yes/no and a measured habit, shown, and all that it wished.
struct Grid {
    Grid() : view(theme, model) {
        model.show(listOf({"Meditate", "Read"}));
        QObject::connect(&view, &WeekGrid::dayWished, &view, [this](const core::Uuid&, core::Date day, DayWish wish) {
            days.push_back(day);
            wishes.push_back(wish);
        });
        QObject::connect(&view, &WeekGrid::amountWished, &view,
                         [this](const core::Uuid&, core::Date, double amount) { amounts.push_back(amount); });
        QObject::connect(&view, &WeekGrid::noteWished, &view,
                         [this](const core::Uuid&, core::Date, const QString& note) { notes << note; });
        view.resize(700, 300);
        view.show();
        view.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&view));
        view.setFocus();
        view.setCurrentIndex(model.index(0, TodayModel::lastDay));
    }
    [[nodiscard]] QPoint at(int row, int column) const { return view.visualRect(model.index(row, column)).center(); }
    void key(Qt::Key key) { QTest::keyClick(&view, key); }

    Theme theme{*qApp};
    TodayModel model;
    WeekGrid view;
    std::vector<core::Date> days;
    std::vector<DayWish> wishes;
    std::vector<double> amounts;
    QStringList notes;
};

} // namespace

TEST_CASE("a click on a day wishes to turn its mark", "[ui][grid]") {
    Grid grid;
    QTest::mouseClick(grid.view.viewport(), Qt::LeftButton, {}, grid.at(0, TodayModel::lastDay));
    REQUIRE(grid.wishes == std::vector{DayWish::toggle});
    REQUIRE(grid.days == std::vector{friday});
}

TEST_CASE("a click on a past day is about that day", "[ui][grid]") {
    Grid grid;
    QTest::mouseClick(grid.view.viewport(), Qt::LeftButton, {}, grid.at(0, TodayModel::firstDay));
    REQUIRE(grid.days == std::vector{friday - 6});
}

TEST_CASE("each key of a day wishes its own", "[ui][grid]") {
    Grid grid;
    const auto [key, wish] = GENERATE(table<Qt::Key, DayWish>({
        {Qt::Key_Space, DayWish::toggle},
        {Qt::Key_Return, DayWish::toggle},
        {Qt::Key_S, DayWish::skip},
        {Qt::Key_M, DayWish::miss},
        {Qt::Key_X, DayWish::miss},
        {Qt::Key_Delete, DayWish::clear},
    }));
    grid.key(key);
    REQUIRE(grid.wishes == std::vector{wish});
}

TEST_CASE("arrows move between days", "[ui][grid]") {
    Grid grid;
    grid.key(Qt::Key_Left);
    grid.key(Qt::Key_Left);
    grid.key(Qt::Key_S);
    REQUIRE(grid.days == std::vector{friday - 2});
}

TEST_CASE("a digit on a measured habit begins an amount in place", "[ui][grid]") {
    Grid grid;
    grid.key(Qt::Key_Down);
    grid.key(Qt::Key_1);
    auto* field = grid.view.findChild<QLineEdit*>(QStringLiteral("amountEditor"));
    REQUIRE(field != nullptr);
    REQUIRE_FALSE(field->accessibleName().isEmpty());
    QTest::keyClicks(field, QStringLiteral("2.5"));
    QTest::keyClick(field, Qt::Key_Return);
    REQUIRE(QTest::qWaitFor([&] { return !grid.amounts.empty(); }));
    REQUIRE(grid.amounts == std::vector{12.5});
}

TEST_CASE("an amount that is no number is refused, and nothing is wished", "[ui][grid]") {
    Grid grid;
    int refused = 0;
    QObject::connect(&grid.view, &WeekGrid::amountRefused, &grid.view, [&] { ++refused; });
    QTest::mouseClick(grid.view.viewport(), Qt::LeftButton, {}, grid.at(1, TodayModel::lastDay));
    auto* field = grid.view.findChild<QLineEdit*>(QStringLiteral("amountEditor"));
    REQUIRE(field != nullptr);
    QTest::keyClicks(field, QStringLiteral("many"));
    QTest::keyClick(field, Qt::Key_Return);
    REQUIRE(QTest::qWaitFor([&] { return refused == 1; }));
    REQUIRE(grid.amounts.empty());
    REQUIRE(grid.wishes.empty());
}

TEST_CASE("a note is written in a small field below the day", "[ui][grid]") {
    Grid grid;
    grid.key(Qt::Key_N);
    auto* popup = grid.view.findChild<NotePopup*>();
    REQUIRE(popup != nullptr);
    auto* text = popup->findChild<QPlainTextEdit*>(QStringLiteral("noteText"));
    QTest::keyClicks(text, QStringLiteral("tired"));
    QTest::keyClick(text, Qt::Key_Return);
    REQUIRE(grid.notes == QStringList{QStringLiteral("tired")});
}

TEST_CASE("a right click offers every mark by name", "[ui][grid]") {
    Grid grid;
    const QPoint at = grid.at(0, TodayModel::lastDay);
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, grid.view.viewport()->mapToGlobal(at));
    QApplication::sendEvent(grid.view.viewport(), &event);
    auto* menu = grid.view.findChild<QMenu*>(QStringLiteral("dayMenu"));
    REQUIRE(menu != nullptr);
    QStringList texts;
    for (QAction* action : menu->actions()) {
        texts << action->text();
        if (action->text() == QStringLiteral("Skip")) action->trigger();
    }
    for (const char* name : {"Done", "Skip", "Missed", "Clear"}) REQUIRE(texts.contains(QLatin1String(name)));
    REQUIRE(grid.wishes == std::vector{DayWish::skip});
    menu->close();
}

TEST_CASE("the name of a habit opens it", "[ui][grid]") {
    Grid grid;
    std::optional<core::Uuid> opened;
    QObject::connect(&grid.view, &WeekGrid::habitOpened, &grid.view, [&](const core::Uuid& id) { opened = id; });
    QTest::mouseClick(grid.view.viewport(), Qt::LeftButton, {}, grid.at(1, TodayModel::nameColumn));
    REQUIRE(opened == core::derivedUuid("habit", "Read"));
}

TEST_CASE("a screen reader meets a table whose cells have names", "[ui][grid][accessible]") {
    Grid grid;
    QAccessibleInterface* table = QAccessible::queryAccessibleInterface(&grid.view);
    REQUIRE(table->role() == QAccessible::Table);
    REQUIRE(table->tableInterface() != nullptr);
    const QAccessibleInterface* cell = table->tableInterface()->cellAt(0, TodayModel::lastDay);
    REQUIRE(cell->text(QAccessible::Name).startsWith(QStringLiteral("Meditate, Friday, 20 November")));
}

TEST_CASE("the keyboard begins at today of the first habit, also where habits come after it", "[ui][grid]") {
    const Theme theme(*qApp);
    TodayModel model;
    WeekGrid view(theme, model);
    std::vector<core::Date> days;
    QObject::connect(&view, &WeekGrid::dayWished, &view,
                     [&](const core::Uuid&, core::Date day, DayWish) { days.push_back(day); });
    view.show();
    view.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&view));
    view.setFocus();
    Snapshot snapshot;
    snapshot.today = friday;
    snapshot.weekLast = friday;
    snapshot.sections = {{core::derivedUuid("section", "Morning"), QStringLiteral("Morning")}};
    snapshot.habits = {rowNamed("Meditate", core::Measure::yesNo)};
    snapshot.habits.front().section = snapshot.sections.front().id;
    model.show(std::make_shared<const Snapshot>(snapshot));
    QTest::keyClick(&view, Qt::Key_Space);
    REQUIRE(days == std::vector{friday});
}

TEST_CASE("the keyboard stays on its habit and day when the list changes", "[ui][grid]") {
    Grid grid;
    grid.model.show(listOf({"Meditate", "Read", "Run"}));
    grid.view.setCurrentIndex(grid.model.index(2, TodayModel::firstDay + 2));
    const core::Date day = grid.model.dayOf(TodayModel::firstDay + 2);

    SECTION("a habit comes before it") {
        grid.model.show(listOf({"Stretch", "Meditate", "Read", "Run"}));
        REQUIRE(grid.view.currentIndex() == grid.model.index(3, TodayModel::firstDay + 2));
        grid.key(Qt::Key_S);
        REQUIRE(grid.days == std::vector{day});
    }
    SECTION("its habit goes: the nearest row, the same day") {
        grid.model.show(listOf({"Meditate", "Read"}));
        REQUIRE(grid.view.currentIndex() == grid.model.index(1, TodayModel::firstDay + 2));
    }
    SECTION("all habits go and others come") {
        grid.model.show(listOf({}));
        REQUIRE_FALSE(grid.view.currentIndex().isValid());
        grid.model.show(listOf({"Meditate", "Read", "Run"}));
        REQUIRE(grid.view.currentIndex() == grid.model.index(2, TodayModel::firstDay + 2));
    }
    SECTION("a new day begins: the day moves to the left, and the keyboard with it") {
        grid.model.show(listOf({"Meditate", "Read", "Run"}, friday + 1));
        REQUIRE(grid.view.currentIndex() == grid.model.index(2, TodayModel::firstDay + 1));
        grid.model.show(listOf({"Meditate", "Read", "Run"}, friday + 7));
        REQUIRE(grid.view.currentIndex() == grid.model.index(2, TodayModel::firstDay + 1));
    }
}
