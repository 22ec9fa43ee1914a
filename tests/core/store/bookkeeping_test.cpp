#include <SQLiteCpp/SQLiteCpp.h>
#include <algorithm>

#include "core/store/batch_rows.h"
#include "core/store/packing.h"
#include "core/store/register_clock.h"
#include "tests/support/open_store.h"

using namespace cairn::core;
using namespace cairn::support;

namespace {

int count(OpenStore& store, const std::string& what) {
    const SQLite::Database database(store.file().string(), SQLite::OPEN_READONLY);
    SQLite::Statement query(database, "SELECT count(*) FROM " + what);
    query.executeStep();
    return query.getColumn(0).getInt();
}

} // namespace

TEST_CASE("what waits to be sent is bounded by the rows, not by the edits", "[core][store][outbox]") {
    OpenStore store;
    const Habit habit = store.create(aHabit());
    for (int i = 0; i < 20; ++i) store.create(aLog(habit, firstDay, i % 2 == 0 ? Mark::done : Mark::missed));
    CHECK(count(store, "outbox") == 2);
    for (int i = 0; i < 20; ++i) store.undo();
    CHECK(count(store, "outbox") == 2);
}

TEST_CASE("an import is one entry in the outbox, and settings of this device none", "[core][store][outbox]") {
    OpenStore store;
    const Habit habit = aHabit();
    std::vector<Change> file{creation(habit)};
    for (int i = 0; i < 50; ++i) file.push_back(creation(aLog(habit, firstDay + i)));
    store.import(file);
    CHECK(count(store, "outbox") == 1);
    store.create(aSetting("theme", "dark"));
    CHECK(count(store, "outbox") == 1);
    store.create(aSetting("day-begin", "4"));
    CHECK(count(store, "outbox") == 2);
    CHECK(required(store.reader().profile()).dayBegin == 4);
    CHECK(required(store.reader().profile()).theme == Theme::dark);
}

TEST_CASE("a change is refused where what waits for its row does not add up", "[core][store][outbox]") {
    OpenStore store;
    const Habit habit = store.create(aHabit("Read"));
    store.close();
    SQLite::Database(store.file().string(), SQLite::OPEN_READWRITE).exec("UPDATE outbox SET registers = x'7F61'");
    store.reopen();
    Habit renamed = habit;
    renamed.name = "Run";
    const auto refused = store->apply(std::vector{difference(habit, renamed)}, {});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::storeDamaged);
    CHECK(store.all<Habit>() == std::vector{habit});
}

TEST_CASE("a batch's rows come back from their runs", "[core][store][outbox]") {
    BatchRows batch;
    std::vector<std::pair<Kind, std::int64_t>> rows;
    for (const std::int64_t key : {1, 2, 3, 7, 8, 100, 5}) rows.emplace_back(Kind::habit, key);
    for (std::int64_t key = 1000; key < 3000; ++key) rows.emplace_back(Kind::habitLog, key);
    for (const auto& [kind, key] : rows) batch.add(kind, key);
    std::ranges::sort(rows);
    const auto rowsOf = [](const BatchRows& some) {
        std::vector<std::pair<Kind, std::int64_t>> all;
        some.forEachWhile([&](Kind kind, std::int64_t key) {
            all.emplace_back(kind, key);
            return true;
        });
        return all;
    };
    CHECK(rowsOf(BatchRows::fromBytes(batch.toBytes()).value()) == rows);
    CHECK(batch.count() == rows.size());
    CHECK(batch.toBytes().size() < 50);
    batch.erase(Kind::habitLog, 1500);
    batch.erase(Kind::habit, 5);
    std::erase(rows, std::pair(Kind::habitLog, std::int64_t{1500}));
    std::erase(rows, std::pair(Kind::habit, std::int64_t{5}));
    CHECK(rowsOf(BatchRows::fromBytes(batch.toBytes()).value()) == rows);
    CHECK_FALSE(batch.contains(Kind::habitLog, 1500));
    CHECK(batch.contains(Kind::habitLog, 1501));
    CHECK_FALSE(BatchRows::fromBytes(batch.toBytes().substr(0, 9)));
}

TEST_CASE("the same import twice changes nothing, and a newer one only what differs", "[core][store][import]") {
    OpenStore store;
    const Habit habit = aHabit();
    std::vector<Change> file{creation(habit), creation(aRule(habit)), creation(aLog(habit))};
    store.import(file);
    CHECK(store.import(file).rows.empty());
    file.push_back(creation(aLog(habit, firstDay + 1)));
    CHECK(store.import(file).rows.size() == 1);
}

TEST_CASE("an import leaves the trash alone unless the person restores", "[core][store][import]") {
    OpenStore store;
    const Habit habit = aHabit("Read");
    store.import({creation(habit), creation(aLog(habit))});
    store.apply({removal(refOf(habit))});
    Habit newer = habit;
    newer.name = "Read more";
    CHECK(store.import({creation(newer)}).rows.empty());
    Change restoring = creation(newer);
    restoring.removal = Removal::restore;
    store.import({restoring});
    REQUIRE(store.all<Habit>().size() == 1);
    CHECK(store.all<Habit>().front().name == "Read more");
    store.undo();
    CHECK(store.all<Habit>().empty());
}

