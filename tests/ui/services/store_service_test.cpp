#include "tests/support/catch.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <optional>
#include <sqlite3.h>

#include "core/actions/habit_actions.h"
#include "core/actions/log_actions.h"
#include "core/actions/setting_actions.h"
#include "ui/services/store_owner.h"
#include "ui/services/store_service.h"

using namespace cairn;
using namespace cairn::ui;

namespace {

const core::Date friday = *core::parseDate("2026-11-20");
constexpr int longWait = 20'000;

/// A service over a store in a folder of its own, opened.
struct Opened {
    explicit Opened(std::optional<core::Date> today = friday) : service({clock, 7, today}) {
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

core::HabitDraft named(const std::string& name) {
    core::HabitDraft draft;
    draft.habit.name = name;
    return draft;
}

StoreService::Make setting(const char* key, const char* value) {
    return [=](const core::ActionContext& at) { return core::setSetting(at, key, value); };
}

/// Runs SQL on a store's file, past its owner.
void execute(const std::filesystem::path& file, const char* sql) {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
    const int status = sqlite3_exec(database, sql, nullptr, nullptr, nullptr);
    sqlite3_close(database);
    REQUIRE(status == SQLITE_OK);
}

/// What a service said about backups that could not be made.
struct Missed {
    explicit Missed(StoreService& service) {
        QObject::connect(&service, &StoreService::backupMissed, &context,
                         [this](const core::BackupOutcome& outcome) { outcomes.push_back(outcome.kind); });
    }
    QObject context;
    std::vector<core::BackupOutcome::Kind> outcomes;
};

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

TEST_CASE("what was asked for is done before the service ends", "[ui][service]") {
    const core::FixedClock clock{core::Instant{1'795'170'000'000}};
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath(QStringLiteral("a.db")).toStdString();
    constexpr int many = 30;
    {
        StoreService service({clock, 7, friday});
        service.open(file);
        for (int i = 0; i < many; ++i)
            service.act([i](const core::ActionContext& at) { return core::addHabit(at, named(std::to_string(i))); });
    }
    const auto reader = core::Reader::open(file);
    REQUIRE(reader);
    REQUIRE(reader->all<core::Habit>()->size() == many);
}

TEST_CASE("rows that can't be read stay as they were, and it is told once", "[ui][service]") {
    Opened opened;
    opened.addHabit("Read");
    int failures = 0;
    QObject::connect(&opened.service, &StoreService::readFailed, &opened.service, [&] { ++failures; });
    execute(opened.file(), "ALTER TABLE goals RENAME TO hidden");
    opened.service.showWeek(friday - 7);
    opened.service.showWeek(friday - 14);
    REQUIRE(Opened::until([&] { return failures > 0; }));
    REQUIRE_FALSE(opened.act(mark(core::Uuid{}, friday)));
    REQUIRE(failures == 1);
    REQUIRE(opened.service.snapshot()->weekLast == friday);
    REQUIRE(opened.service.snapshot()->habits.size() == 1);
    execute(opened.file(), "ALTER TABLE hidden RENAME TO goals");
    opened.service.showWeek(friday - 7);
    REQUIRE(Opened::until([&] { return opened.service.snapshot()->weekLast == friday - 7; }));
    REQUIRE(opened.service.snapshot()->habits.size() == 1);
}

TEST_CASE("a day that has begun outlasts a clock that falls back and a setting that is no calendar", "[ui][service]") {
    Opened opened(std::nullopt);
    REQUIRE(opened.act(setting("zone", "Etc/UTC")));
    REQUIRE(opened.service.snapshot()->today == friday);
    opened.clock.advance(-12LL * 3'600'000);
    REQUIRE(opened.act(setting("theme", "dark")));
    REQUIRE(opened.service.snapshot()->today == friday);
    REQUIRE(opened.act(setting("day-begin", "1")));
    REQUIRE(opened.service.snapshot()->today == friday - 1);
}

TEST_CASE("a backup of the day that can't be written is told", "[ui][service][backup]") {
    const core::FixedClock clock{core::Instant{1'795'170'000'000}};
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath(QStringLiteral("a.db")).toStdString();
    {
        StoreService first({clock, 7, friday});
        first.open(file);
        first.act([](const core::ActionContext& at) { return core::addHabit(at, named("Read")); });
    }
    std::ofstream(folder.filePath(QStringLiteral("backups")).toStdString()) << "in the way";
    StoreService second({clock, 8, friday});
    const Missed missed(second);
    second.open(file);
    REQUIRE(Opened::until([&] { return !missed.outcomes.empty(); }));
    REQUIRE(missed.outcomes == std::vector{core::BackupOutcome::Kind::failed});
}

TEST_CASE("an import without its backup is made and told", "[ui][service][backup]") {
    Opened opened;
    opened.addHabit("Read");
    std::ofstream(opened.folder.filePath(QStringLiteral("backups")).toStdString()) << "in the way";
    const Missed missed(opened.service);
    REQUIRE(opened.act([](const core::ActionContext& at) {
        auto edit = core::addHabit(at, named("Imported"));
        edit->origin.kind = core::OriginKind::import;
        return edit;
    }));
    REQUIRE(Opened::until([&] { return !missed.outcomes.empty(); }));
    REQUIRE(missed.outcomes == std::vector{core::BackupOutcome::Kind::failed});
    REQUIRE(opened.service.snapshot()->habits.size() == 2);
}

TEST_CASE("a pause that moves changes the habit that it leaves and the one that it reaches", "[ui][service]") {
    Opened opened;
    const core::Uuid read = opened.addHabit("Read");
    const core::Uuid run = opened.addHabit("Run");
    REQUIRE(opened.act([=](const core::ActionContext& at) { return core::pause(at, read, friday, std::nullopt); }));
    REQUIRE(opened.service.snapshot()->habits[0].status == HabitStatus::paused);
    REQUIRE(opened.act([=](const core::ActionContext& at) -> core::Result<core::Edit> {
        const core::Pause before = at.reader.all<core::Pause>()->front();
        core::Pause after = before;
        after.habit = run;
        return core::Edit{{core::difference(before, after)}, {}};
    }));
    REQUIRE(opened.service.snapshot()->habits[0].status == HabitStatus::active);
    REQUIRE(opened.service.snapshot()->habits[1].status == HabitStatus::paused);
}
