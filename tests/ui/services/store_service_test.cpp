#include "tests/support/catch.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <optional>

#include "core/actions/habit_actions.h"
#include "core/actions/log_actions.h"
#include "ui/services/store_owner.h"
#include "ui/services/store_service.h"

using namespace cairn;
using namespace cairn::ui;

namespace {

const core::Date friday = *core::parseDate("2026-11-20");
constexpr int longWait = 20'000;

/// A service over a store in a folder of its own, opened.
struct Opened {
    Opened() : service({clock, 7, friday}) {
        service.open(file());
        REQUIRE(until([this] { return service.snapshot() != nullptr; }));
    }
    [[nodiscard]] std::filesystem::path file() const { return folder.filePath(QStringLiteral("a.db")).toStdString(); }
    template<class Fact>
    static bool until(Fact fact) {
        return QTest::qWaitFor(fact, longWait);
    }
    core::Result<core::ChangeSet> act(StoreService::Make make) {
        std::optional<core::Result<core::ChangeSet>> result;
        service.act(std::move(make), &service, [&](const auto& outcome) { result = outcome; });
        REQUIRE(until([&] { return result.has_value(); }));
        return *result;
    }
    core::Uuid addHabit(const char* name) {
        core::Uuid id;
        core::HabitDraft draft;
        draft.habit.name = name;
        REQUIRE(act([&](const core::ActionContext& at) { return core::addHabit(at, draft, &id); }));
        return id;
    }

    core::FixedClock clock{core::Instant{1'795'170'000'000}};
    QTemporaryDir folder;
    StoreService service;
};

StoreService::Make mark(const core::Uuid& habit, core::Date day) {
    return
        [=](const core::ActionContext& at) { return core::recordDay(at, habit, day, core::SetMark{core::Mark::done}); };
}

} // namespace

TEST_CASE("a new store opens empty, on the day that was asked for", "[ui][service]") {
    const Opened opened;
    REQUIRE(opened.service.snapshot()->today == friday);
    REQUIRE(opened.service.snapshot()->habits.empty());
}

TEST_CASE("the snapshot shows an act by the time that its outcome is told", "[ui][service]") {
    Opened opened;
    const core::Uuid habit = opened.addHabit("Read");
    REQUIRE(opened.service.snapshot()->habits.size() == 1);
    REQUIRE(opened.act(mark(habit, friday)));
    const HabitRow& row = opened.service.snapshot()->habits.front();
    REQUIRE(row.isDoneToday);
    REQUIRE(row.streak == 1);
    REQUIRE(row.days.back().state == core::DayState::done);
    REQUIRE(opened.service.snapshot()->undo.undo->action == core::Action::markDone);
}

TEST_CASE("undo and redo say what they did and bring rows back", "[ui][service]") {
    Opened opened;
    const core::Uuid habit = opened.addHabit("Read");
    REQUIRE(opened.act(mark(habit, friday)));
    std::optional<core::ActionName> undone;
    QObject::connect(&opened.service, &StoreService::undone, &opened.service,
                     [&](const core::ActionName& name) { undone = name; });
    opened.service.undo();
    REQUIRE(Opened::until([&] { return undone.has_value(); }));
    REQUIRE(undone->subject == "Read");
    REQUIRE_FALSE(opened.service.snapshot()->habits.front().isDoneToday);
    opened.service.redo();
    REQUIRE(Opened::until([&] { return opened.service.snapshot()->habits.front().isDoneToday; }));
}

TEST_CASE("rows that are kept current equal rows that are read anew", "[ui][service]") {
    Opened opened;
    const core::Uuid read = opened.addHabit("Read");
    const core::Uuid run = opened.addHabit("Run");
    for (int day = 0; day < 5; ++day) REQUIRE(opened.act(mark(day % 2 == 0 ? read : run, friday - day)));
    const auto kept = opened.service.snapshot()->habits;
    opened.service.showWeek(std::nullopt);
    const SnapshotPtr before = opened.service.snapshot();
    REQUIRE(Opened::until([&] { return opened.service.snapshot() != before; }));
    REQUIRE(opened.service.snapshot()->habits == kept);
}

TEST_CASE("an earlier week shows its own days and today's numbers", "[ui][service]") {
    Opened opened;
    const core::Uuid habit = opened.addHabit("Read");
    REQUIRE(opened.act(mark(habit, friday - 8)));
    opened.service.showWeek(friday - 7);
    REQUIRE(Opened::until([&] { return opened.service.snapshot()->weekLast == friday - 7; }));
    const HabitRow& row = opened.service.snapshot()->habits.front();
    REQUIRE(row.days[5].date == friday - 8);
    REQUIRE(row.days[5].state == core::DayState::done);
}

TEST_CASE("an answer for something that is gone is dropped", "[ui][service]") {
    Opened opened;
    bool isAnswered = false;
    {
        QObject context;
        opened.service.act(mark(core::Uuid{}, friday), &context, [&](const auto&) { isAnswered = true; });
    }
    opened.addHabit("Read");
    REQUIRE_FALSE(isAnswered);
}

TEST_CASE("an act that can't be made changes nothing and says why", "[ui][service]") {
    Opened opened;
    const auto result = opened.act(mark(core::derivedUuid("habit", "none"), friday));
    REQUIRE_FALSE(result);
    REQUIRE(result.error().code == core::ErrorCode::notFound);
    REQUIRE(opened.service.snapshot()->habits.empty());
}

TEST_CASE("a second owner is told that the store is in use", "[ui][service]") {
    const Opened opened;
    StoreService second({opened.clock, 8, friday});
    std::optional<core::ErrorCode> code;
    QObject::connect(&second, &StoreService::openFailed, &second, [&](const core::Error& error) { code = error.code; });
    second.open(opened.file());
    REQUIRE(Opened::until([&] { return code.has_value(); }));
    REQUIRE(*code == core::ErrorCode::storeBusy);
}
