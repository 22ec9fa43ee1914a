#include <atomic>
#include <thread>

#include "sync/server/storage/storage.h"
#include "tests/sync/server/streams/open_streams.h"

using namespace cairn;
using namespace cairn::sync;
using support::at;
using support::created;

namespace {

constexpr int devices = 4;
constexpr int pushesEach = 40;

std::vector<Push> pushesOf(int device) {
    std::vector<Push> pushes;
    support::Pusher pusher(device + 1);
    for (int i = 0; i < pushesEach; ++i) pushes.push_back(pusher.next({created(support::aHabit(), at(i, device + 1))}));
    return pushes;
}

/// Pulls page after page until the head has reached this number; false where a number came twice or a page went back.
bool follow(StreamService& service, std::int64_t until) {
    std::int64_t cursor = 0;
    std::size_t rows = 0;
    while (cursor < until) {
        const auto page = service.pull(support::userStream, cursor, 7);
        if (!page || page->next < cursor) return false;
        rows += page->rows;
        cursor = page->next;
    }
    return rows == static_cast<std::size_t>(until);
}

} // namespace

TEST_CASE("devices push at once while others pull: numbers appear in order, each once", "[sync][streams]") {
    const support::TemporaryFolder folder;
    core::FixedClock clock({support::startTime});
    auto storage = Storage::open(folder / "server.db", clock, 1);
    REQUIRE(storage);
    StorageConnections connections(**storage);
    SqliteStreams streams(connections);
    StreamService service(streams, clock, 1);
    std::vector<std::int64_t> told;
    service.onCommit([&](const SocketMessage& message) { told.push_back(message.number); });

    std::atomic<int> failed = 0;
    std::vector<std::thread> threads;
    for (int device = 0; device < devices; ++device)
        threads.emplace_back([&, pushes = pushesOf(device)] {
            for (const Push& push : pushes) {
                const auto answer = service.push(support::userStream, push);
                if (!answer || answer->outcome != PushAnswer::Outcome::applied) ++failed;
            }
        });
    for (int i = 0; i < 2; ++i)
        threads.emplace_back([&] {
            if (!follow(service, std::int64_t{devices} * pushesEach)) ++failed;
        });
    for (std::thread& thread : threads) thread.join();

    CHECK(failed == 0);
    REQUIRE(told.size() == std::size_t{devices} * pushesEach);
    for (std::size_t i = 0; i < told.size(); ++i) CHECK(told[i] == static_cast<std::int64_t>(i) + 1);
    CHECK(support::required(service.verify()).at(0).problems.empty());
}
