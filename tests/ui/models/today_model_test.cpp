#include "tests/support/catch.h"

#include <memory>

#include "ui/models/habit_list_model.h"
#include "ui/models/today_model.h"

using namespace cairn;
using namespace cairn::ui;

namespace {

core::Uuid idOf(int number) {
    return core::derivedUuid("habit", std::to_string(number));
}

HabitRow rowOf(int number) {
    HabitRow row;
    row.id = idOf(number);
    row.name = QStringLiteral("Habit %1").arg(number);
    row.isDueToday = true;
    for (int i = 0; i < 7; ++i) row.days[static_cast<std::size_t>(i)].date = *core::parseDate("2026-11-14") + i;
    return row;
}

Snapshot snapshotOf(std::vector<HabitRow> rows) {
    Snapshot snapshot;
    snapshot.today = *core::parseDate("2026-11-20");
    snapshot.weekLast = snapshot.today;
    snapshot.habits = std::move(rows);
    return snapshot;
}

SnapshotPtr shared(const Snapshot& snapshot) {
    return std::make_shared<const Snapshot>(snapshot);
}

/// Counts what a model tells its views.
struct Heard {
    explicit Heard(QAbstractItemModel& model) {
        QObject::connect(&model, &QAbstractItemModel::modelReset, &model, [this] { ++resets; });
        QObject::connect(&model, &QAbstractItemModel::dataChanged, &model,
                         [this](const QModelIndex& from, const QModelIndex& to) {
                             for (int row = from.row(); row <= to.row(); ++row) rows.push_back(row);
                         });
    }
    int resets = 0;
    std::vector<int> rows;
};

} // namespace

TEST_CASE("a mark touches its own row and no other", "[ui][today]") {
    TodayModel model;
    Snapshot snapshot = snapshotOf({rowOf(1), rowOf(2), rowOf(3)});
    model.show(shared(snapshot));
    Heard heard(model);
    snapshot.habits[1].days[6].state = core::DayState::done;
    snapshot.habits[1].isDoneToday = true;
    model.show(shared(snapshot));
    REQUIRE(heard.resets == 0);
    REQUIRE(heard.rows == std::vector<int>{1});
    REQUIRE(model.doneCount() == 1);
    REQUIRE(model.expectedCount() == 3);
}

TEST_CASE("the same rows again touch nothing", "[ui][today]") {
    TodayModel model;
    const Snapshot snapshot = snapshotOf({rowOf(1), rowOf(2)});
    model.show(shared(snapshot));
    Heard heard(model);
    model.show(shared(snapshot));
    REQUIRE(heard.resets == 0);
    REQUIRE(heard.rows.empty());
}

TEST_CASE("archived, ended and coming habits are not on Today, paused ones are", "[ui][today]") {
    std::vector<HabitRow> rows;
    int number = 0;
    for (const auto status :
         {HabitStatus::active, HabitStatus::paused, HabitStatus::archived, HabitStatus::ended, HabitStatus::toCome}) {
        rows.push_back(rowOf(++number));
        rows.back().status = status;
    }
    TodayModel model;
    model.show(shared(snapshotOf(rows)));
    REQUIRE(model.rowCount() == 2);
    REQUIRE(model.rowOf(idOf(2)) == 1);
    REQUIRE(model.rowOf(idOf(3)) == -1);
}

TEST_CASE("sections stand as headings that can't be chosen, and not where they are empty", "[ui][today]") {
    Snapshot snapshot = snapshotOf({rowOf(1), rowOf(2)});
    snapshot.sections = {{idOf(100), QStringLiteral("Morning")}, {idOf(101), QStringLiteral("Empty")}};
    snapshot.habits[0].section = idOf(100);
    TodayModel model;
    model.show(shared(snapshot));
    REQUIRE(model.rowCount() == 3);
    REQUIRE(model.habit(0).id == idOf(2));
    REQUIRE(model.isHeading(1));
    REQUIRE_FALSE(model.flags(model.index(1, 0)).testFlag(Qt::ItemIsSelectable));
    REQUIRE(model.habit(2).id == idOf(1));
}

TEST_CASE("only the days of a measured habit can be typed into", "[ui][today]") {
    Snapshot snapshot = snapshotOf({rowOf(1), rowOf(2)});
    snapshot.habits[1].measure = core::Measure::measured;
    TodayModel model;
    model.show(shared(snapshot));
    REQUIRE_FALSE(model.flags(model.index(0, TodayModel::lastDay)).testFlag(Qt::ItemIsEditable));
    REQUIRE(model.flags(model.index(1, TodayModel::lastDay)).testFlag(Qt::ItemIsEditable));
    REQUIRE_FALSE(model.flags(model.index(1, TodayModel::nameColumn)).testFlag(Qt::ItemIsEditable));
}

TEST_CASE("every cell has a text for a screen reader", "[ui][today][accessible]") {
    TodayModel model;
    model.show(shared(snapshotOf({rowOf(1)})));
    for (int column = 0; column < TodayModel::columns; ++column)
        REQUIRE_FALSE(model.index(0, column).data(Qt::AccessibleTextRole).toString().isEmpty());
    REQUIRE(model.index(0, TodayModel::lastDay).data(Qt::AccessibleTextRole).toString() ==
            QStringLiteral("Habit 1, Friday, 20 November: not recorded"));
}

TEST_CASE("the list finds habits by name and tag, and shows the archive on request", "[ui][habits]") {
    Snapshot snapshot = snapshotOf({rowOf(1), rowOf(2), rowOf(3)});
    snapshot.habits[1].tags = {QStringLiteral("sport")};
    snapshot.habits[2].status = HabitStatus::archived;
    HabitListModel model;
    model.show(shared(snapshot));
    REQUIRE(model.rowCount() == 2);
    model.search(QStringLiteral("SPORT"));
    REQUIRE(model.rowCount() == 1);
    REQUIRE(model.habit(0).id == idOf(2));
    model.search({});
    model.setFilter(HabitFilter::archived);
    REQUIRE(model.rowCount() == 1);
    REQUIRE(model.habit(0).id == idOf(3));
    model.setFilter(HabitFilter::all);
    REQUIRE(model.rowCount() == 3);
}

TEST_CASE("moving a habit one place names the habit that it should follow", "[ui][habits]") {
    HabitListModel model;
    model.show(shared(snapshotOf({rowOf(1), rowOf(2), rowOf(3)})));
    std::vector<std::pair<core::Uuid, std::optional<core::Uuid>>> wishes;
    QObject::connect(
        &model, &HabitListModel::moveWished, &model,
        [&](const core::Uuid& habit, std::optional<core::Uuid> after) { wishes.emplace_back(habit, after); });
    model.wishStep(2, -1);
    model.wishStep(1, -1);
    model.wishStep(0, 1);
    model.wishStep(0, -1);
    model.wishStep(2, 1);
    REQUIRE(wishes.size() == 3);
    REQUIRE(wishes[0] == std::pair(idOf(3), std::optional(idOf(1))));
    REQUIRE(wishes[1] == std::pair(idOf(2), std::optional<core::Uuid>()));
    REQUIRE(wishes[2] == std::pair(idOf(1), std::optional(idOf(2))));
}
