#include <SQLiteCpp/SQLiteCpp.h>
#include <fstream>

#include "core/store/schema.h"
#include "tests/support/open_store.h"

using namespace cairn::core;
using namespace cairn::support;

namespace {

/// Makes the file of a released version from its text.
void makeReleased(int version, const std::filesystem::path& file) {
    const std::string name = std::string(4 - std::to_string(version).size(), '0') + std::to_string(version) + ".sql";
    std::ifstream stream(std::filesystem::path(CAIRN_RELEASED_STORES) / name);
    REQUIRE(stream);
    const std::string sql{std::istreambuf_iterator<char>(stream), {}};
    SQLite::Database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec(sql);
}

} // namespace

TEST_CASE("a store of each released version opens, upgrades and keeps what it held", "[core][store][schema]") {
    const int version = GENERATE(range(1, schemaVersion() + 1));
    const TemporaryFolder folder;
    const auto file = folder / "store.cairn";
    makeReleased(version, file);
    OpenStore store(file);
    REQUIRE(store.all<Habit>().size() == 1);
    const Habit habit = store.all<Habit>().front();
    CHECK(habit.name == "Read");
    CHECK(habit.section == store.all<Section>().front().id);
    CHECK(store.all<HabitRule>().front().schedule == Schedule{Daily{}});
    CHECK(required(store.reader().log(habit.id, firstDay)).note == "first");
    CHECK(required(store.reader().log(habit.id, firstDay + 1)).amount == 2.5);
    CHECK(required(store.reader().timelines()).front().timeline.history.count() == 2);
    CHECK(store.all<Goal>().front().target == 500);
    CHECK(required(store.reader().profile()).dayBegin == 4);
    store.apply({creation(aLog(habit, firstDay + 2))});
    CHECK(required(store.reader().changeNumber()) == 5);
    store.close();
    CHECK(inspect(file, Inspection::quickCheck).value() == schemaVersion());
}
