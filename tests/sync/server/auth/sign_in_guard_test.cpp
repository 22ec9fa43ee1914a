#include "tests/support/catch.h"

#include "sync/server/auth/sign_in_guard.h"
#include "sync/server/auth/socket_tickets.h"

using namespace cairn::sync;
using cairn::core::FixedClock;

TEST_CASE("from the fifth failure the delay doubles, up to a quarter of an hour", "[server][guard]") {
    FixedClock clock({1'000'000});
    SignInGuard guard(10'000, clock);
    for (int i = 0; i < 4; ++i) {
        guard.failed("a", "host");
        REQUIRE(guard.beforeStranger("a", "host") == 0);
    }
    for (int expected : {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900}) {
        guard.failed("a", "host " + std::to_string(expected));
        CHECK(guard.beforeStranger("a", "other") == expected);
        clock.advance(expected * 1000LL - 1);
        CHECK(guard.beforeStranger("a", "other") == 1);
        clock.advance(1);
        CHECK(guard.beforeStranger("a", "other") == 0);
    }
    CHECK(guard.beforeStranger("b", "other") == 0);
    guard.succeeded("a");
    guard.failed("a", "host");
    CHECK(guard.beforeStranger("a", "other") == 0);
}

TEST_CASE("an address that fails with many accounts has to wait", "[server][guard]") {
    FixedClock clock({1'000'000});
    SignInGuard guard(10'000, clock);
    for (int i = 0; i < 31; ++i) guard.failed("account " + std::to_string(i), "host");
    CHECK(guard.beforeStranger("another", "host") > 0);
    CHECK(guard.beforeStranger("another", "elsewhere") == 0);
    clock.advance(60'000);
    CHECK(guard.beforeStranger("another", "host") == 0);
}

TEST_CASE("guesses of strangers don't take a known device's attempts", "[server][guard]") {
    FixedClock clock({1'000'000});
    SignInGuard guard(10, clock);
    for (int i = 0; i < 20; ++i) (void)guard.beforeStranger("a", "host");
    CHECK(guard.beforeStranger("a", "host") > 0);
    CHECK(guard.beforeKnownDevice("device") == 0);
    for (int i = 0; i < 9; ++i) (void)guard.beforeKnownDevice("device");
    CHECK(guard.beforeKnownDevice("device") > 0);
}

TEST_CASE("a ticket is good once and for half a minute", "[server][guard]") {
    FixedClock clock({1'000'000});
    SocketTickets tickets(clock);
    const std::string first = tickets.issue({}), second = tickets.issue({});
    CHECK(first != second);
    CHECK_FALSE(tickets.redeem(first + "x"));
    CHECK(tickets.redeem(first));
    CHECK_FALSE(tickets.redeem(first));
    clock.advance(30'000);
    CHECK_FALSE(tickets.redeem(second));
}
