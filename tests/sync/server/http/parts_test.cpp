#include "tests/support/catch.h"

#include <atomic>
#include <future>

#include "sync/server/http/access_log.h"
#include "sync/server/http/rate_limit.h"
#include "sync/server/http/route_table.h"
#include "sync/server/http/web_socket_hub.h"
#include "sync/server/http/worker_pool.h"

using namespace cairn::sync;
using cairn::core::FixedClock;
using cairn::core::Uuid;

namespace {

class Listener final : public SocketPeer {
public:
    void send(std::shared_ptr<const std::string> text) override { heard.push_back(*text); }
    void close(SocketClose reason) override { closed = reason; }

    std::vector<std::string> heard;
    std::optional<SocketClose> closed;
};

Uuid id(std::uint8_t number) {
    Uuid uuid;
    uuid.bytes[15] = number;
    return uuid;
}

Response nothing(const Request&, const Caller&) {
    return {};
}

} // namespace

TEST_CASE("a bucket gives what it holds, then one token after its time", "[server][limits]") {
    FixedClock clock({1'000'000});
    RateLimit limit(6, clock);
    for (int i = 0; i < 6; ++i) REQUIRE(limit.take("a") == 0);
    CHECK(limit.take("a") == 10);
    CHECK(limit.take("b") == 0);
    clock.advance(9'999);
    CHECK(limit.take("a") == 1);
    clock.advance(1);
    CHECK(limit.take("a") == 0);
    CHECK(limit.take("a") == 10);
    clock.advance(-1'000'000);
    CHECK(limit.take("a") > 0);
}

TEST_CASE("a pool runs what it took and refuses what its queue can't hold", "[server][pool]") {
    std::atomic<int> ran = 0;
    std::promise<void> started, mayGoOn;
    {
        WorkerPool pool(1, 2);
        REQUIRE(pool.post([&] {
            started.set_value();
            mayGoOn.get_future().wait();
            ++ran;
        }) == Posted::taken);
        started.get_future().wait();
        CHECK(pool.post([&] { ++ran; }) == Posted::taken);
        CHECK(pool.post([&] { ++ran; }) == Posted::taken);
        CHECK(pool.post([&] { ++ran; }) == Posted::refused);
        CHECK(pool.waiting() == 2);
        mayGoOn.set_value();
    }
    CHECK(ran == 3);
}

TEST_CASE("a text reaches every socket of its user and no other", "[server][hub]") {
    WebSocketHub hub;
    const auto first = std::make_shared<Listener>(), second = std::make_shared<Listener>();
    const auto other = std::make_shared<Listener>();
    const auto ticket = hub.subscribe({id(1), id(11)}, first);
    hub.subscribe({id(1), id(12)}, second);
    hub.subscribe({id(2), id(21)}, other);
    hub.publish(id(1), "a");
    hub.unsubscribe(ticket);
    hub.publish(id(1), "b");
    CHECK(first->heard == std::vector<std::string>{"a"});
    CHECK(second->heard == std::vector<std::string>{"a", "b"});
    CHECK(other->heard.empty());
    CHECK(hub.count() == 2);
    const Uuid ended = id(12);
    hub.endSessions({&ended, 1});
    CHECK(second->closed == SocketClose::policy);
    CHECK_FALSE(other->closed);
}

TEST_CASE("a route is found by method and by the parts of its path", "[server][routes]") {
    RouteTable routes;
    routes.add({"GET", "/a/{id}", Audience::anyone, nothing});
    routes.add({"DELETE", "/a/{id}", Audience::anyone, nothing});
    routes.add({"GET", "/a", Audience::anyone, nothing});
    CHECK(routes.find("GET", "/a/7").parameters == std::vector<std::string>{"7"});
    CHECK(routes.find("HEAD", "/a").route->pattern == "/a");
    CHECK(routes.find("POST", "/a/7").allowed == "GET, DELETE");
    for (const char* path : {"/", "/a/", "/a/7/", "/a/7/b", "/b", "//a", "/A"}) {
        CAPTURE(path);
        CHECK(routes.find("GET", path).route == nullptr);
        CHECK(routes.find("GET", path).allowed.empty());
    }
}

TEST_CASE("a line of the log stays one line, whatever was asked", "[server][log]") {
    AccessRecord record;
    record.path = "/a\r\n{\"forged\":1}\xFF";
    const std::string line = accessLine(record, {0});
    CHECK(line.find_first_of("\r\n") == std::string::npos);
    CHECK(line.find(R"(\r\n)") != std::string::npos);
}
