#include "tests/support/catch.h"

#include <QDir>
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

/// The first number of an answer about a store's file.
std::int64_t numberIn(const std::filesystem::path& file, const char* sql) {
    sqlite3* database = nullptr;
    std::int64_t number = 0;
    REQUIRE(sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
    const auto take = [](void* into, int, char** values, char**) {
        *static_cast<std::int64_t*>(into) = std::atoll(values[0]);
        return 0;
    };
    const int status = sqlite3_exec(database, sql, take, &number, nullptr);
    sqlite3_close(database);
    REQUIRE(status == SQLITE_OK);
    return number;
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

TEST_CASE("a store that can't be written is shown, and says so when something is to be recorded",
          "[ui][service][read-only]") {
    core::Uuid read;
    Opened opened;
    read = opened.addHabit("Read");
    const std::filesystem::path copy = opened.folder.filePath(QStringLiteral("b.db")).toStdString();
    opened.service.open(copy); // lets go of the first
    REQUIRE(Opened::until([&] { return opened.service.snapshot()->habits.empty(); }));
    std::filesystem::remove(opened.file().string() + ".lock");
    std::filesystem::create_directory(opened.file().string() + ".lock"); // in the way of every owner
    std::optional<core::ErrorCode> reason;
    QObject::connect(&opened.service, &StoreService::openedForReading, &opened.service,
                     [&](const core::Error& error) { reason = error.code; });
    opened.service.open(opened.file());
    REQUIRE(Opened::until([&] { return reason.has_value(); }));
    REQUIRE(opened.service.snapshot()->habits.size() == 1);
    const auto refused = opened.act(mark(read, friday));
    REQUIRE_FALSE(refused);
    REQUIRE(refused.error().code == *reason);

    SECTION("it goes on in a copy elsewhere") {
        const std::filesystem::path elsewhere = opened.folder.filePath(QStringLiteral("c.db")).toStdString();
        opened.service.goOnElsewhere(elsewhere);
        REQUIRE(Opened::until([&] { return opened.service.file() == elsewhere; }));
        REQUIRE(opened.act(mark(read, friday)));
        REQUIRE(opened.service.snapshot()->habits.front().isDoneToday);
    }
    SECTION("a copy never takes the place of a file") {
        bool isRefused = false;
        QObject::connect(&opened.service, &StoreService::notMoved, &opened.service, [&] { isRefused = true; });
        opened.service.goOnElsewhere(copy);
        REQUIRE(Opened::until([&] { return isRefused; }));
        REQUIRE(opened.service.file() == opened.file());
    }
    SECTION("it can be recorded again once nothing is in the way") {
        std::filesystem::remove(opened.file().string() + ".lock");
        opened.service.open(opened.file());
        REQUIRE(opened.act(mark(read, friday)));
    }
}

TEST_CASE("damage that is found after the rows are shown goes the way of damage found on opening",
          "[ui][service][damage]") {
    const core::FixedClock clock{core::Instant{1'795'170'000'000}};
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath(QStringLiteral("a.db")).toStdString();
    {
        StoreService first({clock, 7, friday});
        first.open(file);
        first.act([](const core::ActionContext& at) { return core::addHabit(at, named("Read")); });
    }
    // A page of a table that no row is read from.
    const std::int64_t page = numberIn(file, "SELECT rootpage FROM sqlite_master WHERE name = 'batches'");
    const std::int64_t size = numberIn(file, "PRAGMA page_size");
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp((page - 1) * size);
    bytes << std::string(static_cast<std::size_t>(size), 'x');
    bytes.close();

    StoreService second({clock, 8, friday});
    std::optional<core::ErrorCode> found;
    std::size_t shown = 0;
    QObject::connect(&second, &StoreService::opened, &second, [&] { shown = second.snapshot()->habits.size(); });
    QObject::connect(&second, &StoreService::openFailed, &second,
                     [&](const core::Error& error) { found = error.code; });
    second.open(file);
    REQUIRE(Opened::until([&] { return found.has_value(); }));
    CHECK(shown == 1);
    CHECK(*found == core::ErrorCode::storeDamaged);
    std::optional<core::ErrorCode> refusal;
    second.act([](const core::ActionContext& at) { return core::addHabit(at, named("Run")); }, &second,
               [&](const auto& result) { refusal = result ? std::nullopt : std::optional(result.error().code); });
    REQUIRE(Opened::until([&] { return refusal.has_value(); }));
    CHECK(*refusal == core::ErrorCode::storeDamaged);
    second.recover(std::nullopt);
    REQUIRE(Opened::until([&] { return second.snapshot()->habits.empty(); }));
    CHECK_FALSE(QDir(folder.path()).entryList({QStringLiteral("a.db.aside-*")}).isEmpty());
}

TEST_CASE("a file that was replaced while it was open is told as that", "[ui][service]") {
    Opened opened;
    opened.addHabit("Read");
    bool isTold = false;
    QObject::connect(&opened.service, &StoreService::fileReplaced, &opened.service, [&] { isTold = true; });
    std::filesystem::rename(opened.file(), opened.file().string() + ".before");
    std::ofstream(opened.file()) << "another";
    REQUIRE_FALSE(opened.act([](const core::ActionContext& at) { return core::addHabit(at, named("Run")); }));
    REQUIRE(Opened::until([&] { return isTold; }));
}
