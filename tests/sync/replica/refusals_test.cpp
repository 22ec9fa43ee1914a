#include "sync/protocol/push.h"
#include "sync/replica/replica.h"
#include "tests/support/open_store.h"

using namespace cairn;
using namespace cairn::support;

namespace {

constexpr std::int64_t years = std::int64_t{366} * 24 * 60 * 60 * 1000;

core::Habit habitNamed(std::string name, std::uint64_t seed) {
    core::Random random(seed);
    core::Habit habit;
    habit.id = core::newUuid(core::Instant{1'000}, random);
    habit.name = std::move(name);
    habit.madeOn = firstDay;
    return habit;
}

/// Pushes what waits, and takes an answer that refuses every register of it.
void pushAndRefuse(sync::Replica& replica) {
    const auto request = required(replica.nextPush(100));
    REQUIRE(request);
    sync::PushAnswer answer;
    answer.outcome = sync::PushAnswer::Outcome::refused;
    answer.push = request->push.id;
    answer.time = std::int64_t{firstDay.days} * 86'400'000;
    for (const sync::PushedRow& row : request->push.rows)
        answer.refused.push_back({row.row.row, {}, "INVALID_CLOCK", "a clock is more than 50 years ahead"});
    REQUIRE(required(replica.take(request->ticket, answer)).refused == request->push.rows.size());
}

} // namespace

TEST_CASE("once a change of a clock far ahead is dropped, new changes have sound clocks again", "[sync][replica]") {
    OpenStore store;
    core::Random random(3);
    sync::Replica replica(*store, store.clock(), random);
    const std::int64_t now = store.clock().now().milliseconds;
    store.clock().set(core::Instant{now + 60 * years});
    store.create(habitNamed("Far ahead", 1));
    pushAndRefuse(replica); // which brings the server's time, too

    const auto refused = required(replica.refused());
    REQUIRE(refused.size() == 1);
    REQUIRE(replica.dropRefused(refused.front().row));

    const core::Habit sound = store.create(habitNamed("Sound", 2));
    std::int64_t greatest = 0;
    required(store->replicate([&](core::Replication& replication) {
        return replication.forEach([&](const core::SyncedRow& row) {
            for (const core::SyncedRegister& one : row.registers)
                greatest = std::max(greatest, one.clock.milliseconds());
        });
    }));
    CHECK(greatest > now - years);
    CHECK(greatest < now + years);
    CHECK(store.all<core::Habit>().size() == 1);
}
