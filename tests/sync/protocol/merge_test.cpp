#include "sync/protocol/merge.h"

#include <rapidcheck.h>

#include "tests/support/catch.h"
#include "tests/sync/protocol/random_rows.h"

using namespace cairn;
using namespace cairn::sync;

TEST_CASE("merging is commutative, associative and idempotent, also where damage gave one clock two values",
          "[sync][merge]") {
    REQUIRE(rc::check([](std::uint64_t seed, bool isDamaged) {
        core::Random random(seed);
        const auto a = support::randomRow(random, isDamaged);
        const auto b = support::randomRow(random, isDamaged);
        const auto c = support::randomRow(random, isDamaged);
        RC_ASSERT(merge(a, b) == merge(b, a));
        RC_ASSERT(merge(a, merge(b, c)) == merge(merge(a, b), c));
        RC_ASSERT(merge(a, a) == a);
        RC_ASSERT(merge(merge(a, b), b) == merge(a, b));
    }));
}

TEST_CASE("in each register the greatest clock wins, and a register that one end lacks is taken", "[sync][merge]") {
    const core::RowName row{"habit", "\"0190a0a0-0000-7000-8000-000000000001\""};
    const core::HybridClock early{10 << 16, {}};
    const core::HybridClock late{10 << 16 | 1, {}};
    const core::SyncedRow left{row, {{"color", early, "1"}, {"name", late, "2"}}, false};
    const core::SyncedRow right{row, {{"color", late, "3"}, {"name", early, "4"}, {"why", early, "5"}}, false};
    const core::SyncedRow expected{row, {{"color", late, "3"}, {"name", late, "2"}, {"why", early, "5"}}, false};
    CHECK(merge(left, right) == expected);
}

TEST_CASE("a replica breaks ties of equal stamps", "[sync][merge]") {
    core::Uuid greater;
    greater.bytes[0] = 1;
    const core::HybridClock small{5 << 16, {}};
    const core::HybridClock great{5 << 16, greater};
    CHECK(beats({"name", great, "\"a\""}, {"name", small, "\"b\""}));
    CHECK_FALSE(beats({"name", small, "\"b\""}, {"name", great, "\"a\""}));
}

TEST_CASE("nothing beats a grave", "[sync][merge]") {
    const core::RowName row{"habit", "\"0190a0a0-0000-7000-8000-000000000001\""};
    const core::SyncedRow grave{row, {}, true};
    const core::SyncedRow alive{row, {{"name", {std::int64_t{1} << 60, {}}, "\"late\""}}, false};
    CHECK(merge(alive, grave) == grave);
    CHECK(merge(grave, alive) == grave);
}