TEST_CASE("undo of an import clears what it added to habits that were there and gives old values back",
          "[core][store][undo]") {
    OpenStore store;
    const Habit old = aHabit("Old");
    store.import({creation(old), creation(aLog(old, firstDay, Mark::done))});
    Habit renamed = old;
    renamed.name = "Renamed";
    const Habit fresh = aHabit("Fresh");
    store.import({creation(renamed), creation(fresh), creation(aLog(old, firstDay, Mark::missed)),
                  creation(aLog(old, firstDay + 1)), creation(aLog(fresh, firstDay))});
    const ChangeSet undone = store.undo();
    CHECK(undone.kept == 0);
    CHECK(undone.rows.size() == 4);
    REQUIRE(store.all<Habit>().size() == 1);
    CHECK(store.all<Habit>().front().name == "Old");
    CHECK(store.mark(old, firstDay) == Mark::done);
    CHECK(store.mark(old, firstDay + 1) == Mark::none);
    store.redo();
    CHECK(store.all<Habit>().size() == 2);
    CHECK(store.mark(old, firstDay) == Mark::missed);
    CHECK(store.mark(fresh, firstDay) == Mark::done);
}

TEST_CASE("undo of an import takes back what the file itself has in the trash, and redo leaves it there",
          "[core][store][undo]") {
    OpenStore store;
    const bool isNew = GENERATE(true, false);
    const Habit habit = aHabit();
    const Habit trashed = aHabit();
    const Reminder reminder = aReminder(habit);
    std::vector<Change> file{creation(habit), creation(reminder), removal(refOf(reminder)), creation(trashed),
                             removal(refOf(trashed))};
    if (!isNew) store.create(habit);
    store.import(file);
    for (int again = 0; again < 2; ++again) {
        CHECK(store.undo().kept == 0);
        CHECK(store.all<Habit>().size() == (isNew ? 0 : 1));
        CHECK(store.all<Reminder>().empty());
        CHECK(store.redo().kept == 0);
        CHECK(store.all<Habit>() == std::vector{habit});
        CHECK(store.all<Reminder>().empty());
        CHECK(store.all<Reminder>(Rows::inTrash).size() == 1);
        store.reopen();
    }
}

TEST_CASE("a row says when it was made and changed, an imported one when it came", "[core][store][clock]") {
    OpenStore store;
    const Habit habit = aHabit();
    store.import({creation(habit), creation(aLog(habit))});
    const Instant came = store.clock().now();
    CHECK(required(store.reader().times(refOf(habit))).createdAt == came);
    Habit renamed = habit;
    renamed.name = "other";
    store.apply({difference(habit, renamed)});
    CHECK(required(store.reader().times(refOf(habit))).createdAt == came);
    CHECK(required(store.reader().times(refOf(habit))).updatedAt == store.clock().now());
    CHECK(store.reader().times(refOf(aLog(habit, firstDay + 1))).error().code == ErrorCode::notFound);
}

TEST_CASE("what something other than an import wrote is told by field", "[core][store][import]") {
    OpenStore store;
    const Habit habit = aHabit();
    store.import({creation(habit), creation(aLog(habit)), creation(aLog(habit, firstDay + 1))});
    CHECK(required(store.reader().writtenHere(Kind::habit)).empty());
    Habit renamed = habit;
    renamed.name = "other";
    store.apply({difference(habit, renamed), creation(aLog(habit, firstDay, Mark::missed))});
    const auto habits = required(store.reader().writtenHere(Kind::habit));
    REQUIRE(habits.size() == 1);
    CHECK(habits.front().fields == 1);
    const auto logs = required(store.reader().writtenHere(Kind::habitLog, habit.id));
    REQUIRE(logs.size() == 1);
    CHECK(logs.front().row == refOf(aLog(habit)));
}

TEST_CASE("a new clock is above the greatest, not below the wall clock, and never an import's",
          "[core][store][clock]") {
    CHECK(nextStamp(0, Instant{0}) == firstPersonalStamp);
    CHECK(nextStamp(firstImportStamp + 5, Instant{0}) == firstPersonalStamp);
    CHECK(nextStamp(0, Instant{1000}) == 1000 << RegisterClock::counterBits);
    CHECK(nextStamp(5000 << RegisterClock::counterBits, Instant{1000}) == (5000 << RegisterClock::counterBits) + 1);
    const std::int64_t full = (5000 << RegisterClock::counterBits) + 0xFFFF;
    CHECK(nextStamp(full, Instant{1000}) == 5001 << RegisterClock::counterBits);
}

TEST_CASE("clocks of a row come back from one clock and those that differ", "[core][store][clock]") {
    RowClocks clocks(Kind::habit, {70'000, 1});
    clocks.set(3, {90'000, 2});
    CHECK(clocks.row() == RegisterClock{70'000, 1});
    const RowClocks read(Kind::habit, clocks.row(), clocks.blob());
    CHECK(read.all() == clocks.all());
    Packer unknown;
    unknown.text("of a newer program").signedNumber(7).signedNumber(8);
    CHECK(RowClocks(Kind::habit, {1, 1}, unknown.bytes()).blob() == unknown.bytes());
}

TEST_CASE("packed values come back, and bytes that were cut are noticed", "[core][store]") {
    const std::vector<Value> values{Value{}, std::int64_t{-5}, 2.5, std::string("text"), anId()};
    Packer packer;
    for (const Value& value : values) packer.value(value).word("word");
    Unpacker unpacker(packer.bytes());
    for (const Value& value : values) {
        CHECK(unpacker.value() == value);
        CHECK(unpacker.word() == "word");
    }
    CHECK(unpacker.atEnd());
    Unpacker cut(std::string_view(packer.bytes()).substr(0, packer.bytes().size() - 8));
    for (std::size_t i = 0; i < values.size(); ++i) {
        cut.value();
        cut.word();
    }
    CHECK(cut.isDamaged());
}

TEST_CASE("a packed number that is too long ends the reading", "[core][store]") {
    const std::string bytes = std::string(10, '\xFF') + std::string("\x05");
    Unpacker unpacker(bytes);
    CHECK(unpacker.number() == 0);
    CHECK(unpacker.isDamaged());
    CHECK(unpacker.atEnd());
    CHECK(unpacker.number() == 0);
}
