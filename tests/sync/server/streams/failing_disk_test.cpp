#include "tests/support/fault_vfs.h"
#include "tests/sync/server/streams/open_streams.h"

using namespace cairn;
using namespace cairn::sync;
using support::at;
using support::created;
using support::DiskFault;
using support::edited;
using support::required;
using support::StreamsOfFile;

TEST_CASE("whatever call of the disk fails in a push, it is applied whole or not, and comes again", "[sync][streams]") {
    const DiskFault fault = GENERATE(DiskFault::ioError, DiskFault::shortWrite, DiskFault::full, DiskFault::syncError);
    support::FaultVfs vfs;
    bool isOver = false;
    std::size_t failures = 0;
    for (std::uint64_t call = 1; !isOver; ++call) {
        CAPTURE(call);
        const support::TemporaryFolder folder;
        const std::filesystem::path file = folder / "server.db";
        support::Pusher device(1);
        const auto habit = created(support::aHabit(), at(1));
        const Push first = device.next({habit, created(support::aGoal(), at(1))});
        const Push second = device.next(
            {edited(habit.row.row, "name", "\"other\"", at(0)), support::removed(habit.row.row, at(2), at(1))});
        {
            StreamsOfFile opened(file);
            required(opened.service.push(support::userStream, first));
            const std::uint64_t before = vfs.calls();
            vfs.failCall(before + call, fault);
            const auto answer = opened.service.push(support::userStream, second);
            isOver = vfs.calls() < before + call;
            vfs.heal();
            if (!answer) ++failures;
            const auto page = required(opened.service.pull(support::userStream, 0, 100));
            if (answer) CHECK(page.head == 4);
        }
        StreamsOfFile again(file);
        CHECK(required(again.service.push(support::userStream, second)).outcome == PushAnswer::Outcome::applied);
        CHECK(required(again.service.pull(support::userStream, 0, 100)).head == 4);
        for (const StreamReport& report : required(again.service.verify())) CHECK(report.problems.empty());
    }
    CHECK(failures > 0);
}
