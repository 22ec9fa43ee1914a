#include "sync/client/live_link.h"

#include "tests/support/catch.h"
#include "tests/sync/client/fakes.h"

using namespace cairn;
using namespace std::chrono_literals;
using sync::Trouble;

namespace {

struct Linked {
    test::FakeServer server;
    test::Device device{server, 1};
    test::FakeSocket socket;
    sync::LiveLink link{socket, device.access, *device.engine, device.timers, device.random};

    Linked() {
        link.start();
        device.settle();
    }
};

} // namespace

TEST_CASE("the socket opens with the access token, and its greeting starts a round", "[sync][live_link]") {
    Linked linked;
    REQUIRE(linked.socket.tokens.size() == 1);
    CHECK(linked.socket.tokens[0].starts_with("access-"));
    linked.socket.received(R"({"type":"ready"})");
    linked.device.settle();
    CHECK(linked.server.pulls == 1);
}

TEST_CASE("a socket that breaks off is opened again, later each time", "[sync][live_link]") {
    Linked linked;
    std::chrono::milliseconds last{0};
    for (int i = 0; i < 5; ++i) {
        linked.socket.closed({Trouble::unreachable});
        const auto wait = linked.device.timers.next();
        CHECK(wait > last / 2);
        last = wait;
        linked.device.timers.pass(wait);
    }
    CHECK(last >= 8s);
    CHECK(linked.socket.tokens.size() == 6);
    linked.socket.received(R"({"type":"ready"})");
    linked.device.settle();
    linked.socket.closed({Trouble::unreachable});
    CHECK(linked.device.timers.next() <= 1s);
}

TEST_CASE("a token that the socket did not take is renewed", "[sync][live_link]") {
    Linked linked;
    linked.server.expireAccess();
    linked.socket.closed({Trouble::unauthorised});
    linked.device.timers.pass(10s);
    REQUIRE(linked.socket.tokens.size() == 2);
    CHECK(linked.socket.tokens[1] != linked.socket.tokens[0]);
}

TEST_CASE("another certificate is not knocked at again", "[sync][live_link]") {
    Linked linked;
    linked.socket.closed({Trouble::certificateChanged, "AB"});
    linked.device.timers.pass(1h);
    CHECK(linked.socket.tokens.size() == 1);
}
