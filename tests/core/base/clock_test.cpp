#include "core/base/clock.h"

#include <rapidcheck.h>

#include "core/base/system_clock.h"
#include "tests/support/catch.h"

using namespace cairn::core;

TEST_CASE("an instant is written in UTC with milliseconds", "[core][clock]") {
    CHECK(formatInstant(Instant{0}) == "1970-01-01T00:00:00.000Z");
    CHECK(formatInstant(Instant{-1}) == "1969-12-31T23:59:59.999Z");
    CHECK(parseInstant("2026-11-20T08:15:30Z").value().milliseconds == 20777LL * 86'400'000 + 29'730'000);
    CHECK(parseInstant("2026-11-20T08:15:30.125Z").value().milliseconds % 1000 == 125);
}

TEST_CASE("what is no instant is refused", "[core][clock]") {
    const auto text = GENERATE("", "2026-11-20", "2026-11-20T24:00:00Z", "2026-11-20T08:60:00Z", "2026-11-20T08:15:30",
                               "2026-11-20T08:15:30+01:00", "2026-11-20T-1:15:30Z", "2026-11-20T08:15:30.12Z");
    CHECK(parseInstant(text).error().code == ErrorCode::invalidSyntax);
}

TEST_CASE("every instant survives writing and reading", "[core][clock]") {
    rc::check([] {
        const Instant instant{*rc::gen::inRange<std::int64_t>(-62'135'596'800'000, 253'402'300'800'000)};
        RC_ASSERT(parseInstant(formatInstant(instant)).value() == instant);
    });
}

TEST_CASE("a fixed clock moves only when it is told to", "[core][clock]") {
    FixedClock clock(Instant{1000});
    CHECK(clock.now() == Instant{1000});
    clock.advance(5);
    CHECK(clock.now() == Instant{1005});
    clock.set(Instant{7});
    CHECK(clock.now() == Instant{7});
}

TEST_CASE("the computer's clock stands in this century", "[core][clock]") {
    CHECK(SystemClock().now().milliseconds > 1'700'000'000'000);
    CHECK_FALSE(systemZoneName().empty());
}
