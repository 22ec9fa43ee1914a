#include "core/base/random.h"
#include "tests/fuzz/targets.h"
#include "tests/support/catch.h"

using namespace cairn;

TEST_CASE("every parser survives its seeds, cut, and with bytes replaced", "[fuzz]") {
    core::Random random(20261120);
    for (const fuzz::Target& target : fuzz::targets()) {
        const std::vector<std::string> seeds = target.seeds();
        REQUIRE_FALSE(seeds.empty());
        INFO(target.name);
        for (const std::string& seed : seeds) {
            target.parse(seed);
            for (int round = 0; round < 60; ++round) {
                std::string changed =
                    seed.substr(0, random.below(4) == 0 ? random.below(seed.size() + 1) : seed.size());
                for (int i = 0; i < 4 && !changed.empty(); ++i)
                    changed[random.below(changed.size())] = static_cast<char>(random.below(256));
                target.parse(changed);
            }
        }
        SUCCEED();
    }
}

TEST_CASE("the seeds are sound: each target reads what it begins with", "[fuzz]") {
    CHECK(fuzz::targets().size() >= 7);
    CHECK(fuzz::targetNamed("zip").seeds().front().starts_with("PK"));
}
