#include <atomic>
#include <optional>
#include <thread>
#include <vector>

#include "core/actions/demo.h"
#include "core/base/system_clock.h"
#include "core/exchange/exchange.h"
#include "core/store/store.h"
#include "tests/support/builders.h"
#include "tests/support/catch.h"
#include "tests/support/temporary_folder.h"

// What the programs do on several threads: one owner of the store, readers beside it with connections of their own, an
// import planned on a worker. Under the thread sanitizer a race in any of it is a failure; assertions run on the test's
// own thread only, after the others have ended.

using namespace cairn::core;
using cairn::support::aHabit;
using cairn::support::aLog;
using cairn::support::aRule;
using cairn::support::firstDay;

namespace {

class SteadyClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return {1'793'000'000'000}; }
};

struct OwnedStore {
    explicit OwnedStore(const std::filesystem::path& file)
        : store(Store::open(file, {clock, random, firstDay}).value()) {}

    SteadyClock clock;
    Random random{7};
    std::unique_ptr<Store> store;
};

Origin marking() {
    return {OriginKind::local, {Action::markDone, "Read"}, {}};
}

/// What one reader saw: whether every read succeeded, whether numbers only grew, and the last count of recorded days.
struct Seen {
    bool allRead = true;
    bool neverBack = true;
    std::size_t days = 0;
};

Seen readUntil(const std::filesystem::path& file, const std::atomic<bool>& ended) {
    Seen seen;
    const auto reader = Reader::open(file);
    if (!reader) return {false, false, 0};
    std::int64_t last = 0;
    for (bool again = true; again;) {
        again = !ended;
        const auto number = reader->changeNumber();
        const auto timelines = reader->timelines();
        seen.allRead = seen.allRead && number && timelines && timelines->size() == 1;
        if (!seen.allRead) return seen;
        seen.neverBack = seen.neverBack && *number >= last;
        last = *number;
        seen.days = timelines->front().timeline.history.count();
    }
    return seen;
}

} // namespace

TEST_CASE("readers on other threads see each commit of the owner, whole and in order", "[core][store][threads]") {
    const cairn::support::TemporaryFolder folder;
    const auto file = folder.path() / "store.db";
    OwnedStore owned(file);
    const Habit habit = aHabit();
    REQUIRE(owned.store->apply(std::vector{creation(habit), creation(aRule(habit))}, marking()));

    constexpr int days = 200;
    std::atomic<bool> ended = false;
    std::vector<Seen> seen(3);
    std::vector<std::thread> readers;
    for (auto& one : seen) readers.emplace_back([&file, &ended, &one] { one = readUntil(file, ended); });
    bool allWritten = true;
    for (int day = 0; day < days; ++day)
        allWritten = owned.store->apply(std::vector{creation(aLog(habit, firstDay - day))}, marking()) && allWritten;
    ended = true;
    for (auto& reader : readers) reader.join();

    CHECK(allWritten);
    for (const auto& one : seen) {
        CHECK(one.allRead);
        CHECK(one.neverBack);
        CHECK(one.days == days);
    }
}

TEST_CASE("an import is planned on a worker while the owner goes on writing", "[core][exchange][threads]") {
    const cairn::support::TemporaryFolder folder;
    OwnedStore source(folder.path() / "source.db");
    const ActionContext context{source.store->reader(), source.random, source.clock.now(), firstDay};
    const auto demo = makeDemo(context, {3, 1, 7});
    REQUIRE(demo);
    REQUIRE(source.store->apply(*demo));
    REQUIRE(exportAll(ExportFormat::json, folder.path() / "all.json", source.store->reader(), {firstDay}));

    const auto file = folder.path() / "store.db";
    OwnedStore owned(file);
    const Habit habit = aHabit();
    REQUIRE(owned.store->apply(std::vector{creation(habit), creation(aRule(habit))}, marking()));
    std::optional<Result<ImportPlan>> plan;
    std::thread worker([&] {
        const auto reader = Reader::open(file);
        if (reader) plan = planImport(folder.path() / "all.json", *reader, {firstDay});
    });
    bool allWritten = true;
    for (int day = 0; day < 50; ++day)
        allWritten = owned.store->apply(std::vector{creation(aLog(habit, firstDay - day))}, marking()) && allWritten;
    worker.join();

    CHECK(allWritten);
    REQUIRE(plan);
    REQUIRE(*plan);
    CHECK((*plan)->report.habits == 3);
    CHECK(owned.store->apply((*plan)->edit));
    CHECK(owned.store->reader().all<Habit>()->size() == 4);
}
